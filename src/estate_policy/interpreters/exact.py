"""The meaning of the rules: three-valued, in exact numbers. `docs/semantics.md` says the same in words."""

import functools
import itertools
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeVar, assert_never

import attrs

from estate_policy.errors import Problem, RulesDisagreeError
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
from estate_policy.figures import rounded
from estate_policy.interpreters.choices import Assignment, Choices, assignments, readings_of
from estate_policy.interpreters.comparisons import HOLDS
from estate_policy.interpreters.possible import (
    EITHER,
    anything,
    contrary_of,
    difference,
    hull,
    kept,
    possible_fact,
    product,
    quotient,
    rounded_within,
    rounding,
    total,
)
from estate_policy.interpreters.typed import related_subject
from estate_policy.kinds import Truth, Value
from estate_policy.law import Conclusion, Discretion, Finding, Gives, LawInForce, LeftTo, Rule, Silent
from estate_policy.messages import Message
from estate_policy.outcome import (
    FALSE,
    TRUE,
    Bounds,
    Cause,
    Known,
    Missing,
    Open,
    Outcome,
    Possible,
    RuleEnd,
    Standing,
    Step,
    Unstated,
)
from estate_policy.walk import choices_read, own_conclusions_read, read_by

_NOUGHT = Known(Fraction(0))


@attrs.frozen
class Concluded:
    """What the rules of a conclusion come to: the outcome, each rule's condition, and the rules that give the outcome.

    They are one where a rule holds, several where it makes no difference which of them does, none where that is open.
    """

    outcome: Outcome
    conditions: tuple[Outcome, ...]
    rules: tuple[Rule, ...]


@attrs.frozen(eq=False)
class Case:
    """One subject under the law of a day: the facts that rules read, and what has been concluded from them.

    `presumed` are the recorded events of which none is on record, so that they are taken not to have happened.
    `related` are the subjects that this one refers to, `members` those of its collections by their ids; `None` is not
    known. `read` is how the conditions of rules are read; `matched` is what another engine has matched, for this
    case or those that it was decided with.
    """

    law: LawInForce
    subject: str
    facts: Mapping[str, Value | None]
    presumed: frozenset[str] = frozenset()
    related: Mapping[str, "Case | None"] = attrs.field(factory=dict)
    members: Mapping[str, Mapping[str, "Case"] | None] = attrs.field(factory=dict)
    read: "Reader" = attrs.field(default=attrs.Factory(lambda: read_exactly))
    concluded: dict[tuple[str, ...], Concluded] = attrs.field(factory=dict)
    alike: dict[str, tuple[tuple[tuple[object, ...], Concluded], ...]] = attrs.field(factory=dict, init=False)
    idle: dict[str, bool] = attrs.field(factory=dict, init=False)
    matched: dict[Any, Any] = attrs.field(factory=dict, kw_only=True)

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Pickle what is concluded; objects have other identities elsewhere."""
        given = (self.law, self.subject, self.facts, self.presumed, self.related, self.members)
        return Case, (*given, self.read, self.concluded)


CauseOrEnd = TypeVar("CauseOrEnd", bound=Cause)

Meaning = Callable[[Case, Choices], Outcome]
"""What an expression comes to for a case, under choices."""


@attrs.frozen(eq=False)
class Questions:
    """Truths that are asked together: the conditions of a conclusion's rules, or of the findings about a subject."""

    name: str
    subject: str
    asked: tuple[Expr, ...]
    meanings: tuple[Meaning, ...]


Reader = Callable[[Case, Questions, Choices], tuple[Outcome, ...]]
"""Answers questions for a case, under choices."""


@attrs.frozen
class _Prepared:
    """A conclusion with its rules turned into functions, once for a law.

    `answered` tells of the rules that give a truth which of the questions is that truth. `keys` are those by which
    cases keep what it comes to, one object for all of them, and `preferred` is the first; `alone` has each rule as the
    only one.
    """

    conclusion: Conclusion
    readings: tuple[str, ...]
    own_readings: tuple[str, ...]
    reads: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    questions: Questions
    effects: tuple[Meaning, ...]
    answered: Mapping[int, int]
    alone: tuple[tuple[Rule], ...]
    preferred: tuple[str, ...]
    keys: dict[tuple[str, ...], tuple[str, ...]] = attrs.field(factory=dict, init=False)


def evaluate(expression: Expr, case: Case, choices: Choices) -> Outcome:
    """The outcome of an expression; it is open only by what could change it."""
    return meaning(expression, case.law, case.subject)(case, choices)


def conclude(case: Case, name: str, choices: Choices) -> Concluded:
    """What a conclusion comes to when readings and assumptions are followed as chosen.

    It is the same object under all choices under which it comes to the same.
    """
    prepared = _prepared(case.law, name)
    key = (name, *[choices[reading] for reading in prepared.readings])
    concluded = case.concluded.get(key)
    if concluded is None and key != prepared.preferred:
        key = _telling(case, prepared, choices)
        concluded = case.concluded.get(key)
    if concluded is None:
        concluded = _once(case, prepared, choices) if key == prepared.preferred else _as_tried(case, prepared, choices)
        case.concluded[prepared.keys.setdefault(key, key)] = concluded
    return concluded


def _as_tried(case: Case, prepared: _Prepared, choices: Choices) -> Concluded:
    """What a conclusion comes to: where all that it reads comes to the same as under other choices, so does it."""
    own = [choices[reading] for reading in prepared.own_readings]
    read = [id(conclude(case, other, choices).outcome) for other in prepared.reads]
    given, tried = (*own, *read), case.alike.get(prepared.conclusion.name, ())
    for before, concluded in tried:
        if before == given:
            return concluded
    concluded = _once(case, prepared, choices)
    # Where there is but one other choice, nothing is left to be tried.
    if prepared.assignments[2:]:
        case.alike[prepared.conclusion.name] = (*tried, (given, concluded))
    return concluded


def _once(case: Case, prepared: _Prepared, choices: Choices) -> Concluded:
    """What a conclusion comes to, the object that is known if it comes to the same as under other choices."""
    concluded = _concluded(case, prepared, choices)
    if not prepared.readings:
        return concluded
    others = [case.concluded.get(key) for key in list(prepared.keys)]
    return next((one for one in others if one == concluded), concluded)


def _telling(case: Case, prepared: _Prepared, choices: Choices) -> tuple[str, ...]:
    """The key of what a conclusion comes to: readings that make no difference to the case are as preferred in it."""
    name, *usual = prepared.preferred
    options = [
        option if choices[reading] == option or _is_idle(case, reading, choices) else choices[reading]
        for reading, option in zip(prepared.readings, usual, strict=True)
    ]
    return (name, *options)


def _is_idle(case: Case, reading: str, choices: Choices) -> bool:
    """Whether it makes no difference to a case, and to none beneath it, which option of a reading is followed."""
    idle = case.idle.get(reading)
    if idle is None:
        # As long as it is being found out, it may make one.
        case.idle[reading] = False
        idle = case.idle[reading] = _finds_idle(case, reading, choices)
    return idle


def _finds_idle(case: Case, reading: str, choices: Choices) -> bool:
    naming, reached = _uses(case.law, case.subject).get(reading, ((), False))
    if not all(_is_same(case, name, reading, choices) for name in naming):
        return False
    beneath = itertools.chain(case.related.values(), *(each.values() for each in case.members.values() if each))
    return not reached or all(_is_idle(one, reading, choices) for one in beneath if one is not None)


def _is_same(case: Case, name: str, reading: str, choices: Choices) -> bool:
    """Whether a conclusion comes to the same by every option of a reading, whatever is chosen of the others."""
    readings = case.law.policy.readings
    others = [one for one in _prepared(case.law, name).readings if one != reading]
    for chosen in itertools.product(*(readings[one].options for one in others)):
        base = {**choices, **dict(zip(others, chosen, strict=True))}
        found = [conclude(case, name, {**base, reading: option}) for option in readings[reading].options]
        if any(one is not found[0] for one in found):
            return False
    return True


def assignments_of(law: LawInForce, name: str) -> tuple[Assignment, ...]:
    """Every choice among the readings on which a conclusion depends; the preferred one comes first."""
    return _prepared(law, name).assignments


def noticed(case: Case, choices: Choices) -> Iterator[Finding]:
    """The findings about the subject that hold."""
    findings, questions = _prepared_findings(case.law, case.subject)
    answers = case.read(case, questions, choices)
    return (finding for finding, answer in zip(findings, answers, strict=True) if answer is TRUE)


def read_exactly(case: Case, questions: Questions, choices: Choices) -> tuple[Outcome, ...]:
    """Answer questions by what they mean."""
    return tuple([meant(case, choices) for meant in questions.meanings])


def meaning(expression: Expr, law: LawInForce, subject: str) -> Meaning:
    """The expression as a function; the tree is read once, the function may be called often."""

    def of(part: Expr) -> Meaning:
        return meaning(part, law, subject)

    match expression:
        case Constant():
            return _always(_known(expression.value))
        case FactRef(name=name):
            unknown = Open(frozenset({Missing(name)}), possible_fact(law, subject, name))

            def fact(case: Case, _: Choices) -> Outcome:
                given = case.facts[name]
                return unknown if given is None else _known(given)

            return fact
        case ParameterRef(name=name):
            if name not in law.figures:
                return _always(Open(frozenset({Unstated(name)}), Bounds()))
            return _always(Known(law.figures[name].value))
        case ConclusionRef(name=name):
            return lambda case, choices: conclude(case, name, choices).outcome
        case ChoiceRef(name=name):
            return lambda _, choices: Known(choices[name])
        case Related():
            return _related(expression, law, subject)
        case Not():
            operand = of(expression.operand)
            return lambda case, choices: _contrary(operand(case, choices))
        case And():
            return _joined([of(part) for part in expression.operands], decisive=FALSE, otherwise=TRUE)
        case Or():
            return _joined([of(part) for part in expression.operands], decisive=TRUE, otherwise=FALSE)
        case Compare():
            left, right, holds = of(expression.left), of(expression.right), HOLDS[expression.how]

            def compare(case: Case, choices: Choices) -> Outcome:
                one, other = left(case, choices), right(case, choices)
                if isinstance(one, Known) and isinstance(other, Known):
                    return TRUE if holds(one.value, other.value) else FALSE
                return _open((one, other), EITHER)

            return compare
        case Add():
            return _computed(total, operator.add, of(expression.left), of(expression.right))
        case Subtract(left=Round(amount=amount) as whole) if amount == expression.right:
            return _computed(rounding, _added_by_rounding, of(amount), of(whole.step))
        case Subtract():
            return _computed(difference, operator.sub, of(expression.left), of(expression.right))
        case Multiply():
            return _computed(product, operator.mul, of(expression.left), of(expression.right), decisive=_NOUGHT)
        case Divide():
            return _computed(quotient, operator.truediv, of(expression.left), of(expression.right))
        case Round():
            return _computed(rounded_within, rounded, of(expression.amount), of(expression.step))
        case Sum():
            return _summed(expression, law, subject)
        case Every():
            return _every(expression, law, subject)
        case _:
            assert_never(expression)


def _related(expression: Related, law: LawInForce, subject: str) -> Meaning:
    """What a subject has that this one refers to."""
    name = expression.reference
    of_other = meaning(expression.part, law, related_subject(law.policy, subject, name))
    unknown = Open(frozenset({Missing(name)}), _possible_related(expression, law, subject))

    def related(case: Case, choices: Choices) -> Outcome:
        other = case.related[name]
        return unknown if other is None else _seen_from(Step(name), of_other(other, choices))

    return related


def _possible_related(part: FactRef | ConclusionRef | Related, law: LawInForce, subject: str) -> Possible:
    """What something of another subject can be while it is not known which that is."""
    match part:
        case FactRef():
            return possible_fact(law, subject, part.name)
        case ConclusionRef():
            return anything(law, law.conclusions[part.name].kind)
        case Related():
            return _possible_related(part.part, law, related_subject(law.policy, subject, part.reference))


def contributions(expression: Sum, law: LawInForce, subject: str) -> Callable[[Case, Choices], Mapping[str, Outcome]]:
    """What each member of a collection adds to a total; its value or nought where the condition is open."""
    member_subject = related_subject(law.policy, subject, expression.collection)
    limits = [(how, meaning(limit, law, member_subject)) for how, limit in _limits(expression)]
    gives, counts = (meaning(part, law, member_subject) for part in (expression.value, expression.when))

    def contributed(case: Case, choices: Choices) -> Mapping[str, Outcome]:
        found: dict[str, Outcome] = {}
        for id_, member in (case.members[expression.collection] or {}).items():
            met = counts(member, choices)
            added = _NOUGHT if met is FALSE else gives(member, choices)
            if isinstance(met, Open) and added != _NOUGHT:
                ends = [(how, limit(member, choices)) for how, limit in limits]
                added = _one_of([met], [added, _NOUGHT], [_within(added, ends), _NOUGHT])
            found[id_] = _seen_from(Step(expression.collection, id_), added)
        return found

    return contributed


def _limits(expression: Sum) -> Iterator[tuple[Comparison, Expr]]:
    """How the condition of a total compares, and with what, the very value that is added up."""
    when = expression.when
    for part in when.operands if isinstance(when, And) else (when,):
        if isinstance(part, Compare) and part.left == expression.value:
            yield part.how, part.right


def _within(added: Outcome, limits: Iterable[tuple[Comparison, Outcome]]) -> Outcome:
    """What a member adds where the condition holds: nothing beyond that with which it is compared there."""
    if not isinstance(added, Open):
        return added
    possible = _bounds(added)
    for how, limit in limits:
        possible = kept(possible, how, _bounds(limit))
    return attrs.evolve(added, possible=possible)


def _summed(expression: Sum, law: LawInForce, subject: str) -> Meaning:
    """The sum over the members for which a condition holds."""
    name, contributed = expression.collection, contributions(expression, law, subject)
    unknown = Open(frozenset({Missing(name)}), Bounds())

    def summed(case: Case, choices: Choices) -> Outcome:
        if case.members[name] is None:
            return unknown
        every = list(contributed(case, choices).values())
        opened = [one for one in every if isinstance(one, Open)]
        known = sum((Fraction(one.value) for one in every if isinstance(one, Known)), Fraction(0))
        if not opened:
            return Known(known)
        return _open(opened, functools.reduce(total, map(_bounds, opened), Bounds(known, known)))

    return summed


def _every(expression: Every, law: LawInForce, subject: str) -> Meaning:
    """Whether something is true of all members; one of which it is not decides."""
    name = expression.collection
    true_of = meaning(expression.truth, law, related_subject(law.policy, subject, name))
    unknown = Open(frozenset({Missing(name)}), EITHER)

    def every(case: Case, choices: Choices) -> Outcome:
        members = case.members[name]
        if members is None:
            return unknown
        opened = []
        for id_, member in members.items():
            met = true_of(member, choices)
            if met is FALSE:
                return FALSE
            if isinstance(met, Open):
                opened.append(_seen_from(Step(name, id_), met))
        return _open(opened, EITHER) if opened else TRUE

    return every


def _seen_from(step: Step, outcome: Outcome) -> Outcome:
    """What another subject's outcome is to the one that a step leads from: its causes lie one step further."""
    if isinstance(outcome, Known):
        return outcome
    causes = frozenset(_further(step, cause) for cause in outcome.causes)
    return Open(causes, outcome.possible, frozenset(_further(step, end) for end in outcome.ends))


def _further(step: Step, cause: CauseOrEnd) -> CauseOrEnd:
    return cause if isinstance(cause, Unstated) else attrs.evolve(cause, path=(step, *cause.path))


def _always(outcome: Outcome) -> Meaning:
    return lambda _case, _choices: outcome


def _known(value: Value) -> Known:
    return TRUE if value is True else FALSE if value is False else Known(value)


def _contrary(outcome: Outcome) -> Outcome:
    if isinstance(outcome, Open):
        return attrs.evolve(outcome, possible=contrary_of(outcome.possible))
    return FALSE if outcome.value else TRUE


def _joined(operands: list[Meaning], *, decisive: Known, otherwise: Known) -> Meaning:
    """Conjunction or disjunction: one decisive operand decides."""

    def join(case: Case, choices: Choices) -> Outcome:
        opened = []
        for operand in operands:
            outcome = operand(case, choices)
            if isinstance(outcome, Open):
                opened.append(outcome)
            elif outcome.value is decisive.value:
                return decisive
        return _open(opened, EITHER) if opened else otherwise

    return join


def _added_by_rounding(amount: Fraction, step: Fraction) -> Fraction:
    """What rounding adds to an amount; while that is open, it is still no more than half a step."""
    return rounded(amount, step) - amount


def _computed(
    interval: Callable[[Bounds, Bounds], Bounds],
    exact: Callable[[Any, Any], Value],
    left: Meaning,
    right: Meaning,
    decisive: Known | None = None,
) -> Meaning:
    """A sum, difference or product of two quantities; a decisive one is what comes out, whatever the other is."""

    def compute(case: Case, choices: Choices) -> Outcome:
        one, other = left(case, choices), right(case, choices)
        if isinstance(one, Known) and isinstance(other, Known):
            return Known(exact(one.value, other.value))
        if decisive is not None and decisive in (one, other):
            return decisive
        return _open((one, other), interval(_bounds(one), _bounds(other)))

    return compute


def _bounds(outcome: Outcome) -> Bounds:
    if isinstance(outcome, Known):
        assert isinstance(outcome.value, Fraction)
        return Bounds(outcome.value, outcome.value)
    assert isinstance(outcome.possible, Bounds)
    return outcome.possible


def _open(parts: Iterable[Outcome], possible: Possible) -> Open:
    """Open by the causes of all open parts."""
    opened = [part for part in parts if isinstance(part, Open)]
    if len(opened) == 1:
        return Open(opened[0].causes, possible, opened[0].ends)
    causes: frozenset[Cause] = frozenset().union(*[part.causes for part in opened])
    ends: frozenset[RuleEnd] = frozenset().union(*[part.ends for part in opened])
    return Open(causes, possible, ends)


def _prepared(law: LawInForce, name: str) -> _Prepared:
    """A conclusion of a law as functions; made when first needed, kept with the law."""
    known: dict[str, _Prepared] | None = law.prepared.get("conclusions")
    found = None if known is None else known.get(name)
    if found is None:
        # Of several threads that make it at once, all go on with the first.
        found = law.prepared.setdefault("conclusions", {}).setdefault(name, _made(law, law.conclusions[name]))
    return found


def _made(law: LawInForce, one: Conclusion) -> _Prepared:
    readings, own = _readings(law), own_conclusions_read(one)
    return _Prepared(
        one,
        readings[one.name],
        tuple(sorted(_own_readings(one, own, readings, law))),
        tuple(sorted(own)),
        assignments(law, readings[one.name]),
        _questions(one.name, one.subject, (*(rule.condition for rule in one.rules), *_truths(one).values()), law),
        tuple(_effect(rule, one, law) for rule in one.rules),
        {index: len(one.rules) + place for place, index in enumerate(_truths(one))},
        tuple((rule,) for rule in one.rules),
        (one.name, *(law.policy.readings[reading].preferred for reading in readings[one.name])),
    )


def _readings(law: LawInForce) -> Mapping[str, tuple[str, ...]]:
    known: Mapping[str, tuple[str, ...]] | None = law.prepared.get("readings")
    if known is None:
        known = law.prepared["readings"] = readings_of(law)
    return known


def _uses(law: LawInForce, subject: str) -> Mapping[str, tuple[list[str], bool]]:
    """For each reading, the conclusions about a subject that name it, and whether any depends on it through others."""
    uses: dict[str, dict[str, tuple[list[str], bool]]] = law.prepared.setdefault("uses", {})
    if subject not in uses:
        found: dict[str, tuple[list[str], bool]] = {}
        for name, conclusion in law.conclusions.items():
            if conclusion.subject == subject:
                prepared, named = _prepared(law, name), choices_read(conclusion)
                for reading in prepared.readings:
                    naming, reached = found.get(reading, ([], False))
                    more = [name] if reading in named else []
                    found[reading] = [*naming, *more], reached or reading in prepared.own_readings
        uses[subject] = found
    return uses[subject]


def _own_readings(
    conclusion: Conclusion, own: frozenset[str], readings: Mapping[str, tuple[str, ...]], law: LawInForce
) -> frozenset[str]:
    """The readings that its rules name, or that it depends on through other subjects."""
    others = (readings[other] for other in read_by(law)[conclusion.name] - own)
    return (choices_read(conclusion) & law.policy.readings.keys()).union(*others)


def _prepared_findings(law: LawInForce, subject: str) -> tuple[list[Finding], Questions]:
    prepared: dict[str, tuple[list[Finding], Questions]] = law.prepared.setdefault("findings", {})
    if subject not in prepared:
        findings = [one for one in law.findings.values() if one.subject == subject]
        asked = tuple(one.when for one in findings)
        prepared[subject] = findings, _questions(f"findings about {subject}", subject, asked, law)
    return prepared[subject]


def _questions(name: str, subject: str, asked: tuple[Expr, ...], law: LawInForce) -> Questions:
    return Questions(name, subject, asked, tuple(meaning(one, law, subject) for one in asked))


def _truths(conclusion: Conclusion) -> dict[int, Expr]:
    """The truths that rules give, where these are conditions in their own right, by the place of the rule."""
    if not isinstance(conclusion.kind, Truth):
        return {}
    given = {index: rule.effect.value for index, rule in enumerate(conclusion.rules) if isinstance(rule.effect, Gives)}
    return {index: value for index, value in given.items() if not isinstance(value, Constant)}


def _concluded(case: Case, prepared: _Prepared, choices: Choices) -> Concluded:
    rules = prepared.conclusion.rules
    answers = case.read(case, prepared.questions, choices)
    conditions = answers[: len(rules)]

    def follows(index: int) -> Outcome:
        place = prepared.answered.get(index)
        return prepared.effects[index](case, choices) if place is None else answers[place]

    held = [index for index, met in enumerate(conditions) if met is TRUE]
    if held:
        outcomes = [follows(index) for index in held]
        if any(outcome != outcomes[0] for outcome in outcomes):
            names = _names(prepared.conclusion, [rules[index] for index in held])
            raise _disagreement(Message("rules-hold-together", names), prepared.conclusion)
        return Concluded(outcomes[0], conditions, prepared.alone[held[0]])
    left = [index for index, met in enumerate(conditions) if isinstance(met, Open)]
    possible = [rules[index] for index in left]
    if not possible:
        raise _disagreement(Message("no-rule-holds", _names(prepared.conclusion, rules)), prepared.conclusion)
    followed = [follows(index) for index in left]
    if len(possible) == 1 or _same(possible, followed):
        return Concluded(followed[0], conditions, tuple(possible))
    met = [one for one in conditions if isinstance(one, Open)]
    # A silent rule adds no value to what is possible; an instrument still to be made could set any.
    pairs = zip(possible, followed, strict=True)
    valued = [outcome for rule, outcome in pairs if not isinstance(rule.effect, Silent)]
    return Concluded(_one_of(met, followed, valued or followed), conditions, ())


def _same(rules: list[Rule], outcomes: list[Outcome]) -> bool:
    """Whether it makes no difference which of the rules holds."""
    if all(isinstance(outcome, Known) for outcome in outcomes):
        return all(outcome == outcomes[0] for outcome in outcomes)
    return isinstance(rules[0].effect, Gives) and all(rule.effect == rules[0].effect for rule in rules)


def _one_of(conditions: list[Open], outcomes: list[Outcome], valued: list[Outcome]) -> Open:
    """Open, because it is not known which of several holds. An end is a cause where it is one whichever does.

    `valued` are the outcomes that bound what is possible.
    """
    everything = _open((*conditions, *outcomes), EITHER)
    common = frozenset.intersection(*(_open((outcome,), EITHER).causes for outcome in outcomes))
    certain = _open(conditions, EITHER).causes | common
    ends = frozenset(cause for cause in everything.causes - certain if isinstance(cause, RuleEnd))
    return Open(everything.causes - ends, hull(valued), everything.ends | ends)


def _effect(rule: Rule, conclusion: Conclusion, law: LawInForce) -> Meaning:
    """What follows where a rule holds."""
    match rule.effect:
        case Gives(value=value):
            return meaning(value, law, conclusion.subject)
        case Discretion(low=low, high=high) if low is not None and high is not None:
            least, most = (meaning(end, law, conclusion.subject) for end in (low, high))

            def within(case: Case, choices: Choices) -> Outcome:
                ends = [least(case, choices), most(case, choices)]
                opened = _open(ends, hull(ends))
                return attrs.evolve(opened, causes=opened.causes | {_end(rule)})

            return within
        case Discretion() | Silent() | LeftTo():
            return _always(Open(frozenset({_end(rule)}), anything(law, conclusion.kind)))
        case _:
            assert_never(rule.effect)


def _end(rule: Rule) -> RuleEnd:
    match rule.effect:
        case Silent():
            return RuleEnd(rule.conclusion, rule.id, Standing.SILENT)
        case LeftTo():
            return RuleEnd(rule.conclusion, rule.id, Standing.DELEGATED)
        case _:
            return RuleEnd(rule.conclusion, rule.id, Standing.DISCRETIONARY)


def _disagreement(message: Message, conclusion: Conclusion) -> RulesDisagreeError:
    return RulesDisagreeError(Problem(message, conclusion.location))


def _names(conclusion: Conclusion, rules: Iterable[Rule]) -> dict[str, str]:
    return {"conclusion": conclusion.name, "rules": ", ".join(rule.id for rule in rules)}
