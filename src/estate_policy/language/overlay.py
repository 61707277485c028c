"""Amendments laid over a policy while it is read: figures, rules and choices of their days in place of those before."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

import attrs

from estate_policy.errors import PolicyError, Problem
from estate_policy.language.amendments import Change
from estate_policy.language.clauses import option_of, refuse_unsaid
from estate_policy.language.dated import read_figures
from estate_policy.language.draft import ConclusionHead, Draft, present
from estate_policy.language.periods import common, without
from estate_policy.language.rules import FORMULA, read_rule
from estate_policy.language.shape import shape
from estate_policy.law import Adoption, Assumption, Conclusion, Figure, Parameter, Period, Reading, Rule
from estate_policy.messages import Message, closest

_WORDS = ("text", "title", "digest", "document", "in_force", "quote", "term", "examples")
_RULE_PATH = 6
_ENTRY_PATH = 4


@attrs.define
class Overlay:
    """What amendments change, what they adopt, and what of it has no effect."""

    changes: list[Change] = attrs.field(factory=list)
    adoptions: list[Adoption] = attrs.field(factory=list)
    notes: list[Problem] = attrs.field(factory=list)

    def idle(self, change: Change, code: str = "change-without-effect") -> None:
        """Note that a change changes nothing."""
        self.notes.append(Problem(Message(code, {"path": change.text}), change.name.location))


def refuse_conflicts(draft: Draft, overlay: Overlay) -> None:
    """Note two amendments that touch the same path, or one within it, on the same days."""
    for one, other in itertools.combinations(overlay.changes, 2):
        nested = zip(one.path, other.path, strict=False)
        if one.amendment.name == other.amendment.name or any(a != b for a, b in nested):
            continue
        if common(one.amendment.in_force, other.amendment.in_force) is not None:
            details = {"path": other.text, "one": one.amendment.name, "other": other.amendment.name}
            draft.problem(Message("amendments-conflict", details), other.name.location, Message("separate-days"))


def refuse_unknown(draft: Draft, overlay: Overlay) -> None:
    """Note and drop what no path of the policy leads to."""
    known = set(_paths(draft))
    kept = []
    for change in overlay.changes:
        is_rule = len(change.path) == _RULE_PATH and "/".join(change.path[:-1]) in known
        if (change.text in known and len(change.path) in (_ENTRY_PATH, _RULE_PATH)) or is_rule:
            kept.append(change)
        elif change.path[-1] in _WORDS and (change.path[0] in draft.documents or len(change.path) == 1):
            draft.problem(Message("words-not-amendable", {"path": change.text}), change.name.location)
        else:
            others = {one.amendment.name for one in overlay.changes} - {change.amendment.name}
            of_another = change.path[0] in others
            hint = Message("amended-not-amendable") if of_another else closest(change.text, known)
            draft.problem(Message("unknown-path", {"path": change.text}), change.name.location, hint)
    overlay.changes = kept


def amend_declarations(draft: Draft, overlay: Overlay) -> None:
    """Lay the figures and the choices of amendments over those of the policy."""
    for change in overlay.changes:
        with draft.collecting():
            match change.path[2]:
                case "parameters":
                    name = change.path[3]
                    draft.parameters[name] = _with_figures(draft, overlay, change, present(draft.parameters.get(name)))
                case "conclusions":
                    pass
                case _:
                    _adopt(draft, overlay, change)


def amended(draft: Draft, overlay: Overlay, head: ConclusionHead, conclusion: Conclusion) -> Conclusion:
    """A conclusion with the rules of amendments on their days, and those that they take away on all others."""
    where = (head.clause.document, head.clause.id, "conclusions", head.name, "rules")
    changes = [change for change in overlay.changes if change.path[:-1] == where]
    others = {rule.id for rule in conclusion.rules} | {change.path[-1] for change in changes}
    for change in changes:
        with draft.collecting():
            conclusion = _with_rule(draft, overlay, change, head, conclusion, others)
    return conclusion


def _paths(draft: Draft) -> Iterator[str]:
    for clause, parts in draft.clause_nodes:
        if clause.document in draft.amended:
            continue
        start = f"{clause.document}/{clause.id}"
        for section in ("parameters", "readings", "assumptions"):
            yield from (f"{start}/{section}/{name.text}" for name, _ in parts.named(section))
        for name, _ in parts.named("conclusions"):
            rules = f"{start}/conclusions/{name.text}/rules"
            yield rules
            if name.text in draft.heads:
                listed = [one.text for one, _ in draft.heads[name.text].shape.named("rules")] or [FORMULA]
                yield from (f"{rules}/{rule}" for rule in listed)


def _days(draft: Draft, change: Change) -> Period | None:
    """The days on which a change can be felt: those of the amendment on which the document it amends is in force."""
    return common(change.amendment.in_force, draft.documents[change.path[0]].in_force)


def _with_figures(draft: Draft, overlay: Overlay, change: Change, parameter: Parameter) -> Parameter:
    parts = shape(change.node, draft.problems, "values quote", "clause")
    citation = draft.attempt(lambda: draft.citation(change.clause, parts))
    before = len(draft.problems)
    figures = read_figures(draft, change.name, parts, draft.documents[change.amendment.name], parameter.unit)
    cited = present(citation)
    if len(draft.problems) == before and not figures:
        raise PolicyError(Problem(Message("amended-unstated"), parts.place("values")))
    if len(draft.problems) == before and draft.counts(parameter.unit) is None:
        refuse_unsaid(draft, change.name, parts, cited, figures[-1])
    days = _days(draft, change)
    if days is None:
        overlay.idle(change, "amendment-out-of-days")
        return parameter
    new = [(one, period) for one in figures if (period := common(one.period, days)) is not None]
    left = list(parameter.figures)
    differs = not left
    for one, period in new:
        differs |= any(old.value != one.value for old in left if common(old.period, period) is not None)
        left = [attrs.evolve(old, period=rest) for old in left for rest in without(old.period, period)]
    if not differs:
        overlay.idle(change)
        return parameter
    left += [attrs.evolve(one, period=period, amended_by=cited) for one, period in new]
    return attrs.evolve(parameter, figures=tuple(sorted(left, key=_first)))


def _first(figure: Figure) -> str:
    return "" if figure.period.start is None else str(figure.period.start)


def _adopt(draft: Draft, overlay: Overlay, change: Change) -> None:
    parts = shape(change.node, draft.problems, "adopt quote", "clause")
    name = change.path[3]
    known: dict[str, Reading | Assumption] = {**draft.readings, **draft.assumptions}
    citation, option = draft.citation(change.clause, parts), present(parts.scalar("adopt"))
    choice = _present_choice(known, name)
    option_of(choice, option)
    days = _days(draft, change)
    if days is None:
        overlay.idle(change, "amendment-out-of-days")
    elif name in draft.assumptions and draft.assumptions[name].adopted == option.text:
        overlay.idle(change)
    else:
        overlay.adoptions.append(Adoption(choice, option.text, days, citation))


def _present_choice(known: Mapping[str, Reading | Assumption], name: str) -> Reading | Assumption:
    if name not in known:
        raise PolicyError(())
    return known[name]


def _with_rule(  # noqa: PLR0913, PLR0917 what a rule stands in
    draft: Draft, overlay: Overlay, change: Change, head: ConclusionHead, conclusion: Conclusion, others: set[str]
) -> Conclusion:
    node, name = change.node, change.path[-1]
    old = [rule for rule in conclusion.rules if rule.id == name]
    is_removal = any(entry.key.text == "remove" for entry in getattr(node, "entries", ()))
    new: Rule | None = None
    if is_removal:
        parts = shape(change.node, draft.problems, "remove quote", "clause")
        citation = draft.citation(change.clause, parts)
        if not parts.flag("remove"):
            raise PolicyError(Problem(Message("expected-flag", {"key": "remove"}), parts.place("remove")))
        if not old:
            rules = {rule.id for rule in conclusion.rules}
            raise PolicyError(
                Problem(Message("unknown-path", {"path": change.text}), change.name.location, closest(name, rules))
            )
    else:
        own = attrs.evolve(head, clause=change.clause)
        new = read_rule(draft, own, None, attrs.evolve(change.name, text=name), node, others - {name})
        citation = new.citation
    days = _days(draft, change)
    if new is not None and days is not None:
        days = common(days, new.in_force)
    touched = [] if days is None else [rule for rule in old if common(rule.in_force, days) is not None]
    if days is None or (new is None and not touched):
        overlay.idle(change, "amendment-out-of-days")
        return conclusion
    if new is not None and touched and all(_alike(rule, new) for rule in touched):
        overlay.idle(change)
        return conclusion
    gone = [attrs.evolve(rule, citation=citation, location=change.name.location) for rule in old]
    return _replaced(conclusion, gone, None if new is None else attrs.evolve(new, in_force=days), days)


def _alike(rule: Rule, other: Rule) -> bool:
    """Whether two rules say the same, whatever they cite."""
    return all(getattr(rule, part) == getattr(other, part) for part in ("when", "effect", "overrides", "assumes"))


def _replaced(conclusion: Conclusion, old: Sequence[Rule], new: Rule | None, days: Period) -> Conclusion:
    """The conclusion with one rule in the place of others for some days; these stay in force before and after."""
    rules: list[Rule] = []
    name = {rule.id for rule in old}
    for rule in conclusion.rules:
        rests = without(rule.in_force, days) if rule.id in name else [rule.in_force]
        rules += [attrs.evolve(rule, in_force=rest) for rest in rests]
    gone = [attrs.evolve(rule, in_force=shared) for rule in old if (shared := common(rule.in_force, days)) is not None]
    added = [] if new is None else [new]
    return attrs.evolve(conclusion, rules=(*rules, *added), displaced=(*conclusion.displaced, *gone))
