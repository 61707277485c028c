"""A case as it would be if facts were otherwise."""

from collections.abc import Mapping

import attrs

from estate_policy.interpreters.exact import Case, read_exactly
from estate_policy.kinds import Value
from estate_policy.outcome import Missing, Step

_Facts = Mapping[Missing, Value | None]


def with_facts(case: Case, facts: _Facts) -> Case:
    """The same case with some facts given otherwise, its own or those of subjects to which it leads.

    Nothing is concluded yet about it and the subjects whose facts are otherwise, and no other engine reads them; what
    was concluded about the others stays.
    """
    own = {one.fact: value for one, value in facts.items() if not one.path}
    further: dict[Step, dict[Missing, Value | None]] = {}
    for one, value in facts.items():
        if one.path:
            further.setdefault(one.path[0], {})[attrs.evolve(one, path=one.path[1:])] = value
    related = {name: _with(other, further.get(Step(name))) for name, other in case.related.items()}
    members = {name: _members(name, each, further) for name, each in case.members.items()}
    return Case(case.law, case.subject, {**case.facts, **own}, case.presumed, related, members, read_exactly)


def _members(name: str, each: Mapping[str, Case] | None, further: Mapping[Step, _Facts]) -> Mapping[str, Case] | None:
    changed = {step.member: facts for step, facts in further.items() if step.field == name and step.member is not None}
    return (
        each
        if each is None or not changed
        else {**each, **{id_: with_facts(each[id_], changed[id_]) for id_ in changed}}
    )


def _with(other: Case | None, facts: _Facts | None) -> Case | None:
    return other if other is None or facts is None else with_facts(other, facts)
