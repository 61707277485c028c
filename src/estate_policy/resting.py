"""On which facts each conclusion and finding about a subject rests, by its rules or through what these read."""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from estate_policy.expr import ConclusionRef, Expr, FactRef
from estate_policy.law import LawInForce
from estate_policy.schema import facts_of
from estate_policy.walk import expressions, nodes


@attrs.frozen
class Resting:
    """By name, the facts that could ever make a difference, in the order in which the subject declares them."""

    answers: Mapping[str, Sequence[str]]
    findings: Mapping[str, Sequence[str]]


def resting(law: LawInForce, subject: str) -> Resting:
    """What the conclusions and findings about a subject rest on, whatever its facts are."""
    kept: dict[str, Resting] = law.prepared.setdefault("resting", {})
    if subject not in kept:
        kept[subject] = _found(law, subject)
    return kept[subject]


def _found(law: LawInForce, subject: str) -> Resting:
    order = list(facts_of(law.policy.subjects[subject]))
    reached: dict[str, frozenset[str]] = {}
    for name, conclusion in law.conclusions.items():
        reached[name] = _read(expressions(conclusion), reached)
    findings = {name: _read([one.when], reached) for name, one in law.findings.items() if one.subject == subject}
    return Resting(
        {
            name: sorted(reached[name], key=order.index)
            for name, one in law.conclusions.items()
            if one.subject == subject
        },
        {name: sorted(facts, key=order.index) for name, facts in findings.items()},
    )


def _read(tops: Iterable[Expr], reached: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The facts that expressions read, given those of the conclusions before them."""
    read = [node for top in tops for node in nodes(top)]
    own = frozenset(node.name for node in read if isinstance(node, FactRef))
    return own.union(*(reached[node.name] for node in read if isinstance(node, ConclusionRef)))
