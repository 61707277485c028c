"""What is told of a conclusion, in columns: value, standing, rule, missing facts, bounds, what other readings give."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from estate_policy.errors import ColumnsError, Problem
from estate_policy.interpreters import intervals, masks, whole_numbers
from estate_policy.interpreters.choices import Choices, assignments, preferred
from estate_policy.interpreters.intervals import Interval
from estate_policy.interpreters.sql import InColumns, NotInColumnsError
from estate_policy.interpreters.sql_text import (
    FALSE,
    NULL,
    TRUE,
    Sql,
    case,
    conjunction,
    contrary,
    disjunction,
    has,
    is_known,
    is_null,
    joined,
    text,
)
from estate_policy.interpreters.told import Settled, Told, of_other_value, other_than
from estate_policy.interpreters.whole_numbers import Numbers, TooLargeError
from estate_policy.kinds import Quantity, Truth
from estate_policy.law import Conclusion
from estate_policy.messages import Message
from estate_policy.outcome import Cause, Missing, RuleEnd, Standing
from estate_policy.schema import fields_of

JOIN = "|"
"""Stands between several rules, facts or findings in one cell."""

_PLACES = 38
"""Digits that a decimal may have in every dialect."""

_OPEN = (Standing.SILENT, Standing.DELEGATED, Standing.DISCRETIONARY)


@attrs.frozen
class Reading:
    """What a conclusion comes to where readings differ from the preferred ones, and where that is another answer."""

    changes: Choices
    settled: Settled
    told: Sql


@attrs.frozen
class Asked:
    """A conclusion in columns: under the preferred readings, and each other way to read it that may say otherwise."""

    conclusion: Conclusion
    settled: Settled
    others: tuple[Reading, ...]
    faults: tuple[Sql, ...]


def asked(within: InColumns, name: str) -> Asked:
    """A conclusion under every choice among the readings on which it depends; `ColumnsError` where it does not fit."""
    with _fitting(within.law.conclusions[name]):
        return _asked(within, name)


def told_columns(within: InColumns, one: Asked) -> Mapping[str, Sql]:
    """The columns of a conclusion by their names, bounds for quantities alone; `ColumnsError` where it does not fit."""
    with _fitting(one.conclusion):
        return _told(within, one)


def otherwise(one: Asked) -> Sql:
    """What other readings give, in words: the value, or a question mark, and which readings these are."""
    parts = []
    for other in one.others:
        readings = ", ".join(f"{reading}={option}" for reading, option in other.changes.items())
        said = joined("({} || {})", _shown(other.settled.outcome, one.conclusion), text(f" ({readings})"))
        parts.append((other.told, said))
    return listed_texts(parts)


def findings(within: InColumns) -> Sql:
    """The findings about the subject that hold, by their names."""
    choices = preferred(within.law)
    about = [one for one in within.law.findings.values() if one.subject == within.subject]
    met = [(within.of(one.when, choices).known, text(one.name)) for one in about]
    return listed_texts([(within.layers.column(holds), name) for holds, name in met if holds not in (FALSE, NULL)])


def faults(every: Iterable[Asked]) -> Sql:
    """Whether rules contradict themselves about a row."""
    return disjunction(dict.fromkeys(fault for one in every for fault in one.faults))


@contextlib.contextmanager
def _fitting(conclusion: Conclusion) -> Iterator[None]:
    """Tell which conclusion does not fit into columns."""
    told = {"name": conclusion.name}
    try:
        yield
    except TooLargeError as error:
        raise ColumnsError(Problem(Message("too-large-for-columns", told), conclusion.location)) from error
    except NotInColumnsError as error:
        told["text"] = str(error)
        raise ColumnsError(Problem(Message("not-in-columns", told), conclusion.location)) from error


def _asked(within: InColumns, name: str) -> Asked:
    law = within.law
    first, *rest = assignments(law, within.readings[name])
    settled = within.conclusion(name, first.choices)
    faults, others = [settled.fault], list[Reading]()
    for one in rest:
        found = within.conclusion(name, one.choices)
        faults.append(found.fault)
        differs = other_than(settled.outcome, found.outcome)
        said = [
            conjunction([before.told, contrary(other_than(before.settled.outcome, found.outcome))])
            for before in others
            if before.changes.items() <= one.changes.items()
        ]
        told = conjunction([differs, contrary(disjunction(said))])
        if told != FALSE:
            others.append(Reading(one.changes, found, within.layers.column(told)))
    return Asked(law.conclusions[name], settled, tuple(others), tuple(dict.fromkeys(faults)))


def _told(within: InColumns, one: Asked) -> Mapping[str, Sql]:
    name, outcome = one.conclusion.name, one.settled.outcome
    told = {
        name: _value(outcome, one.conclusion),
        f"{name}_standing": _standing(within, one),
        f"{name}_rule": _rules(one.settled),
        f"{name}_missing": _missing(within, outcome),
    }
    if isinstance(one.conclusion.kind, Quantity):
        low, high = _ends(one)
        told |= {f"{name}_low": exactly(low), f"{name}_high": exactly(high)}
    return told


def exactly(one: Numbers) -> Sql:
    """A number as a decimal with all its digits, where each number of its parts has an end of digits."""
    digits = _decimals(one.parts)
    value = whole_numbers.in_parts(one, 10**digits)
    # Spark gives a product the digits of both factors and one more.
    places = len(str(value.largest)) + digits + 1
    if places > _PLACES:
        raise TooLargeError
    if not digits:
        return joined(f"CAST({{}} AS DECIMAL({places}, 0))", value.value)
    whole = joined(f"CAST({{}} AS DECIMAL({places - digits - 1}, 0))", value.value)
    return joined(f"({{}} * CAST({_unit(digits)} AS DECIMAL({digits}, {digits})))", whole)


def _unit(digits: int) -> str:
    return f"0.{'1'.rjust(digits, '0')}"


def _decimals(parts: int) -> int:
    """How many decimals a number has of which so many parts make one."""
    digits = next((digits for digits in range(_PLACES) if 10**digits % parts == 0), None)
    if digits is None:
        endless = f"…/{parts}"
        raise NotInColumnsError(endless)
    return digits


def _value(outcome: Told, conclusion: Conclusion) -> Sql:
    if isinstance(outcome.value, Numbers):
        return exactly(outcome.value)
    kind = "BOOLEAN" if isinstance(conclusion.kind, Truth) else "VARCHAR"
    return joined(f"CAST(NULL AS {kind})") if outcome.value == NULL else outcome.value


def _ends(one: Asked) -> tuple[Numbers, Numbers]:
    """The least and the most that it can come to, whichever reading is followed."""
    every = [one.settled.outcome, *(other.settled.outcome for other in one.others)]
    within = dict.fromkeys(outcome.possible for outcome in every if isinstance(outcome.possible, Interval))
    around = intervals.hull((TRUE, interval) for interval in within)
    return around.low, around.high


def _standing(within: InColumns, one: Asked) -> Sql:
    outcome, causes = one.settled.outcome, within.causes
    contested = disjunction(of_other_value(outcome, other.settled.outcome) for other in one.others)
    known = case([(contested, text(Standing.CONTESTED.value))], text(Standing.SETTLED.value))
    if not outcome.causes:
        return known
    opened = [(masks.any_of(outcome.causes, causes, _ends_so(standing)), text(standing.value)) for standing in _OPEN]
    return case([(is_known(outcome.known), known), *opened], text(Standing.UNKNOWN.value))


def _ends_so(standing: Standing) -> Callable[[Cause], bool]:
    return lambda cause: isinstance(cause, RuleEnd) and cause.standing is standing


def _rules(settled: Settled) -> Sql:
    """The rule that gives the outcome, or all that may where it makes no difference; nothing while that is open."""
    held = [(condition, text(rule.id)) for rule, condition in zip(settled.rules, settled.conditions, strict=True)]
    if settled.conditions == (TRUE,):
        return held[0][1]
    may = [(is_null(condition), name) for condition, name in held]
    settles = disjunction([joined("({} <> 0)", settled.followed), is_known(settled.outcome.known)])
    return case([*held, (settles, listed_texts(may))], text(""))


def _missing(within: InColumns, outcome: Told) -> Sql:
    """The facts that keep it open, in the order in which the subject declares them."""
    if not outcome.causes:
        return text("")
    order = list(fields_of(within.law.policy.subjects[within.subject]))
    found = [
        (order.index(cause.path[0].field if cause.path else cause.fact), str(cause), has(bits, 1 << bit))
        for word, bits in outcome.causes.items()
        for cause, bit in within.causes.of_word(word)
        if isinstance(cause, Missing)
    ]
    parts = [(there, text(name)) for _, name, there in sorted(found, key=lambda one: one[:2])]
    return case([(is_known(outcome.known), text(""))], listed_texts(parts))


def _shown(outcome: Told, conclusion: Conclusion) -> Sql:
    if isinstance(outcome.value, Numbers):
        shown = _digits(outcome.value)
    elif isinstance(conclusion.kind, Truth):
        shown = case([(outcome.value, text("true"))], text("false"))
    else:
        shown = outcome.value
    return case([(outcome.open, text("?"))], shown)


def _digits(one: Numbers) -> Sql:
    """A number as text, without noughts at its end."""
    digits = _decimals(one.parts)
    written = joined("CAST({} AS VARCHAR)", exactly(one))
    return joined("RTRIM(RTRIM({}, '0'), '.')", written) if digits else written


def listed_texts(parts: Sequence[tuple[Sql, Sql]]) -> Sql:
    """The texts beside which a condition holds, with a sign between them."""
    if not parts:
        return text("")
    each = [case([(when, name)], NULL) for when, name in parts]
    return joined("CONCAT_WS('|', " + ", ".join(["{}"] * len(each)) + ")", *each)
