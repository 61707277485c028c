"""What of a policy none of its examples shows: rules, findings, conclusions, one side of a truth."""

from collections.abc import Collection, Iterator

from estate_policy.errors import Problem
from estate_policy.expr import Constant
from estate_policy.kinds import Truth
from estate_policy.law import Conclusion, Expectation, Gives, Policy
from estate_policy.messages import Message
from estate_policy.outcome import Standing

_FOR_OTHERS = (Standing.DISCRETIONARY.value, Standing.DELEGATED.value)


def unused(policy: Policy, rules: Collection[tuple[str, str]], findings: Collection[str]) -> Iterator[Problem]:
    """The rules and findings that are not among those that the examples met."""
    for conclusion in policy.conclusions.values():
        for rule in conclusion.rules:
            if (conclusion.name, rule.id) not in rules and _own(policy, rule.citation.document):
                yield Problem(Message("rule-unused", {"rule": f"{conclusion.name}.{rule.id}"}), rule.location)
    for finding in policy.findings.values():
        if finding.name not in findings and _own(policy, finding.citation.document):
            yield Problem(Message("finding-unused", {"finding": finding.name}), finding.location)


def unexpected(policy: Policy) -> Iterator[Problem]:
    """The conclusions that no example expects, and the truths that are expected to be so only, or never so."""
    expected: dict[str, list[Expectation]] = {name: [] for name in policy.conclusions}
    for example in policy.examples:
        for one in example.expects:
            expected[one.conclusion].append(one)
    for name, conclusion in policy.conclusions.items():
        if not _own(policy, conclusion.citation.document):
            continue
        if not expected[name]:
            yield Problem(Message("conclusion-unexpected", {"name": name}), conclusion.location)
        elif isinstance(conclusion.kind, Truth):
            for side in _sides_wanted(conclusion, expected[name]):
                details = {"name": name, "side": str(side).lower()}
                yield Problem(Message("truth-one-sided", details), conclusion.location)


def _sides_wanted(conclusion: Conclusion, expected: list[Expectation]) -> Iterator[bool]:
    """What a truth can be and no example has it be.

    Where an example shows that somebody else has still to say, the other side may be for them alone to give.
    """
    if any(one.standing in _FOR_OTHERS for one in expected):
        return
    effects = [rule.effect.value for rule in conclusion.rules if isinstance(rule.effect, Gives)]
    for side in (True, False):
        can_be = any(not isinstance(effect, Constant) or effect.value is side for effect in effects)
        if can_be and side not in [one.value for one in expected]:
            yield side


def _own(policy: Policy, document: str) -> bool:
    """Whether examples must meet what a document says: of an amended policy, what its amendments say."""
    return not policy.amendments or document in {amendment.name for amendment in policy.amendments}
