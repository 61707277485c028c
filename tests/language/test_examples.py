"""The examples of clauses."""

import pytest

from tests.changed import Change, refused


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            [("facts: {retired: true}", "facts: {retird: true}")],
            [
                "01-dues.yaml:29:15: `retird` is not a fact of `ship` (hint: did you mean `retired`?)",
            ],
            id="a misspelt fact",
        ),
        pytest.param(
            [("facts: {cargo: oil}", "facts: {cargo: oill}")],
            [
                "01-dues.yaml:158:22: `cargo` is `oill` (hint: allowed: grain, oil, none)",
            ],
            id="a misspelt member",
        ),
        pytest.param(
            [("facts: {retired: true}", "facts: {retired: perhaps}")],
            [
                (
                    "01-dues.yaml:29:24: `retired` is `perhaps`, which is neither yes nor no (hint: allowed: "
                    "true, false, or nothing if unknown)"
                ),
            ],
            id="neither yes nor no",
        ),
        pytest.param(
            [("tonnage: 999.9", "tonnage: 0.9")],
            [
                "01-dues.yaml:173:38: `tonnage` is `0.9` (hint: allowed: 1 to 100000 tons)",
            ],
            id="an amount out of range",
        ),
        pytest.param(
            [("tonnage: 999.9", "tonnage: 999.99")],
            [
                ("01-dues.yaml:173:38: `tonnage` is `999.99`, with too many decimals (hint: at most 1 decimals)"),
            ],
            id="an amount of too many decimals",
        ),
        pytest.param(
            [("tonnage: 999.9", "tonnage: 9e2")],
            [
                ("01-dues.yaml:173:38: `tonnage` is `9e2`, which is not a number (hint: allowed: 1 to 100000 tons)"),
            ],
            id="an amount in exponent form",
        ),
        pytest.param(
            [("facts: {retired: true}", "facts: {retired: [true]}")],
            [
                "01-dues.yaml:29:24: `retired` should be a single text",
            ],
            id="a list where a fact is due",
        ),
        pytest.param(
            [("from: trader", "from: trader2")],
            [
                "01-dues.yaml:25:40: `trader2` is not a base case (hint: did you mean `trader`?)",
            ],
            id="an unknown base case",
        ),
        pytest.param(
            [("- name: over age\n", "- name: over age\n      under: {over_age_frm: never}\n")],
            [
                (
                    "01-dues.yaml:181:15: `over_age_frm` is neither a reading or an assumption with options nor a "
                    "figure that is unstated (hint: did you mean `over_age_from`?)"
                ),
            ],
            id="an option of nothing",
        ),
        pytest.param(
            [("- name: over age\n", "- name: over age\n      under: {over_age_from: nevr}\n")],
            ["01-dues.yaml:181:30: `nevr` is not one of the options (hint: did you mean `never`?)"],
            id="an option that there is not",
        ),
        pytest.param(
            [("- name: over age\n", "- name: over age\n      under: {over_age_from: at_once}\n")],
            ["01-dues.yaml:181:30: `at_once` is not one of the options (hint: allowed: by_survey, never)"],
            id="an option unlike any",
        ),
        pytest.param(
            [("- name: over age\n", "- name: over age\n      under: {over_age_from: [never]}\n")],
            ["01-dues.yaml:181:30: `over_age_from` should be a single text"],
            id="a list of options",
        ),
        pytest.param(
            [("- name: over age\n", "- name: over age\n      under: {oil_rate: 3}\n")],
            [
                (
                    "01-dues.yaml:181:15: `oil_rate` is neither a reading or an assumption with options nor a "
                    "figure that is unstated"
                ),
            ],
            id="a figure that the text states",
        ),
        pytest.param(
            [("expect: {subject_to_dues: false}", "expect: {subject_to_due: false}")],
            [
                ("01-dues.yaml:30:16: `subject_to_due` is not a conclusion (hint: did you mean `subject_to_dues`?)"),
            ],
            id="an unknown conclusion",
        ),
        pytest.param(
            [("findings: [retired_with_cargo]", "findings: [retired_with_carg]")],
            [
                ("01-dues.yaml:31:18: `retired_with_carg` is not a finding (hint: did you mean `retired_with_cargo`?)"),
            ],
            id="an unknown finding",
        ),
        pytest.param(
            [("{standing: contested, value: 1", "{standing: disputed, value: 1")],
            [
                (
                    "01-dues.yaml:179:37: `disputed` is not a standing (hint: allowed: settled, silent, "
                    "delegated, discretionary, unknown, contested)"
                ),
            ],
            id="an unknown standing",
        ),
        pytest.param(
            [("{standing: contested, value: 1, rule: half_oil}", "{value: 1, rule: half_oil}")],
            [
                "01-dues.yaml:179:26: `standing` is missing (hint: add `standing: …`)",
            ],
            id="a standing that is missing",
        ),
        pytest.param(
            [("rule: half_oil", "rule: half_oils")],
            [
                (
                    "01-dues.yaml:179:64: `half_oils` is not another rule of this conclusion (hint: did you "
                    "mean `half_oil`?)"
                ),
            ],
            id="an unknown rule",
        ),
        pytest.param(
            [("missing: [cargo]", "missing: [carg]")],
            [
                "01-dues.yaml:189:73: `carg` is not a fact of `ship` (hint: did you mean `cargo`?)",
            ],
            id="an unknown missing fact",
        ),
        pytest.param(
            [("expect: {subject_to_dues: false}", "expect: {subject_to_dues: 0}")],
            [
                "01-dues.yaml:30:33: `subject_to_dues` should be true or false",
            ],
            id="a truth that is a number",
        ),
        pytest.param(
            [("due_rate: 0.25", "due_rate: low")],
            [
                (
                    "01-dues.yaml:169:26: `low` is not a number as figures are written (hint: write digits, "
                    "like 0.3 or 50%)"
                ),
            ],
            id="a number that is a word",
        ),
        pytest.param(
            [
                (
                    (
                        "  examples:\n    - {name: a trader, of: ship, from: trader, expect: {subject_to_dues: "
                        "true}, findings: []}\n    - name: a retired ship with cargo\n      of: ship\n      from: "
                        "trader\n      facts: {retired: true}\n      expect: {subject_to_dues: false}\n      "
                        "findings: [retired_with_cargo]\n"
                    ),
                    "  examples: {}\n",
                )
            ],
            [
                "01-dues.yaml:24:13: `examples` should be a list",
            ],
            id="a mapping where a list is due",
        ),
        pytest.param(
            [("on: 2009-12-31", "on: 2009")],
            ["01-dues.yaml:203:11: `2009` is not a day: write it like 2020-01-31"],
            id="a day that is none",
        ),
        pytest.param(
            [("name: over age", "name: other lands")],
            ["01-dues.yaml:195:13: an example “other lands” is there already, at policy/harbour/01-dues.yaml:180:13"],
            id="two examples of one name",
        ),
        pytest.param(
            [("monthly_due: 50\n", f"monthly_due: {'9' * 5000}\n")],
            ["01-dues.yaml:150:22: the number is longer than 100 characters"],
            id="more digits than Python prints",
        ),
        pytest.param(
            [("name: cargo unknown", "name: ' '")],
            [
                "01-dues.yaml:185:14: `name` is blank",
            ],
            id="a blank name",
        ),
        pytest.param(
            [
                (
                    "name: cargo unknown",
                    (
                        "name: "
                        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                    ),
                )
            ],
            [
                ("01-dues.yaml:185:13: `name` has 201 characters (hint: allowed: text of at most 200 characters)"),
            ],
            id="a name longer than any",
        ),
    ],
)
def test_an_ill_formed_example_is_refused(changes: list[Change], expected: list[str]) -> None:
    actual = refused(*changes)

    assert actual == [f"policy/harbour/{problem}" for problem in expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            [("facts: {cargo: oil}", "facts: {cargo: oill}")],
            [
                "01-dues.yaml:158:22: `cargo` 的值 `oill` 不在允许范围内（提示：允许：粮食、油料、空载）",
            ],
            id="a misspelt member",
        ),
    ],
)
def test_an_ill_formed_example_is_refused_in_chinese(changes: list[Change], expected: list[str]) -> None:
    actual = refused(*changes, language="zh")

    assert actual == [f"policy/harbour/{problem}" for problem in expected]
