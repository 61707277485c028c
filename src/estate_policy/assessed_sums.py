"""What an assessment adds up to: standings, rules that gave answers, amounts with bounds, facts worth collecting."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from estate_policy.arguments import several
from estate_policy.assessment import Assessment
from estate_policy.errors import ComparisonError, Problem, UnknownConclusionError
from estate_policy.expr import FactRef, Related
from estate_policy.figures import decimal_of
from estate_policy.interpreters import masks, whole_numbers
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.comparisons import measures
from estate_policy.interpreters.intervals import Interval
from estate_policy.interpreters.sql_text import FALSE, NULL, Sql, disjunction, has, is_null, joined, source_column
from estate_policy.interpreters.told_columns import Asked, told_columns
from estate_policy.law import LawInForce
from estate_policy.messages import Message, closest
from estate_policy.outcome import Cause, Missing, Standing
from estate_policy.schema import (
    DateFact,
    Field,
    QuantityFact,
    TextFact,
    date_of,
    facts_of,
    field_at,
    fields_of,
    relations_of,
)
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
    found: dict[tuple[str, Key], dict[Standing, int]] = {}
    for one, key, standing, count in _counted(assessment, "standing", several("by", by)):
        found.setdefault((one.conclusion.name, key), {})[Standing(standing)] = count
    return [Standings(key, name, counts) for (name, key), counts in found.items()]


def fired(assessment: Assessment, by: Sequence[str] = ()) -> list[Fired]:
    """How often each rule gave the outcome, by the values of some facts."""
    found = []
    for one, key, rule, count in _counted(assessment, "rule", several("by", by)):
        clauses = {each.id: each.citation.clause for each in one.conclusion.rules}
        clause = clauses[rule.split("|")[0]] if rule else ""
        found.append(Fired(key, one.conclusion.name, rule, clause, count))
    return found


def amounts(assessment: Assessment, conclusion: str | None = None, by: Sequence[str] = ()) -> list[Amounts]:
    """What an amount, the headline unless named, adds up to by the values of some facts, and then over all rows."""
    return summarise(assessment, _amount(assessment, conclusion), several("by", by))


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
    parts = [
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
        for key, (rows, left, known, low, high, unmeasured, *counts) in _grouped(assessment, told, by, sums, every=True)
    ]
    return [*parts, _together(parts)] if by else parts


def _together(parts: Sequence[Amounts]) -> Amounts:
    """What groups come to: to go through the rules of every row for that once more would take as long again."""
    lows = [part.low for part in parts if part.low is not None]
    counts = {standing: sum(part.standings.get(standing, 0) for part in parts) for standing in Standing}
    return Amounts(
        (),
        sum(part.rows for part in parts),
        {standing: count for standing, count in counts.items() if count},
        sum((part.known for part in parts), Fraction(0)),
        sum(lows, Fraction(0)) if len(lows) == len(parts) else None,
        sum((part.high for part in parts), Fraction(0)),
        sum(part.unmeasured for part in parts),
        sum(part.unassessed for part in parts),
    )


def summarised(assessment: Assessment, by: Sequence[str]) -> list[Amounts]:
    """The headline by the values of some facts, and over all rows; only an amount has sums, and there may be none."""
    wanted = _headline(assessment)
    return summarise(assessment, next((one for one in assessment.every if one.conclusion.name == wanted), None), by)


def resting_on_examples(assessment: Assessment) -> int:
    """In how many rows an answer rests on an amendment that is only an example."""
    if not assessment.examples.grounds:
        return 0
    told = {"resting": assessment.examples.any(assessment.conclusions)}
    return sum(int(count) for _, (count,) in _grouped(assessment, told, (), "count(*) FILTER (resting)"))


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
        "wide": NULL if NULL in (low.value, high.value) else joined("CAST({} - {} AS HUGEINT)", high.value, low.value),
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
    for key, cells in _grouped(assessment, told, several("by", by), sums):
        for fact, (alone, alone_rows, together, together_rows, left) in zip(missing, _fives(cells), strict=True):
            if alone_rows or together_rows or left:
                sized = Fraction(int(alone), low.parts), Fraction(int(together), low.parts)
                found.append(FactToCollect(key, fact, sized[0], alone_rows, sized[1], together_rows, left))
    return sorted(found, key=lambda each: (_order(each.key), -each.alone, -each.together, -each.unmeasured, each.fact))


def _counted(assessment: Assessment, part: str, by: Sequence[str]) -> Iterator[tuple[Asked, Key, str, int]]:
    """Each conclusion with how many rows of a group have which word in a part of what is told of it."""
    told = {
        f"said{place}": told_columns(assessment.within, one)[f"{one.conclusion.name}_{part}"]
        for place, one in enumerate(assessment.every)
    }
    each = f"GROUPING SETS ({', '.join(f'({name})' for name in told)})"
    rows = _grouped(assessment, told, by, f"{', '.join(told)}, count(*)", each) if told else []
    for place, one in enumerate(assessment.every):
        said = [(key, cells[place], cells[-1]) for key, cells in rows if cells[place] is not None]
        for key, word, count in sorted(said, key=lambda row: (_order(row[0]), row[1])):
            yield one, key, word, count


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
    facts = [_fact(assessment, name) for name in by]
    keys = {f"by{place}": column for place, (_, column) in enumerate(facts)}
    # Told by groups, never picked out beforehand: a condition would be written out anew beneath every layer.
    names = [*keys, *([] if every else ["told"])]
    groups = ", ".join(filter(None, [*names, also]))
    inner = assessment.rows({**keys, **told})
    query = f"SELECT {', '.join([*names, sums])} FROM ({inner}) AS one"
    rows = assessment.facts.run(f"{query} GROUP BY {groups}" if groups else query)
    fields = [field for field, _ in facts]
    kept = rows if every else [(*row[: len(by)], *row[len(by) + 1 :]) for row in rows if row[len(by)]]
    found = [(tuple(map(_as_given, fields, row)), tuple(row[len(by) :])) for row in kept]
    return sorted(found, key=lambda row: _order(row[0]))


def _fact(assessment: Assessment, name: str) -> tuple[Field, Sql]:
    """A fact of the subject, words too, or of one that it refers to, `estate.district`, and its column."""
    own = fields_of(assessment.subject).get(name)
    if isinstance(own, TextFact):
        return own, source_column(name)
    first, _, rest = name.partition(".")
    reference = relations_of(assessment.subject).get(first)
    class_ = assessment.subject if not rest else None if reference is None else reference.subject
    fact = rest or first
    if class_ is None or fact not in facts_of(class_) or (rest and first not in assessment.beneath):
        hint = closest(name, fields_of(assessment.subject))
        raise ComparisonError(Problem(Message("no-such-fact", {"name": name}), hint=hint))
    expression = Related(first, FactRef(fact)) if rest else FactRef(fact)
    return facts_of(class_)[fact], assessment.within.of(expression, preferred(assessment.law)).known


def _as_given(field: Field, value: Any) -> Any:  # noqa: ANN401 any fact
    """The value of a fact as the subject has it, of one that rules count in whole numbers."""
    match field:
        case QuantityFact() if value is not None:
            return decimal_of(Fraction(value, 10**field.scale))
        case DateFact() if value is not None:
            return date_of(field.counts, Fraction(value))
        case _:
            return value


def _order(key: Key) -> list[tuple[bool, str]]:
    return [(value is None, str(value)) for value in key]


def _headline(assessment: Assessment) -> str | None:
    return assessment.law.policy.headlines.get(assessment.within.subject)


def _amount(assessment: Assessment, name: str | None) -> Asked:
    wanted = _headline(assessment) if name is None else name
    found = next((one for one in assessment.every if one.conclusion.name == wanted), None)
    if wanted is None:
        raise UnknownConclusionError(Problem(Message("no-headline", {"subject": assessment.within.subject})))
    if found is None:
        hint = closest(wanted, assessment.conclusions)
        raise UnknownConclusionError(Problem(Message("conclusion-not-told", {"name": wanted}), hint=hint))
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
