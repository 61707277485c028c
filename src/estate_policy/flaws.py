"""What makes the load of a policy that can be read fail: gaps and overlaps of rules, figures that cite nothing."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

import attrs

from estate_policy.bare_figures import bare_figures
from estate_policy.cells import Cell, Cells, Free, Variable
from estate_policy.divisors import unguarded_divisors
from estate_policy.errors import Location, PolicyError, Problem
from estate_policy.expr import Add, ConclusionRef, Constant, Expr, FactRef, Multiply, ParameterRef, Subtract
from estate_policy.figures import digits_of
from estate_policy.interpreters.written import written
from estate_policy.kinds import Truth, Value
from estate_policy.law import Conclusion, Discretion, LawInForce, Period, Policy, Rule
from estate_policy.messages import Message
from estate_policy.places import place_of
from estate_policy.stretches import days_text, first_day, stretches
from estate_policy.terms import Term
from estate_policy.walk import all_read, expressions, names_read, nodes

LARGEST_SEARCH = 20_000
"""Cases looked at for one conclusion before it is called unproved."""


@attrs.frozen
class Flaw:
    """A case in which no rule of a conclusion holds, or two do; `proved` is false where it may not be realisable.

    `place` is where it is reported; `days` are the stretches of time that have it; none are named if all have.
    """

    conclusion: Conclusion
    rules: tuple[str, ...]
    case: Cell | None
    proved: bool
    place: Location
    days: tuple[Period, ...] = ()


def refuse_flaws(policy: Policy) -> None:
    """`PolicyError` where rules hold together or leave a case open, with such a case, or hold figures of their own."""
    own = [*bare_figures(policy), *unguarded_divisors(policy), *_crossed_ends(policy)]
    problems = dict.fromkeys([*own, *(as_problem(flaw) for flaw in flaws(policy) if flaw.proved)])
    if problems:
        raise PolicyError(sorted(problems, key=_place))


def flaws(policy: Policy) -> Iterator[Flaw]:
    """The first gap and the first overlap of each conclusion, in each stretch of time with the same rules."""
    found: dict[object, tuple[Flaw, list[Period]]] = {}
    spans: dict[str, int] = Counter()
    examined: dict[object, list[Flaw]] = {}
    for stretch in stretches(policy):
        law = policy.on(first_day(stretch))
        parameters = {name: names_read(expressions(one)) & law.figures.keys() for name, one in law.conclusions.items()}
        for conclusion in law.conclusions.values():
            spans[conclusion.name] += 1
            alike = _all_it_reads(law, conclusion.name, parameters)
            if alike not in examined:
                examined[alike] = [] if _is_formula(conclusion) else list(_flaws(law, conclusion))
            for flaw in examined[alike]:
                case = None if flaw.case is None else tuple(flaw.case.items())
                _, days = found.setdefault((conclusion.name, flaw.rules, case, flaw.proved), (flaw, []))
                if stretch not in days:
                    days.append(stretch)
    for flaw, days in found.values():
        always = len(days) == spans[flaw.conclusion.name]
        yield flaw if always else attrs.evolve(flaw, days=tuple(days))


def _all_it_reads(law: LawInForce, conclusion: str, parameters: Mapping[str, frozenset[str]]) -> object:
    """The rules of a conclusion and of all it reads, with their figures: where these are the same, so are its flaws."""
    names = all_read(law, conclusion)
    rules = [(name, rule.id, rule.in_force) for name in names for rule in law.conclusions[name].rules]
    figures = [(name, law.figures[name].value) for name in sorted({one for name in names for one in parameters[name]})]
    return tuple(rules), tuple(figures), tuple(law.policy.readings)


def as_problem(flaw: Flaw) -> Problem:
    """The flaw as it is reported."""
    days = days_text(flaw.days)
    details: dict[str, str | Term] = {
        "conclusion": flaw.conclusion.name,
        "rules": " and ".join(f"`{rule}`" for rule in flaw.rules),
        "days": Term(f"（{days}）", f" ({days})") if days else "",
    }
    if flaw.case is None:
        return Problem(Message("unproved", details | {"searched": str(LARGEST_SEARCH)}), flaw.place)
    code = "rules-overlap" if flaw.rules else "rules-gap"
    code = code if flaw.proved else f"{code}-unproved"
    case = ", ".join(_shown(variable, value) for variable, value in flaw.case.items())
    hint = Message("say-overrides") if flaw.rules else Message("add-rule")
    return Problem(Message(code, details | {"case": case or "any"}), flaw.place, hint)


def _crossed_ends(policy: Policy) -> Iterator[Problem]:
    """The choices whose lower end is above the higher one, where facts make no difference to either."""
    for stretch in stretches(policy):
        law = policy.on(first_day(stretch))
        for conclusion in law.conclusions.values():
            cells = Cells(law, conclusion, followed=False)
            for rule in conclusion.rules:
                low, high = (None if end is None else cells.number(end) for end in _ends(rule))
                if low is not None and high is not None and low > high:
                    details = {"low": digits_of(low), "high": digits_of(high)}
                    yield Problem(Message("within-crossed", details), rule.location, Message("swap-ends"))


def _ends(rule: Rule) -> tuple[Expr | None, Expr | None]:
    return (rule.effect.low, rule.effect.high) if isinstance(rule.effect, Discretion) else (None, None)


def _place(problem: Problem) -> tuple[str, int, int]:
    where = problem.location
    return (where.file, where.line, where.column) if isinstance(where, Location) else ("", 0, 0)


def _is_formula(conclusion: Conclusion) -> bool:
    return [rule.condition for rule in conclusion.rules] == [Constant(value=True, kind=Truth())]


def _flaws(law: LawInForce, conclusion: Conclusion) -> Iterator[Flaw]:
    for overlap in (False, True):
        flaw = _find(Cells(law, conclusion, followed=False), overlap=overlap)
        if flaw is not None and not flaw.proved:
            flaw = _find(Cells(law, conclusion, followed=True), overlap=overlap)
        if flaw is not None:
            yield flaw


def _find(cells: Cells, *, overlap: bool) -> Flaw | None:
    """The first case that is proved to leave a gap or to meet two rules, else the first that may."""
    rules = cells.conclusion.rules
    maybe: Flaw | None = None
    pending: list[Cell] = [{}]
    for _ in range(LARGEST_SEARCH):
        if not pending:
            return maybe
        cell = pending.pop()
        truths = [cells.truth(rule.condition, cell) for rule in rules]
        held = tuple(rule for rule, truth in zip(rules, truths, strict=True) if truth)
        if len(held) > 1 if overlap else truths.count(False) == len(truths):
            flaw = _flaw(cells, held[:2], cell)
            if flaw.proved:
                return flaw
            maybe = maybe or flaw
        elif overlap or not held:
            wanted = (
                cells.split(rule.condition, cell) for rule, truth in zip(rules, truths, strict=True) if truth is None
            )
            variable = next((one for one in wanted if one is not None), None)
            if variable is not None:
                pending += [{**cell, variable: value} for value in reversed(cells.domain(variable))]
    place = place_of(cells.law, cells.conclusion, ())
    return maybe or Flaw(cells.conclusion, (), None, proved=False, place=place)


def _flaw(cells: Cells, rules: tuple[Rule, ...], cell: Cell) -> Flaw:
    """The flaw with no more of its case than it takes, and first without what may not be realisable."""
    expected = [True for _ in rules] or [False for _ in cells.conclusion.rules]
    conditions = [rule.condition for rule in rules or cells.conclusion.rules]
    for variable in sorted(cell, key=lambda one: not isinstance(one, ConclusionRef | Subtract)):
        smaller = {other: value for other, value in cell.items() if other != variable}
        if [cells.truth(condition, smaller) for condition in conditions] == expected:
            cell = smaller
    realised = _realised(cells, cell)
    names = tuple(rule.id for rule in rules)
    place = place_of(cells.law, cells.conclusion, rules)
    return Flaw(cells.conclusion, names, cell if realised is None else realised, realised is not None, place)


def _realised(cells: Cells, cell: Cell) -> Cell | None:
    """The cell with facts that differ as it wants; `None` where no such facts were found."""
    wanted = {variable: sign for variable, sign in cell.items() if isinstance(variable, Subtract)}
    rest = {variable: value for variable, value in cell.items() if variable not in wanted}
    read = [node for variable in wanted for node in nodes(variable)]
    if any(isinstance(variable, ConclusionRef | Free) for variable in (*rest, *read)):
        return None
    facts = list(dict.fromkeys(node for node in read if isinstance(node, FactRef)))
    candidates = [cells.candidates(fact, facts, rest) for fact in facts]
    for values in itertools.islice(itertools.product(*candidates), LARGEST_SEARCH):
        known: Cell = dict(zip(facts, values, strict=True))
        if all(_sign(cells.number(variable, known)) == sign for variable, sign in wanted.items()):
            return {**rest, **known}
    return None


def _sign(number: Fraction | None) -> int | None:
    return None if number is None else (number > 0) - (number < 0)


def _shown(variable: Variable, value: Value) -> str:
    if isinstance(variable, Subtract):
        sign = "<" if value == -1 else "=" if value == 0 else ">"
        return f"{_arithmetic(variable.left)} {sign} {_arithmetic(variable.right)}"
    if isinstance(value, Fraction):
        return f"{written(variable)} = {digits_of(value)}"
    return f"{written(variable)} = {str(value).lower() if isinstance(value, bool) else value}"


def _arithmetic(expression: Expr) -> str:
    match expression:
        case Constant(value=Fraction() as number):
            return digits_of(number)
        case FactRef() | ParameterRef() | ConclusionRef():
            return expression.name
        case Add() | Subtract() | Multiply():
            sign = {Add: "+", Subtract: "-", Multiply: "*"}[type(expression)]
            return f"({_arithmetic(expression.left)} {sign} {_arithmetic(expression.right)})"
        case _:
            return "…"
