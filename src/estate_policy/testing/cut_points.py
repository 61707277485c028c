"""The values of facts at which something that the law concludes or notices can turn."""

import functools
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

import attrs

from estate_policy.cells import Cells
from estate_policy.errors import PolicyError, Problem
from estate_policy.expr import FactRef
from estate_policy.kinds import Value
from estate_policy.law import Conclusion, LawInForce
from estate_policy.messages import Message
from estate_policy.schema import QuantityFact, facts_of, subject_name


@functools.lru_cache(maxsize=64)
def cut_points(law: LawInForce, subject_class: type) -> Mapping[str, tuple[Value, ...]]:
    """For each fact the values that tell cases apart, in their order.

    Of a quantity the ends of its range, each threshold and one step to either side, and the same of the quantities of
    its unit, which it may be compared with. Of an open enumeration also members that the policy does not name.
    """
    cells = Cells(law, _everything(law, subject_class), followed=False)
    facts = facts_of(subject_class)
    points = {name: tuple(cells.domain(FactRef(name))) for name in facts}
    quantities = {name: fact for name, fact in facts.items() if isinstance(fact, QuantityFact)}
    for name, fact in quantities.items():
        alike = {point for other in quantities if quantities[other].unit == fact.unit for point in points[other]}
        points[name] = tuple(sorted(point for point in alike if _can_have(fact, point)))
    return MappingProxyType(points)


def _everything(law: LawInForce, subject_class: type) -> Conclusion:
    """All that is concluded or noticed about a subject, as if it were one conclusion."""
    name = subject_name(subject_class)
    conclusions = [one for one in law.conclusions.values() if one.subject == name]
    if not conclusions or law.policy.subjects[name] is not subject_class:
        raise PolicyError(Problem(Message("unknown-subject", {"name": name})))
    rules = [rule for one in conclusions for rule in one.rules]
    noticed = [attrs.evolve(rules[0], condition=one.when) for one in law.findings.values() if one.subject == name]
    return attrs.evolve(conclusions[0], rules=(*rules, *noticed))


def _can_have(fact: QuantityFact, point: Value) -> bool:
    assert isinstance(point, Fraction)
    return fact.low <= point <= fact.high and (point * 10**fact.scale).denominator == 1
