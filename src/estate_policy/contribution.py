"""Which amendments that are only examples contributed to an answer, themselves or through what it reads."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs

from estate_policy.expr import ChoiceRef, ConclusionRef, Expr, ParameterRef
from estate_policy.interpreters.choices import Choices
from estate_policy.interpreters.exact import Case, assignments_of, conclude, evaluate
from estate_policy.law import Conclusion, LawInForce, Rule
from estate_policy.outcome import FALSE
from estate_policy.walk import effect_expressions, every_node


def examples_behind(case: Case, conclusion: Conclusion) -> tuple[str, ...]:
    """The names of the examples that contributed to what is decided, whichever reading is followed."""
    examples = {amendment.name for amendment in case.law.amendments if amendment.example}
    grounds = grounds_of(case.law, examples) if examples else {}
    if conclusion.name not in grounds:
        return ()
    every = (assignment.choices for assignment in assignments_of(case.law, conclusion.name))
    found = {name for choices in every for name in _sources(case, conclusion, choices, grounds)}
    return tuple(sorted(found & examples))


@attrs.frozen
class Part:
    """The documents that something rests on, and the conclusions that it reads."""

    documents: frozenset[str]
    reads: tuple[str, ...]


@attrs.frozen
class Grounds:
    """What an answer rests on in any case, and by each rule that is not ruled out."""

    conclusion: Conclusion
    always: Part
    by_rule: tuple[Part, ...]


def _sources(case: Case, conclusion: Conclusion, choices: Choices, grounds: Mapping[str, Grounds]) -> Iterator[str]:
    """The documents that an answer rests on, with those that took a rule away which would not be ruled out."""
    pending, seen = [conclusion.name], {conclusion.name}
    for name in pending:
        found = grounds[name]
        one, own = found.conclusion, found.conclusion.subject == case.subject
        conditions = conclude(case, name, choices).conditions if own else (None,) * len(one.rules)
        left = [part for part, met in zip(found.by_rule, conditions, strict=True) if met != FALSE]
        for part in (found.always, *left):
            yield from part.documents
            pending += [other for other in part.reads if other in grounds and other not in seen]
            seen.update(part.reads)
        yield from (
            rule.citation.document for rule in one.displaced if not own or evaluate(rule.when, case, choices) != FALSE
        )


def grounds_of(law: LawInForce, examples: Collection[str]) -> Mapping[str, Grounds]:
    """What the answers rest on that may rest on an example at all, whatever the facts; worked out once for a law."""
    found: dict[str, Grounds] | None = law.prepared.get("grounds")
    if found is None:
        every = {name: _of_conclusion(one, law) for name, one in law.conclusions.items()}
        found = law.prepared["grounds"] = {
            name: one for name, one in every.items() if not _reach(name, every).isdisjoint(examples)
        }
    return found


def _of_conclusion(conclusion: Conclusion, law: LawInForce) -> Grounds:
    always = _part([rule.condition for rule in conclusion.rules], conclusion.assumes, law)
    always = attrs.evolve(always, documents=always.documents | {conclusion.citation.document})
    return Grounds(conclusion, always, tuple(_part_of_rule(rule, law) for rule in conclusion.rules))


def _part_of_rule(rule: Rule, law: LawInForce) -> Part:
    part = _part(effect_expressions(rule.effect), rule.assumes, law)
    return attrs.evolve(part, documents=part.documents | {rule.citation.document})


def _part(tops: Iterable[Expr], assumed: Collection[str], law: LawInForce) -> Part:
    nodes = [node for top in tops for node in every_node(top)]
    reads = dict.fromkeys(node.name for node in nodes if isinstance(node, ConclusionRef))
    return Part(frozenset(_read(nodes, law, assumed)), tuple(reads))


def _read(nodes: Iterable[Expr], law: LawInForce, assumed: Collection[str]) -> Iterator[str]:
    """The documents of the figures and choices that are read, and of the assumptions they rest on."""
    policy, chosen = law.policy, set(assumed)
    for node in nodes:
        if isinstance(node, ParameterRef):
            parameter, figure = policy.parameters[node.name], law.figures.get(node.name)
            amended = None if figure is None else figure.amended_by
            yield (parameter.citation if amended is None else amended).document
            chosen |= set() if parameter.assumption is None else {parameter.assumption}
        elif isinstance(node, ChoiceRef):
            chosen.add(node.name)
    yield from (policy.assumptions[name].citation.document for name in chosen if name in policy.assumptions)


def _reach(name: str, every: Mapping[str, Grounds]) -> frozenset[str]:
    """The documents that a conclusion may rest on, whatever the facts."""
    documents: set[str] = set()
    pending, seen = [name], {name}
    for one in pending:
        found = every[one]
        documents |= {rule.citation.document for rule in found.conclusion.displaced}
        for part in (found.always, *found.by_rule):
            documents |= part.documents
            pending += [other for other in part.reads if other not in seen]
            seen.update(part.reads)
    return frozenset(documents)
