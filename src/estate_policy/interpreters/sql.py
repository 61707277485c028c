"""The rules over whole columns, in SQL: three-valued, in whole numbers, the same meaning as `exact` for every row.

What an expression comes to is a value that is NULL while it is open, the bits of its causes, and where it must lie.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import assert_never

import attrs

from estate_policy.expr import (
    Add,
    And,
    ChoiceRef,
    Compare,
    Comparison,
    ConclusionRef,
    Constant,
    Divide,
    Every,
    Expr,
    FactRef,
    Multiply,
    Not,
    Or,
    ParameterRef,
    Related,
    Round,
    Subtract,
    Sum,
)
from estate_policy.interpreters import intervals, masks, whole_numbers
from estate_policy.interpreters.choices import Choices, readings_of
from estate_policy.interpreters.combining import May, fault, followed, mixed
from estate_policy.interpreters.comparisons import HOLDS
from estate_policy.interpreters.intervals import Interval
from estate_policy.interpreters.layers import Layers
from estate_policy.interpreters.masks import EMPTY, Causes, Mask
from estate_policy.interpreters.possible import EITHER as TRUE_OR_FALSE
from estate_policy.interpreters.possible import anything, possible_fact
from estate_policy.interpreters.sets import flipped, set_of
from estate_policy.interpreters.sql_text import (
    FALSE,
    NULL,
    TRUE,
    ZERO,
    Sql,
    case,
    conjunction,
    contrary,
    disjunction,
    is_known,
    is_null,
    joined,
    number,
    quoted,
    source_column,
    text,
)
from estate_policy.interpreters.told import (
    EITHER,
    Ground,
    Settled,
    Told,
    chosen,
    in_columns,
    open_with,
    quantity,
    told,
    told_number,
)
from estate_policy.interpreters.typed import kind_of, related_subject
from estate_policy.interpreters.whole_numbers import NOTHING, Numbers
from estate_policy.interpreters.written import written
from estate_policy.kinds import Kind, Member, Quantity, Value
from estate_policy.law import Conclusion, Discretion, Gives, LawInForce, LeftTo, Rule, Silent
from estate_policy.outcome import Bounds, Cause, Missing, Possible, RuleEnd, Standing, Step, Unstated
from estate_policy.schema import CollectionFact, DateFact, QuantityFact, ReferenceFact, facts_of, fields_of, scale_of


class NotInColumnsError(ValueError):
    """An expression whose meaning does not fit into columns; the text is the expression."""


def given(reference: str) -> str:
    """How the id is named that a row gives for a reference, whether or not there is such a subject."""
    return f"{reference}.given"


@attrs.frozen
class Tables:
    """The table of subjects, the column that tells them apart, and the tables of those that they refer to."""

    table: str
    id: str = "id"
    related: Mapping[str, "Tables"] = attrs.field(factory=dict)


class InColumns:
    """The rules about one subject over a table of such subjects, whose columns are named as the facts.

    A truth is a boolean, a quantity a whole number of its scale's parts, a date as rules count it, a member its name, a
    reference the id of the other subject; an event is as none on record means where there is none.
    """

    def __init__(self, law: LawInForce, subject: str) -> None:
        """Nothing is asked yet."""
        self.law = law
        self.subject = subject
        self.layers = Layers()
        self.causes = Causes()
        self.ground = Ground(law, subject, self.layers, self.causes)
        self.others: dict[str, InColumns] = {}
        self.exported: dict[Sql, str] = {}
        self.readings = readings_of(law)
        self._settled: dict[tuple[str, ...], Settled] = {}
        self._blocks: dict[tuple[str, int], int] = {}

    def conclusion(self, name: str, choices: Choices) -> Settled:
        """What a conclusion comes to under choices: the same columns where its readings are chosen alike."""
        key = (name, *(choices[reading] for reading in self.readings[name]))
        if key not in self._settled:
            self._settled[key] = self._concluded(self.law.conclusions[name], choices)
        return self._settled[key]

    def query(self, results: Mapping[str, Sql], kept: Sequence[str], tables: Tables) -> str:
        """A query for results, with columns of the source that are kept, over a table of the subjects.

        `tables` has it, and the table of each reference by its name. Where that has no row of an id, the reference is
        not known; what was given is kept as `given` names it.
        """
        read = self.layers.source_columns(results.values())
        own = [name for name in dict.fromkeys([*kept, *read]) if name.partition(".")[0] not in self.others]
        columns = [f"s.{quoted(name)} AS {quoted(name)}" for name in own]
        columns += [f"s.{quoted(name)} AS {quoted(given(name))}" for name in self.others if given(name) in kept]
        joins = []
        for place, (name, other) in enumerate(self.others.items()):
            beneath = tables.related[name]
            exported = {one: part for part, one in other.exported.items()}
            inner = other.query(exported, [beneath.id], beneath)
            table = f"r{place}"
            columns.append(f"{table}.{quoted(beneath.id)} AS {quoted(name)}")
            columns += [f"{table}.{quoted(one)} AS {quoted(f'{name}.{one}')}" for one in exported]
            joins.append(f"LEFT JOIN (\n{inner}\n) AS {table} ON s.{quoted(name)} = {table}.{quoted(beneath.id)}")
        source = tables.table
        if joins:
            source = f"(SELECT {', '.join(columns)} FROM {tables.table} AS s {' '.join(joins)}) AS l0"
        return self.layers.select(source, results, kept)

    def of(self, expression: Expr, choices: Choices) -> Told:
        """What an expression comes to under choices."""
        match expression:
            case Constant(value=value):
                return self._constant(value, expression.kind)
            case FactRef(name=name):
                return self._fact(name)
            case ParameterRef(name=name):
                if name not in self.law.figures:
                    return self._never(Unstated(name), kind_of(expression, self.law, self.subject), Bounds())
                return told_number(whole_numbers.constant(self.law.figures[name].value))
            case ConclusionRef(name=name):
                return self.conclusion(name, choices).outcome
            case ChoiceRef(name=name):
                return self._constant(choices[name], Member(name))
            case Related():
                return self._related(expression, choices)
            case Not():
                operand = self.of(expression.operand, choices)
                return attrs.evolve(operand, value=contrary(operand.known), possible=flipped(operand))
            case And():
                return self._joined([self.of(part, choices) for part in expression.operands], conjunction)
            case Or():
                return self._joined([self.of(part, choices) for part in expression.operands], disjunction)
            case Compare():
                left, right = self.of(expression.left, choices), self.of(expression.right, choices)
                return open_with(self.layers.short(_compared(expression.how, left, right)), [left, right], EITHER)
            case Add(left=left, right=right):
                return self._computed(left, right, choices, whole_numbers.added, intervals.total)
            case Subtract(left=Round(amount=amount, step=step) as whole) if amount == expression.right:
                half = self._fixed(step, expression, choices) / 2
                least, most = whole_numbers.constant(-half), whole_numbers.constant(half)
                ends = Interval(least, most, sure=True)
                return self._computed(whole, amount, choices, whole_numbers.subtracted, lambda _one, _other: ends)
            case Subtract(left=left, right=right):
                return self._computed(left, right, choices, whole_numbers.subtracted, intervals.difference)
            case Multiply(left=left, right=right):
                return self._multiplied(left, right, choices)
            case Divide(left=left, right=right):
                by = self._fixed(right, expression, choices)
                within = intervals.scaled if by > 0 else _anywhere
                return self._changed(
                    left, choices, lambda one: whole_numbers.divided(one, by), lambda one: within(one, 1 / by)
                )
            case Round(amount=amount, step=step):
                to = self._fixed(step, expression, choices)
                return self._changed(
                    amount,
                    choices,
                    lambda one: whole_numbers.rounded(one, to),
                    lambda one: intervals.rounded_within(one, to),
                )
            case Sum(collection=name):
                return self._members(name, expression, told_number(whole_numbers.constant(Fraction(0))))
            case Every(collection=name):
                return self._members(name, expression, told(TRUE))
            case _:
                assert_never(expression)

    def _constant(self, value: Value, kind: Kind) -> Told:
        if isinstance(value, Fraction):
            return told_number(whole_numbers.constant(value))
        if isinstance(value, bool):
            return told(TRUE if value else FALSE)
        assert isinstance(kind, Member)
        return told(text(value))

    def _fact(self, name: str) -> Told:
        declared = facts_of(self.law.policy.subjects[self.subject])[name]
        column = source_column(name)
        causes = masks.where(is_null(column), self.causes.mask(Missing(name)))
        possible = possible_fact(self.law, self.subject, name)
        if isinstance(declared, QuantityFact | DateFact):
            assert isinstance(possible, Bounds)
            assert possible.low is not None
            assert possible.high is not None
            value = Numbers(column, 10 ** scale_of(declared), possible.low, possible.high)
            low, high = (
                whole_numbers.choose([(is_known(column), value)], whole_numbers.constant(end))
                for end in (possible.low, possible.high)
            )
            return Told(value, causes, EMPTY, Interval(low, high, sure=True))
        return Told(column, causes, EMPTY, set_of(possible, kind_of(FactRef(name), self.law, self.subject), self.law))

    def _never(self, cause: Cause, kind: Kind, possible: Possible) -> Told:
        """What is never known."""
        mask = self.causes.mask(cause)
        if isinstance(possible, Bounds):
            return Told(NOTHING, mask, EMPTY, intervals.interval(possible))
        return Told(NULL, mask, EMPTY, set_of(possible, kind, self.law))

    def _joined(self, parts: Sequence[Told], combine: Callable[[Iterable[Sql]], Sql]) -> Told:
        value = self.layers.short(combine(part.known for part in parts))
        opened = [part for part in parts if part.causes]
        if not opened or not value.reads:
            return told(value) if not opened or value != NULL else open_with(value, parts, EITHER)
        unknown = is_null(value)
        causes = masks.where(unknown, masks.all_of(part.causes for part in opened))
        ends = masks.where(unknown, masks.all_of(part.ends for part in opened))
        return Told(value, self._words(causes), self._words(ends), EITHER)

    def _computed(
        self,
        left: Expr,
        right: Expr,
        choices: Choices,
        compute: Callable[[Numbers, Numbers], Numbers],
        within: Callable[[Interval, Interval], Interval],
    ) -> Told:
        one, other = self.of(left, choices), self.of(right, choices)
        (a, around_a), (b, around_b) = quantity(one), quantity(other)
        value = self._short(compute(a, b))
        ends = within(around_a, around_b) if one.causes or other.causes else intervals.at(value)
        known = is_known(value.value)
        around = attrs.evolve(
            ends,
            low=self._short(whole_numbers.choose([(known, value)], ends.low)),
            high=self._short(whole_numbers.choose([(known, value)], ends.high)),
        )
        return open_with(value, [one, other], around)

    def _multiplied(self, left: Expr, right: Expr, choices: Choices) -> Told:
        """A product; nought is what comes out of nought, whatever the other is."""
        told = self._computed(left, right, choices, _times, intervals.product)
        if not told.causes:
            return told
        unknown = is_null(told.known)
        return attrs.evolve(
            told,
            causes=self._words(masks.where(unknown, told.causes)),
            ends=self._words(masks.where(unknown, told.ends)),
        )

    def _changed(
        self,
        of: Expr,
        choices: Choices,
        compute: Callable[[Numbers], Numbers],
        within: Callable[[Interval], Interval],
    ) -> Told:
        """A quantity that is computed of one other."""
        told = self.of(of, choices)
        value, around = quantity(told)
        return attrs.evolve(told, value=self._short(compute(value)), possible=self._short_ends(within(around)))

    def _fixed(self, expression: Expr, whole: Expr, choices: Choices) -> Fraction:
        """A figure that is the same for every row."""
        found = whole_numbers.fixed(quantity(self.of(expression, choices))[0])
        if found is None:
            raise NotInColumnsError(written(whole))
        return found

    def _members(self, collection: str, whole: Expr, of_none: Told) -> Told:
        """A total over the members of a collection, of which a table of subjects has none."""
        field = fields_of(self.law.policy.subjects[self.subject])[collection]
        assert isinstance(field, CollectionFact)
        if field.recorded:
            return of_none
        kind = kind_of(whole, self.law, self.subject)
        return self._never(Missing(collection), kind, Bounds() if isinstance(kind, Quantity) else TRUE_OR_FALSE)

    def _related(self, expression: Related, choices: Choices) -> Told:
        """What the subject has that a column refers to."""
        name, kind = expression.reference, kind_of(expression, self.law, self.subject)
        field = fields_of(self.law.policy.subjects[self.subject])[name]
        assert isinstance(field, ReferenceFact)
        if field.recorded:
            raise NotInColumnsError(written(expression))
        if name not in self.others:
            self.others[name] = InColumns(self.law, related_subject(self.law.policy, self.subject, name))
        other = self.others[name]
        seen = self._seen(name, other.of(expression.part, choices))
        unknown = self._never(Missing(name), kind, _possible_related(expression, self.law, self.subject))
        return chosen([(is_known(source_column(name)), seen)], unknown)

    def _seen(self, name: str, told: Told) -> Told:
        """What another subject's columns say, as columns of this one's source."""

        def here(one: Sql) -> Sql:
            if not one.reads:
                return one
            exported = self.others[name].exported
            return source_column(f"{name}.{exported.setdefault(one, f'o{len(exported)}')}")

        def number_here(one: Numbers) -> Numbers:
            return attrs.evolve(one, value=here(one.value))

        def mask_here(mask: Mask) -> Mask:
            return {self._word(name, word): here(bits) for word, bits in mask.items()}

        possible = told.possible
        return Told(
            number_here(told.value) if isinstance(told.value, Numbers) else here(told.value),
            mask_here(told.causes),
            mask_here(told.ends),
            attrs.evolve(possible, low=number_here(possible.low), high=number_here(possible.high))
            if isinstance(possible, Interval)
            else here(possible),
        )

    def _word(self, name: str, word: int) -> int:
        """The word for causes of another subject."""
        if (name, word) not in self._blocks:
            self._blocks[name, word] = self.causes.word_like(
                self.others[name].causes, word, lambda cause: _further(Step(name), cause)
            )
        return self._blocks[name, word]

    def _concluded(self, conclusion: Conclusion, choices: Choices) -> Settled:
        column = self.layers.column
        met = [(rule, self.of(rule.condition, choices)) for rule in conclusion.rules]
        left = [(rule, told) for rule, told in met if told.known != FALSE]
        if not left:
            raise NotInColumnsError(conclusion.name)
        may = [May(rule, in_columns(told, column), self._effect(rule, conclusion, choices)) for rule, told in left]
        conditions, rules = tuple(one.met.known for one in may), tuple(one.rule for one in may)
        if conditions == (TRUE,):
            return Settled(may[0].effect, rules, conditions, number(1), FALSE)
        follows = column(followed(may))
        pairs = [(joined("({} = {})", follows, number(place + 1)), one.effect) for place, one in enumerate(may)]
        open_ = mixed(self.ground, may, conclusion.kind)
        outcome = chosen(pairs, open_) if open_ else chosen(pairs[:-1], may[-1].effect)
        # The commonest pair, a condition and its contrary, cannot contradict itself.
        is_pair = [contrary(left[0][1].known)] == [told.known for _, told in left[1:]]
        contradicts = FALSE if is_pair else fault(self.ground, may)
        return Settled(in_columns(outcome, column), rules, conditions, follows, contradicts)

    def _effect(self, rule: Rule, conclusion: Conclusion, choices: Choices) -> Told:
        match rule.effect:
            case Gives(value=value):
                return in_columns(self.of(value, choices), self.layers.column)
            case Discretion(low=low, high=high) if low is not None and high is not None:
                ends = [self.of(end, choices) for end in (low, high)]
                around = intervals.hull((TRUE, quantity(end)[1]) for end in ends)
                own = self.causes.mask(RuleEnd(conclusion.name, rule.id, Standing.DISCRETIONARY))
                causes = masks.all_of([*(end.causes for end in ends), own])
                told = Told(NOTHING, causes, masks.all_of(end.ends for end in ends), around)
                return in_columns(told, self.layers.column)
            case Discretion() | Silent() | LeftTo():
                cause = RuleEnd(conclusion.name, rule.id, _STANDINGS[type(rule.effect)])
                return self._never(cause, conclusion.kind, anything(self.law, conclusion.kind))
            case _:
                assert_never(rule.effect)

    def _words(self, mask: Mask) -> Mask:
        return masks.columns(mask, self.layers.short)

    def _short(self, one: Numbers) -> Numbers:
        return attrs.evolve(one, value=self.layers.short(one.value))

    def _short_ends(self, one: Interval) -> Interval:
        return attrs.evolve(one, low=self._short(one.low), high=self._short(one.high))


def _compared(how: Comparison, one: Told, other: Told) -> Sql:
    if NULL in (one.known, other.known):
        return NULL
    if isinstance(one.value, Numbers) and isinstance(other.value, Numbers):
        left, right = whole_numbers.fixed(one.value), whole_numbers.fixed(other.value)
        if left is not None and right is not None:
            return TRUE if HOLDS[how](left, right) else FALSE
        return whole_numbers.compared(how, one.value, other.value)
    if not one.known.reads and not other.known.reads:
        return TRUE if (one.known == other.known) == (how is Comparison.EQUAL) else FALSE
    return joined("({} = {})" if how is Comparison.EQUAL else "({} <> {})", one.known, other.known)


def _times(one: Numbers, other: Numbers) -> Numbers:
    """A product, nought where either is known to be."""
    made = whole_numbers.multiplied(one, other)
    noughts = [
        joined("({} = 0)", part.value) for part in (one, other) if part.value != NULL and part.least <= 0 <= part.most
    ]
    if not noughts:
        return made
    least, most = min(made.least, Fraction(0)), max(made.most, Fraction(0))
    return Numbers(case([(disjunction(noughts), ZERO)], made.value), made.parts, least, most)


def _anywhere(_within: Interval, _by: Fraction) -> Interval:
    return intervals.unbounded()


def _further(step: Step, cause: Cause) -> Cause:
    return cause if isinstance(cause, Unstated) else attrs.evolve(cause, path=(step, *cause.path))


def _possible_related(part: FactRef | ConclusionRef | Related, law: LawInForce, subject: str) -> Possible:
    """What something of another subject can be while it is not known which that is."""
    match part:
        case FactRef():
            return possible_fact(law, subject, part.name)
        case ConclusionRef():
            return anything(law, law.conclusions[part.name].kind)
        case Related():
            return _possible_related(part.part, law, related_subject(law.policy, subject, part.reference))


_STANDINGS = {
    Silent: Standing.SILENT,
    LeftTo: Standing.DELEGATED,
    Discretion: Standing.DISCRETIONARY,
}
