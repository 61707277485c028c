"""The shape of conclusions and their rules."""

import pytest

from tests.changed import Change, refused


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            [("then: grain_rate}", "then: grain_rate, silent: {zh: 无, en: nothing}}")],
            [
                "01-dues.yaml:108:16: a rule ends in exactly one of then, silent, discretion, left_to",
            ],
            id="two effects",
        ),
        pytest.param(
            [("and not halved, then: grain_rate}", "and not halved}")],
            [
                "01-dues.yaml:108:16: a rule ends in exactly one of then, silent, discretion, left_to",
            ],
            id="no effect",
        ),
        pytest.param(
            [("{when: not subject_to_dues, then: 0}", "{then: 0}")],
            [
                "01-dues.yaml:130:19: `when` is missing (hint: add `when: …`)",
            ],
            id="no condition",
        ),
        pytest.param(
            [("is: due_rate * tonnage", "is: due_rate * tonnage\n      rules: {a: {when: true, then: 0}}")],
            [
                "01-dues.yaml:113:7: a conclusion has either `rules` or `is`",
            ],
            id="rules and a formula",
        ),
        pytest.param(
            [("      is: due_rate * tonnage\n", "")],
            [
                "01-dues.yaml:113:7: a conclusion has either `rules` or `is`",
            ],
            id="neither rules nor a formula",
        ),
        pytest.param(
            [("is: due_rate * tonnage", "rules: {}")],
            [
                "01-dues.yaml:117:14: `monthly_due` has no rule",
            ],
            id="no rule at all",
        ),
        pytest.param(
            [("within: [0, highest_rate]", "within: [0]")],
            [
                "01-dues.yaml:105:52: `within` is for quantities and lists two ends: [low, high]",
            ],
            id="bounds that are not two",
        ),
        pytest.param(
            [("within: [0, highest_rate]", "within: [0, large]")],
            [
                "01-dues.yaml:105:56: `large` is in ton where crown/month/ton is due",
            ],
            id="bounds in another unit",
        ),
        pytest.param(
            [
                (
                    "      is: listed and cargo != none and not retired",
                    "      rules: {any: {when: true, discretion: {by: harbour_master, within: [0, 1]}}}",
                )
            ],
            [
                "01-dues.yaml:17:74: `within` is for quantities and lists two ends: [low, high]",
            ],
            id="bounds of a truth",
        ),
        pytest.param(
            [
                (
                    "term: {zh: 费率, en: rate of the due}",
                    "term: {zh: 费率, en: rate of the due}\n      negated: {zh: 无, en: no}",
                )
            ],
            [
                "01-dues.yaml:100:16: `negated` is for truths",
            ],
            id="a negated quantity",
        ),
        pytest.param(
            [("term: {zh: 费率, en: rate of the due}", "term: {zh: 费率}")],
            [
                "01-dues.yaml:99:13: `en` is missing (hint: add `en: …`)",
            ],
            id="words in one language",
        ),
        pytest.param(
            [("term: {zh: 费率, en: rate of the due}", "term: {zh: 费率, en: ' '}")],
            [
                "01-dues.yaml:99:27: `en` has no words",
            ],
            id="blank words",
        ),
        pytest.param(
            [("term: {zh: 费率, en: rate of the due}", "term: 费率")],
            [
                "01-dues.yaml:99:13: expected a mapping of names (hint: write {zh: …, en: …})",
            ],
            id="a text where a term is due",
        ),
        pytest.param(
            [("assumes: [listing_is_current]", "assumes: listing_is_current")],
            [
                "01-dues.yaml:16:16: `assumes` should be a list",
            ],
            id="a text where a list is due",
        ),
        pytest.param(
            [("assumes: [listing_is_current]", "assumes: [{a: b}]")],
            [
                "01-dues.yaml:16:17: expected a name",
            ],
            id="a mapping where a list of names is due",
        ),
        pytest.param(
            [("{when: not subject_to_dues, then: 0}", "none")],
            [
                "01-dues.yaml:130:19: expected a mapping of names (hint: write {when: …})",
            ],
            id="a rule that is a text",
        ),
        pytest.param(
            [
                (
                    (
                        "    large:\n      term: {zh: 大船吨位, en: tonnage of a large ship}\n      unit: ton\n      "
                        "quote: 1000 tons and more\n      values: {always: 1000}\n"
                    ),
                    "    large: []\n",
                )
            ],
            [
                "01-dues.yaml:54:12: expected a mapping of names (hint: write {term: …, unit: …, values: …})",
            ],
            id="a parameter that is a list",
        ),
        pytest.param(
            [("{when: not subject_to_dues, then: 0}", "{when: not subject_to_dues, gives: 0}")],
            [
                "01-dues.yaml:130:19: a rule ends in exactly one of then, silent, discretion, left_to",
                (
                    "01-dues.yaml:130:47: `gives` is not a key here (hint: allowed: when, then, silent, "
                    "discretion, left_to, quote, clause, assumes, overrides, in_force, gaps)"
                ),
            ],
            id="an unknown effect",
        ),
        pytest.param(
            [("then: 0, clause", "then: 0, gaps: [T-1, '1'], clause")],
            ["01-dues.yaml:102:67: `1` is not an open point: write it like G-01"],
            id="an open point of a rule that is not numbered as they are",
        ),
        pytest.param(
            [("      quote: has not been retired\n", "      quote: has not been retired\n      gaps: T-1\n")],
            ["01-dues.yaml:24:13: `gaps` should be a list"],
            id="open points of a finding that are no list",
        ),
        pytest.param(
            [("then: 0, clause", "then: 0, gap: [T-1], clause")],
            ["01-dues.yaml:102:54: `gap` is not a key here (hint: did you mean `gaps`?)"],
            id="the key of open points misspelt",
        ),
        pytest.param(
            [("gaps: [T-1]", "gaps: [T-1, T-one]")],
            ["01-dues.yaml:84:19: `T-one` is not an open point: write it like G-01"],
            id="an open point of a reading that is not numbered as they are",
        ),
    ],
)
def test_an_ill_formed_conclusion_is_refused(changes: list[Change], expected: list[str]) -> None:
    actual = refused(*changes)

    assert actual == [f"policy/harbour/{problem}" for problem in expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            [("then: grain_rate}", "then: grain_rate, silent: {zh: 无, en: nothing}}")],
            [
                "01-dues.yaml:108:16: 规则须且只须有 then、silent、discretion、left_to 之一",
            ],
            id="two effects",
        ),
        pytest.param(
            [("gaps: [T-1]", "gaps: [T-one]")],
            ["01-dues.yaml:84:14: `T-one` 不是疑点的编号：应为 G-01 这样的写法"],
            id="an open point that is not numbered as they are",
        ),
    ],
)
def test_an_ill_formed_conclusion_is_refused_in_chinese(changes: list[Change], expected: list[str]) -> None:
    actual = refused(*changes, language="zh")

    assert actual == [f"policy/harbour/{problem}" for problem in expected]
