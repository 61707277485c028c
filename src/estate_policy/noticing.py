"""Findings and duties of two laws as truths beside their conclusions, so that they are compared like these."""

from collections.abc import Iterator, Mapping

import attrs

from estate_policy.expr import Constant, Expr
from estate_policy.kinds import Truth
from estate_policy.law import ALWAYS, Conclusion, Finding, Gives, LawInForce, Rule
from estate_policy.terms import Term
from estate_policy.wording import words

_TRUTH = Truth()


def with_findings_and_duties(baseline: LawInForce, reform: LawInForce) -> tuple[LawInForce, LawInForce]:
    """Two laws with a truth for each finding of either, that it is made, and for each duty, that it arises.

    They are named `finding:` with the finding's name, and `duty:` with that of the conclusion that is owed. A law that
    lacks the finding or duty denies it.
    """
    found = [dict(_noticed(law)) for law in (baseline, reform)]
    every = {**found[1], **found[0]}
    first, second = (_with(law, every, own) for law, own in zip((baseline, reform), found, strict=True))
    return first, second


def _with(law: LawInForce, every: Mapping[str, Conclusion], own: Mapping[str, Conclusion]) -> LawInForce:
    more = {name: own.get(name, _denied(one)) for name, one in every.items()}
    return attrs.evolve(law, conclusions={**law.conclusions, **more})


def _noticed(law: LawInForce) -> Iterator[tuple[str, Conclusion]]:
    for finding in law.findings.values():
        name = f"finding:{finding.name}"
        yield name, _truth(name, _term("finding-made", finding.says), finding.when, finding)
    for one in law.conclusions.values():
        if one.duty is not None:
            name = f"duty:{one.name}"
            yield name, _truth(name, _term("duty-arises", one.duty.act), one.duty.when, one)


def _term(key: str, said: Term) -> Term:
    return Term(words(key, "zh", said=said.zh), words(key, "en", said=said.en))


def _truth(name: str, term: Term, when: Expr, of: Finding | Conclusion) -> Conclusion:
    always = Constant(value=True, kind=_TRUTH)
    rule = Rule("formula", name, always, always, Gives(when), (), of.citation, (), ALWAYS, of.location)
    return Conclusion(
        name=name,
        subject=of.subject,
        kind=_TRUTH,
        term=term,
        negated=None,
        rules=(rule,),
        citation=of.citation,
        also=(),
        assumes=(),
        pays=None,
        forecasts=None,
        duty=None,
        location=of.location,
    )


def _denied(one: Conclusion) -> Conclusion:
    never = Gives(Constant(value=False, kind=_TRUTH))
    return attrs.evolve(one, rules=(attrs.evolve(one.rules[0], effect=never),))
