"""What an assessment adds up to: standings, rules that gave answers, amounts with bounds, facts worth collecting."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from estate_policy.assessing import Assessment
from estate_policy.errors import ComparisonError, Problem, UnknownConclusionError
from estate_policy.expr import FactRef, Related
from estate_policy.interpreters import masks, whole_numbers
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.comparisons import measures
from estate_policy.interpreters.intervals import Interval
from estate_policy.interpreters.sql_text import FALSE, NULL, Sql, disjunction, has, is_null, joined
from estate_policy.interpreters.told_columns import Asked, told_columns
from estate_policy.law import LawInForce
from estate_policy.messages import Message
from estate_policy.outcome import Cause, Missing, Standing
from estate_policy.schema import QuantityFact, facts_of, field_at, relations_of
from estate_policy.units import parse_unit

Key = tuple[Any, ...]
"""The values of the facts by which rows are grouped; empty for all rows together."""


@attrs.frozen
class Standings:
    """Of how many rows of a group a conclusion has which standing."""

    key: Key
    conclusion: str
    rows: Mapping[Standing, int]


@attrs.frozen
class Fired:
    """In how many rows of a group a rule gave the outcome of a conclusion; `rule` may name several, as in the rows."""

    key: Key
    conclusion: str
    rule: str
    clause: str
    rows: int


@attrs.frozen
class Amounts:
    """What an amount adds up to over the rows of a group, and of how many rows it has which standing.

    `known` adds what is settled; `low` and `high` are what all come to at least and at most, whichever reading is
    followed, as `Spread` has it: `low` is `None` where nothing bounds an amount, and amounts of which a size is not
    known are not in `high` but counted as `unmeasured`. Rows that are not assessed are `unassessed`, and in no sum.
    """

    key: Key
    rows: int
    standings: Mapping[Standing, int]
    known: Fraction
    low: Fraction | None
    high: Fraction
    unmeasured: int
    unassessed: int


@attrs.frozen
class FactToCollect:
    """A missing fact, and what is open of an amount for want of it in the rows of a group, in the amount's unit.

    `alone` is between how much the amounts lie that this fact alone settles, `together` those that wait for others
    too; `alone_rows` and `together_rows` count them, with `unmeasured` rows of which nobody can say how much.
    """

    key: Key
    fact: str
    alone: Fraction
    alone_rows: int
    together: Fraction
    together_rows: int
    unmeasured: int


def standings(assessment: Assessment, by: Sequence[str] = ()) -> list[Standings]:
    """The standings of each conclusion, by the values of some facts, unknown ones last."""
    found = []
    for one in assessment.every:
        name = one.conclusion.name
        told = {"standing": told_columns(assessment.within, one)[f"{name}_standing"]}
        rows = _grouped(assessment, told, by, "standing, count(*)", "standing")
        for key in dict.fromkeys(key for key, _ in rows):
            counts = {Standing(said): count for at, (said, count) in rows if at == key}
            found.append(Standings(key, name, counts))
    return found


def fired(assessment: Assessment, by: Sequence[str] = ()) -> list[Fired]:
    """How often each rule gave the outcome, by the values of some facts."""
    found = []
    for one in assessment.every:
        name, rules = one.conclusion.name, {rule.id: rule for rule in one.conclusion.rules}
        told = {"rule": told_columns(assessment.within, one)[f"{name}_rule"]}
        for key, (rule, count) in _grouped(assessment, told, by, "rule, count(*)", "rule"):
            clause = rules[rule.split("|")[0]].citation.clause if rule else ""
            found.append(Fired(key, name, rule, clause, count))
    return found


def amounts(assessment: Assessment, conclusion: str | None = None, by: Sequence[str] = ()) -> list[Amounts]:
    """What an amount, the headline unless named, adds up to by the values of some facts, and then over all rows."""
    return summarise(assessment, _amount(assessment, conclusion), by)


def summarise(assessment: Assessment, one: Asked | None, by: Sequence[str] = ()) -> list[Amounts]:
    """What a conclusion comes to by the values of some facts, and then over all rows; only an amount has sums."""
    told = {"value": NULL, "low": NULL, "high": NULL, "standing": NULL, "unmeasured": FALSE}
    if one is not None:
        name, columns = one.conclusion.name, told_columns(assessment.within, one)
        told["standing"] = columns[f"{name}_standing"]
        if isinstance(one.settled.outcome.possible, Interval):
            told |= {"value": columns[name], "low": columns[f"{name}_low"], "high": columns[f"{name}_high"]}
            told["unmeasured"] = disjunction([is_null(told["high"]), *_size_missing(assessment, one)])
    standings_ = ", ".join(f"count(*) FILTER (standing = '{standing.value}')" for standing in Standing)
    sums = (
        "count(*), count(*) FILTER (NOT told), coalesce(sum(value) FILTER (told AND standing = 'settled'), 0),"
        " CASE WHEN count(low) FILTER (told) = count(*) FILTER (told) THEN coalesce(sum(low) FILTER (told), 0)"
        " END,"
        " coalesce(sum(high) FILTER (told AND NOT unmeasured), 0), count(*) FILTER (told AND unmeasured), "
        + standings_.replace("(standing", "(told AND standing")
    )
    groups = [*(_grouped(assessment, told, by, sums, every=True) if by else [])]
    groups += _grouped(assessment, told, (), sums, every=True)
    return [
        Amounts(
            key,
            rows,
            {standing: count for standing, count in zip(Standing, counts, strict=True) if count},
            Fraction(known),
            None if low is None else Fraction(low),
            Fraction(high),
            unmeasured,
            left,
        )
        for key, (rows, left, known, low, high, unmeasured, *counts) in groups
    ]


def summarised(assessment: Assessment, by: Sequence[str]) -> list[Amounts]:
    """The headline by the values of some facts, and over all rows; only an amount has sums, and there may be none."""
    wanted = assessment.law.policy.headlines.get(assessment.within.subject)
    headline = next((one for one in assessment.every if one.conclusion.name == wanted), None)
    return summarise(assessment, headline, by)


def resting_on_examples(assessment: Assessment) -> int:
    """In how many rows an answer rests on an amendment that is only an example."""
    if not assessment.examples.grounds:
        return 0
    told = {"resting": assessment.examples.any(assessment.conclusions)}
    ((_, (count,)),) = _grouped(assessment, told, (), "count(*) FILTER (resting)")
    return int(count)


def facts_to_collect(
    assessment: Assessment, conclusion: str | None = None, by: Sequence[str] = ()
) -> list[FactToCollect]:
    """The missing facts that keep an amount open, the headline unless named, by what they settle, the most first."""
    one = _amount(assessment, conclusion)
    within, outcome = assessment.within, one.settled.outcome
    assert isinstance(outcome.possible, Interval)
    missing = {
        str(cause): has(bits, 1 << bit)
        for word, bits in outcome.causes.items()
        for cause, bit in within.causes.of_word(word)
        if isinstance(cause, Missing)
    }
    if not missing:
        return []
    low, high = whole_numbers.alike([outcome.possible.low, outcome.possible.high])
    unmeasured = disjunction([is_null(low.value), is_null(high.value), *_size_missing(assessment, one)])
    told = {
        "wide": NULL if NULL in (low.value, high.value) else joined("({} - {})", high.value, low.value),
        "unmeasured": unmeasured,
        "causes": joined(" + ".join(["BIT_COUNT({})"] * len(outcome.causes)), *outcome.causes.values()),
        **{f"m{place}": there for place, there in enumerate(missing.values())},
    }
    measured = "coalesce(sum(wide) FILTER ({0} AND NOT unmeasured), 0), count(*) FILTER ({0} AND NOT unmeasured)"
    sums = ", ".join(
        f"{measured.format(f'm{place} AND causes = 1')}, {measured.format(f'm{place} AND causes > 1')},"
        f" count(*) FILTER (m{place} AND unmeasured)"
        for place in range(len(missing))
    )
    found = []
    for key, cells in _grouped(assessment, told, by, sums):
        for fact, (alone, alone_rows, together, together_rows, left) in zip(missing, _fives(cells), strict=True):
            if alone_rows or together_rows or left:
                sized = Fraction(alone, low.parts), Fraction(together, low.parts)
                found.append(FactToCollect(key, fact, sized[0], alone_rows, sized[1], together_rows, left))
    return sorted(found, key=lambda each: (_order(each.key), -each.alone, -each.together, -each.unmeasured, each.fact))


def _fives(cells: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (cells[start : start + 5] for start in range(0, len(cells), 5))


def _grouped(  # noqa: PLR0913 what a query is made of
    assessment: Assessment,
    told: Mapping[str, Sql],
    by: Sequence[str],
    sums: str,
    also: str = "",
    *,
    every: bool = False,
) -> list[tuple[Key, tuple[Any, ...]]]:
    """Sums over the rows that were assessed, or every row, by the values of some facts, unknown ones last."""
    keys = {f"by{place}": _fact(assessment, name) for place, name in enumerate(by)}
    names = ", ".join(keys)
    groups = ", ".join(filter(None, [names, also]))
    inner = assessment.rows({**keys, **told})
    query = f"SELECT {', '.join(filter(None, [names, sums]))} FROM ({inner}){'' if every else ' WHERE told'}"
    rows = assessment.facts.opened.run(f"{query} GROUP BY {groups}" if groups else query)
    found = [(tuple(row[: len(by)]), tuple(row[len(by) :])) for row in rows]
    return sorted(found, key=lambda row: (_order(row[0]), str(row[1][0]) if also else ""))


def _fact(assessment: Assessment, name: str) -> Sql:
    """A fact of the subject, or of one that it refers to, `estate.district`."""
    first, _, rest = name.partition(".")
    reference = relations_of(assessment.subject).get(first)
    class_ = assessment.subject if not rest else None if reference is None else reference.subject
    fact = rest or first
    if class_ is None or fact not in facts_of(class_) or (rest and first not in assessment.beneath):
        raise ComparisonError(Problem(Message("no-such-fact", {"name": name})))
    expression = Related(first, FactRef(fact)) if rest else FactRef(fact)
    return assessment.within.of(expression, preferred(assessment.law)).known


def _order(key: Key) -> list[tuple[bool, str]]:
    return [(value is None, str(value)) for value in key]


def _amount(assessment: Assessment, name: str | None) -> Asked:
    law = assessment.law
    wanted = law.policy.headlines.get(assessment.within.subject) if name is None else name
    found = next((one for one in assessment.every if one.conclusion.name == wanted), None)
    if found is None:
        raise UnknownConclusionError(Problem(Message("no-such-conclusion", {"name": str(wanted)})))
    if not isinstance(found.settled.outcome.possible, Interval):
        raise ComparisonError(Problem(Message("no-amount", {"name": found.conclusion.name})))
    return found


def _size_missing(assessment: Assessment, one: Asked) -> list[Sql]:
    """Whether a fact is missing that is a size, under any reading, so that the most says nothing of the subject."""
    within = assessment.within

    def is_size(cause: Cause) -> bool:
        return isinstance(cause, Missing) and _is_size(assessment.law, assessment.subject, cause)

    outcomes = [one.settled.outcome, *(other.settled.outcome for other in one.others)]
    found = [masks.any_of(outcome.causes, within.causes, is_size) for outcome in outcomes]
    return [truth for truth in found if truth != FALSE]


def _is_size(law: LawInForce, subject: type, fact: Missing) -> bool:
    field = field_at(subject, fact)
    if not isinstance(field, QuantityFact):
        return False
    return bool(measures(parse_unit(field.unit, law.policy.units), law.policy) - {"date"})
