"""The values of facts at which something that the law concludes or notices can turn."""

import functools
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

import attrs

from estate_policy.arguments import refuse_other_law
from estate_policy.cells import Cells
from estate_policy.errors import PolicyError, Problem
from estate_policy.expr import Every, Expr, FactRef, Sum
from estate_policy.interpreters.typed import related_subject
from estate_policy.kinds import Value
from estate_policy.law import Conclusion, Gives, LawInForce
from estate_policy.messages import Message
from estate_policy.schema import DateFact, QuantityFact, ends_of, facts_of, scale_of, subject_name
from estate_policy.walk import expressions, nodes


def cut_points(law: LawInForce, subject_class: type) -> Mapping[str, tuple[Value, ...]]:
    """For each fact the values that tell cases apart, in their order.

    Of a quantity the ends of its range, each threshold and one step to either side, and the same of the quantities of
    its unit, which it may be compared with. Of an open enumeration also members that the policy does not name.
    """
    refuse_other_law(law)
    return _cut_points(law, subject_class)


@functools.lru_cache(maxsize=64)
def _cut_points(law: LawInForce, subject_class: type) -> Mapping[str, tuple[Value, ...]]:
    cells = Cells(law, _everything(law, subject_class), followed=False)
    facts = facts_of(subject_class)
    points = {name: tuple(cells.domain(FactRef(name))) for name in facts}
    quantities = {name: fact for name, fact in facts.items() if isinstance(fact, QuantityFact | DateFact)}
    for name, fact in quantities.items():
        alike = {point for other in quantities if quantities[other].unit == fact.unit for point in points[other]}
        points[name] = tuple(sorted(point for point in alike if _can_have(fact, point)))
    return MappingProxyType(points)


def _everything(law: LawInForce, subject_class: type) -> Conclusion:
    """All that is concluded, noticed or added up about a subject, as if it were one conclusion."""
    name = subject_name(subject_class)
    if law.policy.subjects.get(name) is not subject_class:
        raise PolicyError(Problem(Message("unknown-subject", {"name": name})))
    conclusions = list(law.conclusions.values())
    rules = [rule for one in conclusions if one.subject == name for rule in one.rules]
    told = [one.when for one in law.findings.values() if one.subject == name]
    tops = [(one.subject, top) for one in conclusions for top in expressions(one)]
    tops += [(one.subject, one.when) for one in law.findings.values()]
    told += [part for subject, top in tops for part in _of_members(top, subject, name, law)]
    extra = [attrs.evolve(conclusions[0].rules[0], condition=part, effect=Gives(part)) for part in told]
    return attrs.evolve(conclusions[0], subject=name, rules=(*rules, *extra))


def _of_members(top: Expr, subject: str, wanted: str, law: LawInForce) -> Iterator[Expr]:
    """What totals ask of the members of a collection, where these are the subjects wanted."""
    for node in nodes(top):
        if isinstance(node, Sum | Every):
            member = related_subject(law.policy, subject, node.collection)
            for part in (node.value, node.when) if isinstance(node, Sum) else (node.truth,):
                if member == wanted:
                    yield part
                yield from _of_members(part, member, wanted, law)


def _can_have(fact: QuantityFact | DateFact, point: Value) -> bool:
    assert isinstance(point, Fraction)
    low, high = ends_of(fact)
    return low <= point <= high and (point * 10 ** scale_of(fact)).denominator == 1
