"""What `document.yaml` declares; what is broken once is reported once."""

import pytest

from tests.changed import DOCUMENT, DUES, Change, refused


@pytest.mark.parametrize(
    ("file", "changes", "expected"),
    [
        pytest.param(
            DOCUMENT,
            [("document: harbour", "document: harbor")],
            [
                "document.yaml:1:11: `harbor` is not the name of its folder, `harbour`",
            ],
            id="a document that is not named like its folder",
        ),
        pytest.param(
            DOCUMENT,
            [("measures: money", "measures: mass")],
            [
                (
                    "document.yaml:6:21: units do not measure `mass` "
                    "(hint: allowed: money, area, time, count, date, month, day)"
                ),
            ],
            id="a unit that measures what none does",
        ),
        pytest.param(
            DOCUMENT,
            [("oil: {zh: 油料, en: oil}", "oil: {zh: 谷物, en: oil}")],
            [
                "document.yaml:15:7: `谷物` means `grain` already",
            ],
            id="a word for two members",
        ),
        pytest.param(
            DOCUMENT,
            [("oil: {zh: 油料, en: oil}", "oil: {zh: 不详, en: oil}")],
            [
                "document.yaml:15:7: `不详` is read as unknown",
            ],
            id="a word that registers write for unknown",
        ),
        pytest.param(
            DOCUMENT,
            [('"雾国": {zh: 雾国, en: Fogland}', '"沙国(南部)": {zh: 雾国, en: Fogland}')],
            [
                "document.yaml:22:8: `沙国（南部）` means `沙国(南部)` already",
            ],
            id="two members that fold to one",
        ),
        pytest.param(
            DOCUMENT,
            [("open: true", "open: yes")],
            [
                "document.yaml:19:11: `open` should be true or false",
            ],
            id="a flag that is neither",
        ),
        pytest.param(
            DOCUMENT,
            [("  flag:\n", "  flags:\n")],
            [
                "document.yaml:1:1: the fact `flag` needs the enumeration `flag`, which nothing declares",
            ],
            id="an enumeration that a fact needs",
        ),
        pytest.param(
            DOCUMENT,
            [("  ton: {measures", "  tonne: {measures")],
            [
                "document.yaml:1:1: the fact `tonnage` needs the unit `ton`, which nothing declares",
                "01-dues.yaml:41:13: `ton` is not a unit (hint: did you mean `tonne`?)",
                "01-dues.yaml:46:13: `ton` is not a unit (hint: did you mean `tonne`?)",
                "01-dues.yaml:51:13: `ton` is not a unit (hint: did you mean `tonne`?)",
                "01-dues.yaml:56:13: `ton` is not a unit (hint: did you mean `tonne`?)",
                "01-dues.yaml:98:13: `ton` is not a unit (hint: did you mean `tonne`?)",
            ],
            id="a unit that a fact needs",
        ),
        pytest.param(
            DOCUMENT,
            [
                (
                    (
                        "    members:\n      grain: {zh: 粮食, en: grain, also: [谷物]}\n"
                        "      oil: {zh: 油料, en: oil}\n      none: {zh: 空载, en: no cargo}\n"
                    ),
                    "",
                )
            ],
            [
                "document.yaml:12:5: `members` is missing (hint: add `members: …`)",
            ],
            id="an enumeration without members, not also each use of one",
        ),
        pytest.param(
            DOCUMENT,
            [("  trader:\n    of: ship", "  trader:\n    of: shop")],
            [
                "document.yaml:29:9: `shop` is not a subject (hint: did you mean `ship`?)",
            ],
            id="a case of an unknown subject",
        ),
        pytest.param(
            DOCUMENT,
            [("tonnage: 100,", "tonage: 100,")],
            [
                "document.yaml:30:37: `tonage` is not a fact of `ship` (hint: did you mean `tonnage`?)",
            ],
            id="a case with a misspelt fact, once",
        ),
        pytest.param(
            DOCUMENT,
            [("  crown: {", "  share: {measures: money, zh: 份, en: share}\n  crown: {")],
            [
                "document.yaml:6:3: `share` means something else in conditions",
            ],
            id="a reserved unit",
        ),
        pytest.param(
            DOCUMENT,
            [("  crown: {", "  c/t: {measures: money, zh: 份, en: share}\n  crown: {")],
            [
                "document.yaml:6:3: `c/t` cannot be a name: letters, digits and _ only",
            ],
            id="a unit that no expression can name",
        ),
        pytest.param(
            DOCUMENT,
            [("  cargo:\n", "  truth: {term: {zh: 真, en: true}, members: {}}\n  cargo:\n")],
            [
                "document.yaml:11:3: `truth` means something else in conditions",
            ],
            id="an enumeration named like a kind",
        ),
        pytest.param(
            DUES,
            [("unit: crown/ton/month\n      quote: Grain", "unit: crwn\n      quote: Grain")],
            [
                "01-dues.yaml:41:13: `crwn` is not a unit (hint: did you mean `crown`?)",
            ],
            id="a broken declaration, not also each use of it",
        ),
        pytest.param(
            DUES,
            [("quote: 1000 tons and more\n      values", "quote: 999 tons and more\n      values")],
            [
                "01-dues.yaml:57:14: “999 tons and more” is not in the words of `2`",
            ],
            id="a broken quote of a parameter, not also each use of it",
        ),
        pytest.param(
            DUES,
            [("oil: {when: subject_to_dues and cargo == oil", "oil: {when: subject_to_dues and cargo == oli")],
            [
                "01-dues.yaml:109:50: `oli` is not a member of `cargo` (hint: did you mean `oil`?)",
            ],
            id="a broken rule, not also the rules that override it",
        ),
        pytest.param(
            DUES,
            [
                (
                    "grain: {when: subject_to_dues and cargo == grain and not halved, then: grain_rate}",
                    (
                        "grain: {when: subject_to_dus, then: halved, quote: nothing, assumes: [x], in_force: "
                        "today, overrides: [y]}"
                    ),
                )
            ],
            [
                (
                    "01-dues.yaml:108:23: `subject_to_dus` is neither a fact, a parameter, a conclusion nor "
                    "a choice (hint: did you mean `subject_to_dues`?)"
                ),
                "01-dues.yaml:108:45: `halved` is a truth where a crown/month/ton is due",
                "01-dues.yaml:108:79: `x` is not an assumption",
                "01-dues.yaml:108:93: `today` is not a period: write always or 2020-01-01..2020-12-31",
                "01-dues.yaml:108:112: `y` is not another rule of this conclusion",
            ],
            id="two things wrong with one rule",
        ),
        pytest.param(
            DOCUMENT,
            [("headline: {ship: yearly_due}", "headline: {ship: yearly}"), ("measures: money", "measures: mony")],
            [
                "document.yaml:4:18: `yearly` is not a conclusion (hint: did you mean `yearly_due`?)",
                (
                    "document.yaml:6:21: units do not measure `mony` "
                    "(hint: allowed: money, area, time, count, date, month, day)"
                ),
            ],
            id="a broken name in every part, in the order of files and lines",
        ),
    ],
)
def test_a_broken_declaration_is_refused_once(file: str, changes: list[Change], expected: list[str]) -> None:
    actual = refused(*changes, file=file)

    assert actual == [f"policy/harbour/{problem}" for problem in expected]
