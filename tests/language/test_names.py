"""Names that mean nothing, or two things."""

import pytest

from tests.changed import DOCUMENT, DUES, Change, refused

BREAK = " (hint: one of them must not read the others)"


@pytest.mark.parametrize(
    ("file", "changes", "expected"),
    [
        pytest.param(
            DUES,
            [("        grain_only: {zh: 仅限粮食, en: grain only}\n", "")],
            [
                "01-dues.yaml:86:9: one option leaves no choice",
            ],
            id="a reading of one option",
        ),
        pytest.param(
            DUES,
            [("      quote: when it is listed\n", "      quote: when it is listed\n      adopted: never\n")],
            ["01-dues.yaml:9:16: `never` is not one of the options (hint: declare `options` first)"],
            id="an option adopted of none",
        ),
        pytest.param(
            DUES,
            [("by: harbour_master, within", "by: mayor, within")],
            ["01-dues.yaml:105:28: `mayor` is not a member of `body` (hint: allowed: harbour_master)"],
            id="a body like no other that decides",
        ),
        pytest.param(
            DUES,
            [("is: listed and cargo != none and not retired", "is: listd and cargo != none")],
            [
                (
                    "01-dues.yaml:17:11: `listd` is neither a fact, a parameter, a conclusion nor a choice "
                    "(hint: did you mean `listed`?)"
                ),
            ],
            id="a misspelt fact",
        ),
        pytest.param(
            DUES,
            [("is: listed and cargo != none and not retired", "is: xyzzy")],
            [
                "01-dues.yaml:17:11: `xyzzy` is neither a fact, a parameter, a conclusion nor a choice",
            ],
            id="a name like no other",
        ),
        pytest.param(
            DUES,
            [('flag == "沙国（南部）" and tonnage', 'flag == "沙国（南部）" and tonage')],
            [
                (
                    "01-dues.yaml:95:32: `tonage` is neither a fact, a parameter, a conclusion nor a choice "
                    "(hint: did you mean `tonnage`?)"
                ),
            ],
            id="a name after Chinese words",
        ),
        pytest.param(
            DUES,
            [("is: monthly_due * months_a_year", "is: monthly_dues * months_a_year")],
            [
                (
                    "01-dues.yaml:123:11: `monthly_dues` is neither a fact, a parameter, a conclusion nor a "
                    "choice (hint: did you mean `monthly_due`?)"
                ),
            ],
            id="a misspelt conclusion",
        ),
        pytest.param(
            DUES,
            [("      kind: truth\n", "      kinds: truth\n")],
            [
                "01-dues.yaml:12:7: `kinds` is not a key here (hint: did you mean `kind`?)",
            ],
            id="a misspelt key",
        ),
        pytest.param(
            DUES,
            [("      kind: truth\n", "      kind: truth\n      xyzzy: 1\n")],
            [
                (
                    "01-dues.yaml:13:7: `xyzzy` is not a key here (hint: allowed: of, term, negated, unit, "
                    "kind, quote, clause, assumes, rules, is, also, pays, forecasts, duty)"
                ),
            ],
            id="a key like no other",
        ),
        pytest.param(
            DUES,
            [("  parameters:\n", "  parametres:\n")],
            [
                "01-dues.yaml:38:3: `parametres` is not a key here (hint: did you mean `parameters`?)",
            ],
            id="a misspelt section, which is read all the same",
        ),
        pytest.param(
            DUES,
            [("      kind: truth\n", "      kind: truth\n      kind: truth\n")],
            [
                ("01-dues.yaml:13:7: `kind` stands here a second time, first at policy/harbour/01-dues.yaml:12:7"),
            ],
            id="a key twice",
        ),
        pytest.param(
            DUES,
            [('"2":', '"1":')],
            [
                ("01-dues.yaml:32:2: `1` stands here a second time, first at policy/harbour/01-dues.yaml:1:2"),
            ],
            id="a clause twice",
        ),
        pytest.param(
            DUES,
            [("      unit: crown/month\n      term: {zh: 每月港务费, en: monthly due}\n", "      unit: crown/month\n")],
            [
                "01-dues.yaml:113:7: `term` is missing (hint: add `term: …`)",
            ],
            id="a missing key",
        ),
        pytest.param(
            DUES,
            [("of: ship", "of: shop")],
            [
                "01-dues.yaml:11:11: `shop` is not a subject (hint: did you mean `ship`?)",
            ],
            id="a subject that is none",
        ),
        pytest.param(
            DUES,
            [("of: ship", "of: estate")],
            [
                "01-dues.yaml:11:11: `estate` is not a subject (hint: allowed: ship)",
            ],
            id="a subject like no other",
        ),
        pytest.param(
            DUES,
            [("      of: ship\n      kind: truth\n      term: {zh: 应缴", "      kind: truth\n      term: {zh: 应缴")],
            [
                "01-dues.yaml:11:7: `of` is missing (hint: add `of: …`)",
            ],
            id="a missing subject",
        ),
        pytest.param(
            DUES,
            [("unit: crown/ton/month", "unit: crwn/ton/month")],
            [
                "01-dues.yaml:41:13: `crwn` is not a unit (hint: did you mean `crown`?)",
            ],
            id="an unknown unit",
        ),
        pytest.param(
            DUES,
            [("unit: crown/ton/month", "unit: 克朗/ton/month")],
            [
                "01-dues.yaml:41:13: `克朗` is not a unit (hint: did you mean `crown`?)",
            ],
            id="a unit by its word",
        ),
        pytest.param(
            DUES,
            [("unit: crown/ton/month", "unit: crown//month")],
            [
                "01-dues.yaml:41:13: `crown//month` is not a unit (hint: allowed: crown, ton, month, year, share)",
            ],
            id="an ill-formed unit",
        ),
        pytest.param(
            DUES,
            [("kind: truth", "kind: truht")],
            [
                ("01-dues.yaml:12:13: `truht` is neither truth nor an enumeration (hint: did you mean `truth`?)"),
            ],
            id="an unknown kind",
        ),
        pytest.param(
            DUES,
            [("kind: truth", "kind: truth\n      unit: share")],
            [
                "01-dues.yaml:11:7: a conclusion has either `unit` or `kind`",
            ],
            id="both unit and kind",
        ),
        pytest.param(
            DUES,
            [('clause: "1"', 'clause: "9"')],
            [
                "01-dues.yaml:102:63: `9` is not a clause of this document",
            ],
            id="an unknown clause",
        ),
        pytest.param(
            DUES,
            [("assumes: [listing_is_current]", "assumes: [listing_is_curent]")],
            [
                (
                    "01-dues.yaml:16:17: `listing_is_curent` is not an assumption (hint: did you mean "
                    "`listing_is_current`?)"
                ),
            ],
            id="an unknown assumption of a conclusion",
        ),
        pytest.param(
            DUES,
            [("assumption: whole_months", "assumption: whole_moths")],
            [
                ("01-dues.yaml:67:19: `whole_moths` is not an assumption (hint: did you mean `whole_months`?)"),
            ],
            id="an unknown assumption of a parameter",
        ),
        pytest.param(
            DUES,
            [("preferred: all_cargo", "preferred: all")],
            [
                ("01-dues.yaml:88:18: `all` is not one of the options (hint: allowed: all_cargo, grain_only)"),
            ],
            id="an unknown option",
        ),
        pytest.param(
            DUES,
            [("adopted: by_survey", "adopted: by_surveyor")],
            [
                ("01-dues.yaml:79:16: `by_surveyor` is not one of the options (hint: allowed: by_survey, never)"),
            ],
            id="an unknown adopted option",
        ),
        pytest.param(
            DUES,
            [("      adopted: by_survey\n", "")],
            [
                "01-dues.yaml:74:7: `adopted` is missing (hint: add `adopted: …`)",
            ],
            id="options of which none is adopted",
        ),
        pytest.param(
            DUES,
            [("by: harbour_master", "by: harbor_master")],
            [
                (
                    "01-dues.yaml:105:28: `harbor_master` is not a member of `body` (hint: did you mean "
                    "`harbour_master`?)"
                ),
            ],
            id="an unknown body that decides",
        ),
        pytest.param(
            DUES,
            [("body: harbour_master", "body: mayor")],
            [
                "01-dues.yaml:133:27: `mayor` is not a member of `body` (hint: allowed: harbour_master)",
            ],
            id="an unknown body that an instrument is left to",
        ),
        pytest.param(
            DUES,
            [("overrides: [grain, oil]", "overrides: [grane, oil]")],
            [
                ("01-dues.yaml:106:23: `grane` is not another rule of this conclusion (hint: did you mean `grain`?)"),
            ],
            id="an unknown rule that is overridden",
        ),
        pytest.param(
            DUES,
            [("overrides: [grain, oil]", "overrides: [grain, oil, over_age]")],
            [
                "01-dues.yaml:106:35: `over_age` is not another rule of this conclusion",
            ],
            id="a rule that overrides itself",
        ),
        pytest.param(
            DOCUMENT,
            [("ship: yearly_due", "ship: yearly_dues")],
            [
                ("document.yaml:4:18: `yearly_dues` is not a conclusion (hint: did you mean `yearly_due`?)"),
            ],
            id="a headline that is no conclusion",
        ),
        pytest.param(
            DOCUMENT,
            [("headline: {ship:", "headline: {shop:")],
            [
                "document.yaml:4:12: `shop` is not a subject (hint: allowed: ship)",
            ],
            id="a headline of an unknown subject",
        ),
        pytest.param(
            DUES,
            [("    large:\n", "    true:\n")],
            [
                "01-dues.yaml:54:5: `true` means something else in conditions",
                (
                    "01-dues.yaml:95:43: `large` is neither a fact, a parameter, a conclusion nor a choice "
                    "(hint: did you mean `flag`?)"
                ),
            ],
            id="a name that conditions read as something else",
        ),
        pytest.param(
            DUES,
            [("    large:\n", "    tonnage:\n"), ("tonnage >= large", "tonnage >= tonnage")],
            [
                "01-dues.yaml:54:5: `tonnage` is a fact of `ship` already",
            ],
            id="a parameter named like a fact",
        ),
        pytest.param(
            DUES,
            [("    net_due:\n", "    monthly_due:\n")],
            [
                (
                    "01-dues.yaml:138:5: `monthly_due` stands here a second time, first at "
                    "policy/harbour/01-dues.yaml:112:5"
                ),
            ],
            id="a conclusion with two writers",
        ),
        pytest.param(
            DUES,
            [
                (
                    "  findings:\n",
                    (
                        "    tide_discount:\n      of: ship\n      unit: crown/month\n      term: {zh: 折扣, en: "
                        "discount}\n      quote: carries cargo\n      is: 0\n  findings:\n"
                    ),
                )
            ],
            [
                ("01-dues.yaml:130:5: `tide_discount` is declared already, at policy/harbour/01-dues.yaml:18:5"),
            ],
            id="a conclusion with writers in two clauses",
        ),
        pytest.param(
            DUES,
            [("    south_sandland:\n", "    body:\n"), ("(south_sandland == all_cargo", "(body == all_cargo")],
            [
                "01-dues.yaml:81:5: `body` is declared already, at policy/harbour/document.yaml:23:3",
            ],
            id="a reading named like an enumeration",
        ),
        pytest.param(
            DUES,
            [
                (
                    "    listing_is_current:\n      term",
                    (
                        "    the-list:\n      term: {zh: 登记, en: list}\n      quote: when it is listed\n    "
                        "listing_is_current:\n      term"
                    ),
                )
            ],
            [
                "01-dues.yaml:6:5: `the-list` cannot be a name: letters, digits and _ only",
            ],
            id="a name that no condition can say",
        ),
        pytest.param(
            DUES,
            [
                (
                    "    halved:\n",
                    (
                        "    tonnage:\n      of: ship\n      unit: crown/month\n      term: {zh: 新, en: new}\n      "
                        "quote: pay half of it\n      is: monthly_due\n    halved:\n"
                    ),
                )
            ],
            [
                "01-dues.yaml:90:5: `tonnage` is a fact of `ship` already",
            ],
            id="a conclusion named like a fact",
        ),
        pytest.param(
            DUES,
            [
                (
                    "    halved:\n",
                    (
                        "    large:\n      of: ship\n      unit: crown/month\n      term: {zh: 新, en: new}\n      "
                        "quote: pay half of it\n      is: monthly_due\n    halved:\n"
                    ),
                )
            ],
            [
                "01-dues.yaml:90:5: `large` is declared already, at policy/harbour/01-dues.yaml:54:5",
            ],
            id="a conclusion named like a parameter",
        ),
        pytest.param(
            DUES,
            [
                (
                    "    halved:\n",
                    (
                        "    ｍonthly_due:\n      of: ship\n      unit: crown/month\n      term: {zh: 新, en: new}\n   "
                        "   quote: pay half of it\n      is: monthly_due\n    halved:\n"
                    ),
                )
            ],
            [
                (
                    "01-dues.yaml:90:5: `ｍonthly_due` is written in characters that conditions fold (hint: "
                    "did you mean `monthly_due`?)"
                ),
            ],
            id="a conclusion whose name folds to that of another",
        ),
        pytest.param(
            DUES,
            [
                (
                    "    halved:\n",
                    (
                        "    new:\n      of: ship\n      unit: crown/month\n      term: {zh: 新, en: new}\n      "
                        "quote: pay half of it\n      is: new\n    halved:\n"
                    ),
                )
            ],
            [
                "01-dues.yaml:90:5: conclusions read each other in a circle: new → new" + BREAK,
            ],
            id="a conclusion that reads itself",
        ),
        pytest.param(
            DUES,
            [
                ("cargo != none and not retired\n", "cargo != none and not retired and not halved\n"),
                ("tonnage >= large and", "tonnage >= large and subject_to_dues and"),
            ],
            [
                (
                    "01-dues.yaml:90:5: conclusions read each other in a circle: halved → subject_to_dues → halved"
                    + BREAK
                ),
            ],
            id="conclusions that read each other",
        ),
    ],
)
def test_a_name_that_means_nothing_or_two_things_is_refused(
    file: str, changes: list[Change], expected: list[str]
) -> None:
    actual = refused(*changes, file=file)

    assert actual == [f"policy/harbour/{problem}" for problem in expected]


@pytest.mark.parametrize(
    ("file", "changes", "expected"),
    [
        pytest.param(
            DUES,
            [("is: listed and cargo != none and not retired", "is: listd and cargo != none")],
            [
                "01-dues.yaml:17:11: `listd` 不是事实、标准、结论、解释或假定（提示：是否应为 `listed`？）",
            ],
            id="a misspelt name",
        ),
        pytest.param(
            DUES,
            [
                (
                    "    halved:\n",
                    (
                        "    tonnage:\n      of: ship\n      unit: crown/month\n      term: {zh: 新, en: new}\n      "
                        "quote: pay half of it\n      is: monthly_due\n    halved:\n"
                    ),
                )
            ],
            [
                "01-dues.yaml:90:5: `tonnage` 已是 `ship` 的事实",
            ],
            id="a conclusion named like a fact",
        ),
        pytest.param(
            DUES,
            [
                ("cargo != none and not retired\n", "cargo != none and not retired and not halved\n"),
                ("tonnage >= large and", "tonnage >= large and subject_to_dues and"),
            ],
            [
                "01-dues.yaml:90:5: 结论互相依赖：halved → subject_to_dues → halved（提示：请让其中一项不读其余各项）",
            ],
            id="conclusions that read each other",
        ),
    ],
)
def test_a_name_that_means_nothing_or_two_things_is_refused_in_chinese(
    file: str, changes: list[Change], expected: list[str]
) -> None:
    actual = refused(*changes, file=file, language="zh")

    assert actual == [f"policy/harbour/{problem}" for problem in expected]
