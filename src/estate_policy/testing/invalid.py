"""Facts that must be refused: by the subject's class, or by the law whose enumerations they are no members of."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from estate_policy.arguments import refuse_other_law
from estate_policy.checked import LONGEST_TEXT
from estate_policy.facts import Estate
from estate_policy.law import Enumeration, LawInForce
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Field,
    Identity,
    MemberFact,
    QuantityFact,
    ReferenceFact,
    TextFact,
    TruthFact,
    facts_of,
    fields_of,
)
from estate_policy.testing.strategies import scaled, steps

_DAY = timedelta(days=1)
_HIDDEN = [
    *("\u202a", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"),  # direction
    *("\u200b", "\u200d", "\ufeff", "\u00ad"),  # no width
    *("\x00", "\x07", "\x1b", "\x7f", "\t", "\n", "\r"),  # control
    "\ud800",
]
_BLANK = ["", " ", "\u00a0", "\u3000", " \u2003 "]
_LONG = ["x" * (LONGEST_TEXT + 1), "长" * 70_000]
_NO_TEXT: list[object] = [0, 1, True, False, 1.5, Decimal(1), b"A1", ["A1"], object()]
_NO_TRUTH: list[object] = [0, 1, 0.0, 1.0, Decimal(1), Decimal("NaN"), "", "true", "是", b"1", [], [True]]
_NO_NUMBER: list[object] = [True, False, "", "1", "1.5", "一", b"1", 1j, [], [1], Fraction(1, 2), Fraction(1)]
_NOT_FINITE: list[object] = [Decimal(text) for text in ("NaN", "-NaN", "sNaN", "Infinity", "-Infinity")]
_HUGE: list[object] = [10**400, -(10**400), 10**5000, -(10**5000), Decimal("1E+999999"), Decimal("-1E+999999")]


def invalid_facts(subject_class: type[attrs.AttrsInstance] = Estate) -> SearchStrategy[tuple[str, object]]:
    """Names of facts with values that no subject can have; its class refuses each of them with `FactError`.

    >>> from hypothesis import find
    >>> find(invalid_facts(), lambda drawn: drawn[0] == "renovated" and isinstance(drawn[1], str))
    ('renovated', '')
    """
    return st.one_of(
        *(st.tuples(st.just(name), _refused(field)) for name, field in fields_of(subject_class).items()),
    )


def other_members(
    law: LawInForce, subject_class: type[attrs.AttrsInstance] = Estate
) -> SearchStrategy[tuple[str, str]]:
    """Names of facts with texts that `decide` refuses with `FactError`, since their enumeration has no such member.

    An open enumeration takes any name; of those, only other words for a member it has are refused.
    """
    refuse_other_law(law)
    enumerations = {
        name: law.policy.enumerations[fact.enumeration]
        for name, fact in facts_of(subject_class).items()
        if isinstance(fact, MemberFact)
    }
    return st.one_of(*(st.tuples(st.just(name), _unknown_to(one)) for name, one in enumerations.items()))


def _refused(field: Field) -> SearchStrategy[object]:
    match field:
        case Identity():
            return st.one_of(st.none(), _not_text(), st.sampled_from(_BLANK))
        case MemberFact():
            return st.one_of(_not_text(), st.sampled_from(_BLANK))
        case TextFact():
            return _not_text()
        case TruthFact():
            return st.one_of(st.sampled_from(_NO_TRUTH), st.floats(), st.integers(), st.text())
        case QuantityFact():
            return st.one_of(
                st.sampled_from([*_NO_NUMBER, *_NOT_FINITE, *_HUGE]), st.floats(), _beyond(field), _fine(field)
            )
        case DateFact():
            return st.one_of(
                st.sampled_from([field.high.isoformat(), datetime(2019, 7, 1, tzinfo=UTC), True]), _other_day(field)
            )
        case ReferenceFact() | CollectionFact():
            return st.sampled_from(["", 1, True, ["A1"], {"id": "A1"}])
        case _:
            assert_never(field)


def _other_day(field: DateFact) -> SearchStrategy[object]:
    """Before or after the range."""
    return st.one_of(
        *([st.dates(max_value=field.low - _DAY)] if field.low > date.min else []),
        *([st.dates(min_value=field.high + _DAY)] if field.high < date.max else []),
    )


def _not_text() -> SearchStrategy[object]:
    plain = st.text("小区A1", max_size=4)
    hidden = st.builds("{}{}{}".format, plain, st.sampled_from(_HIDDEN), plain)
    return st.one_of(st.sampled_from(_NO_TEXT), st.sampled_from(_LONG), hidden)


def _beyond(field: QuantityFact) -> SearchStrategy[object]:
    """Below or above the range, by one step or by far."""
    low, high = steps(field)
    far = 10 * (high - low + 1)
    nearest = st.sampled_from([low - 1, high + 1])
    beyond = st.one_of(nearest, st.integers(low - far, low - 1), st.integers(high + 1, high + far))
    return beyond.map(lambda number: scaled(number, field.scale))


def _fine(field: QuantityFact) -> SearchStrategy[object]:
    """Within the range, with more decimals than the fact can have."""
    low, high = steps(field)
    between = st.integers(low, max(low, high - 1))
    return st.builds(lambda number, digit: scaled(10 * number + digit, field.scale + 1), between, st.integers(1, 9))


def _unknown_to(enumeration: Enumeration) -> SearchStrategy[str]:
    words = {text for one in enumeration.members.values() for text in (one.term.zh, one.term.en, *one.also)}
    words -= enumeration.members.keys()
    disguised = st.sampled_from(sorted(words)) if words else st.nothing()
    if enumeration.open:
        return disguised
    return st.one_of(disguised, st.text("模式abc", min_size=1).filter(lambda text: text not in enumeration.members))
