"""Which amendments that are only examples contributed to an answer, themselves or through what it reads."""

from collections.abc import Collection, Iterable, Iterator

from estate_policy.expr import ChoiceRef, ConclusionRef, Expr, ParameterRef
from estate_policy.interpreters.choices import Choices
from estate_policy.interpreters.exact import Case, assignments_of, conclude, evaluate
from estate_policy.law import Conclusion, LawInForce, Rule
from estate_policy.outcome import FALSE
from estate_policy.walk import effect_expressions, every_node


def examples_behind(case: Case, conclusion: Conclusion) -> tuple[str, ...]:
    """The names of the examples that contributed to what is decided, whichever reading is followed."""
    examples = {amendment.name for amendment in case.law.amendments if amendment.example}
    if not examples:
        return ()
    every = (assignment.choices for assignment in assignments_of(case.law, conclusion.name))
    found = {name for choices in every for name in _sources(case, conclusion, choices)}
    return tuple(sorted(found & examples))


def _sources(case: Case, conclusion: Conclusion, choices: Choices) -> Iterator[str]:
    """The documents that an answer rests on, with those that took a rule away which would not be ruled out."""
    pending, seen = [conclusion], {conclusion.name}
    for one in pending:
        own = one.subject == case.subject
        conditions = conclude(case, one.name, choices).conditions if own else (None,) * len(one.rules)
        left = [rule for rule, met in zip(one.rules, conditions, strict=True) if met != FALSE]
        yield one.citation.document
        yield from (rule.citation.document for rule in left)
        yield from (
            rule.citation.document for rule in one.displaced if not own or evaluate(rule.when, case, choices) != FALSE
        )
        tops = [*(rule.condition for rule in one.rules), *_effects(left)]
        yield from _read(tops, case.law, {*one.assumes, *(name for rule in left for name in rule.assumes)})
        names = dict.fromkeys(node.name for node in _nodes(tops) if isinstance(node, ConclusionRef))
        pending += [case.law.conclusions[name] for name in names if name not in seen]
        seen.update(names)


def _read(tops: Iterable[Expr], law: LawInForce, assumed: Collection[str]) -> Iterator[str]:
    """The documents of the figures and choices that expressions read, and of the assumptions they rest on."""
    policy, chosen = law.policy, set(assumed)
    for node in _nodes(tops):
        if isinstance(node, ParameterRef):
            parameter, figure = policy.parameters[node.name], law.figures.get(node.name)
            amended = None if figure is None else figure.amended_by
            yield (parameter.citation if amended is None else amended).document
            chosen |= set() if parameter.assumption is None else {parameter.assumption}
        elif isinstance(node, ChoiceRef):
            chosen.add(node.name)
    yield from (policy.assumptions[name].citation.document for name in chosen if name in policy.assumptions)


def _effects(rules: Iterable[Rule]) -> Iterator[Expr]:
    for rule in rules:
        yield from effect_expressions(rule.effect)


def _nodes(tops: Iterable[Expr]) -> Iterator[Expr]:
    for top in tops:
        yield from every_node(top)
