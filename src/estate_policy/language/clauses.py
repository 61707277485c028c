"""What a clause declares besides its rules: its words, parameters, readings, assumptions, and which conclusions."""

from functools import partial

from estate_policy.errors import Location, PolicyError, Problem
from estate_policy.figures import digits_of
from estate_policy.kinds import PLAIN, Truth
from estate_policy.language.dated import read_figures
from estate_policy.language.draft import ConclusionHead, Draft, present
from estate_policy.language.files import Node, PolicyFile, Scalar
from estate_policy.language.grammar import folded
from estate_policy.language.quotes import cuts_number, normalised, numbers_in
from estate_policy.language.shape import Shape, shape, term_of
from estate_policy.law import Assumption, Citation, Clause, Document, Figure, Option, Parameter, Reading
from estate_policy.messages import Message, closest, one_of

_SECTIONS = "parameters readings assumptions conclusions findings examples"


_OF_CONCLUSIONS = "negated unit kind quote clause assumes rules is also pays forecasts duty"


def read_clauses(draft: Draft, file: PolicyFile, document: Document) -> None:
    """Enter the clauses of a file with their words; what they declare is read once all words are known."""
    for entry in file.root.entries:
        parts = shape(entry.value, draft.problems, "title text", _SECTIONS)
        clause = Clause(document.id, entry.key.text, parts.term("title"), parts.text("text"), entry.key.location)
        key = (document.id, clause.id)
        if parts.scalar("text") is not None and not normalised(clause.text):
            draft.problem(Message("empty-text", {"clause": clause.id}), parts.place("text"))
        if key in draft.clauses:
            first = {"key": clause.id, "first": str(draft.clauses[key].location)}
            draft.problem(Message("duplicate-key", first), entry.key.location)
        else:
            draft.clauses[key] = clause
        draft.clause_nodes.append((clause, parts))


def read_declarations(draft: Draft) -> None:
    """Enter the assumptions, readings and parameters of all clauses, then the heads of their conclusions."""
    for clause, parts in draft.clause_nodes:
        for name, node in parts.named("assumptions"):
            draft.declare(name, draft.assumptions, partial(_assumption, draft, clause, name, node))
        for name, node in parts.named("readings"):
            draft.declare(name, draft.readings, partial(_reading, draft, clause, name, node))
    for clause, parts in draft.clause_nodes:
        for name, node in parts.named("parameters"):
            draft.declare(name, draft.parameters, partial(_parameter, draft, clause, name, node))
        for name, node in parts.named("conclusions"):
            draft.declare(name, draft.heads, partial(_head, draft, clause, name, node))


def _assumption(draft: Draft, clause: Clause, name: Scalar, node: Node) -> Assumption:
    parts = shape(node, draft.problems, "term", "quote gaps options adopted clause")
    _refuse_enumeration(draft, name)
    citation = draft.attempt(lambda: draft.citation(clause, parts))
    options = _options(draft, parts)
    adopted = _option(parts, "adopted", options) if options or parts.has("adopted") else None
    return Assumption(name.text, parts.term("term"), options, adopted, present(citation), parts.gaps(), name.location)


def _reading(draft: Draft, clause: Clause, name: Scalar, node: Node) -> Reading:
    parts = shape(node, draft.problems, "term options preferred", "quote gaps clause")
    _refuse_enumeration(draft, name)
    citation = draft.attempt(lambda: draft.citation(clause, parts))
    options = _options(draft, parts)
    preferred = _option(parts, "preferred", options)
    return Reading(name.text, parts.term("term"), options, preferred, present(citation), parts.gaps(), name.location)


def _refuse_enumeration(draft: Draft, name: Scalar) -> None:
    """A choice is an enumeration of its options, so that it cannot have the name of another."""
    if name.text in draft.enumerations:
        first = {"name": name.text, "first": str(draft.places["enumerations", name.text])}
        draft.problem(Message("declared-twice", first), name.location)


def _options(draft: Draft, parts: Shape) -> dict[str, Option]:
    options: dict[str, Option] = {}
    places: dict[str, Location] = {}
    for name, node in parts.named("options"):
        options[name.text] = Option(name.text, term_of(node, draft.problems))
        first = places.setdefault(folded(name.text), name.location)
        if first != name.location:
            draft.problem(Message("duplicate-key", {"key": name.text, "first": str(first)}), name.location)
    if len(places) == 1:
        parts.problem(Message("one-option"), parts.place("options"))
    return options


def _option(parts: Shape, key: str, options: dict[str, Option]) -> str:
    chosen = parts.scalar(key)
    if chosen is None:
        if not parts.has(key):
            parts.problem(Message("missing-key", {"key": key}), hint=Message("add-key", {"key": key}))
        raise PolicyError(())
    if chosen.text not in options:
        listed = one_of(options)
        hint = listed if options else Message("declare-options")
        raise PolicyError(Problem(Message("unknown-option", {"name": chosen.text}), chosen.location, hint))
    return chosen.text


def option_of(choice: Reading | Assumption, scalar: Scalar) -> str:
    """The option of a reading or an assumption that a text names."""
    if scalar.text not in choice.options:
        listed = one_of(choice.options)
        hint = closest(scalar.text, choice.options) or listed
        raise PolicyError(Problem(Message("unknown-option", {"name": scalar.text}), scalar.location, hint))
    return scalar.text


def _parameter(draft: Draft, clause: Clause, name: Scalar, node: Node) -> Parameter:
    parts = shape(node, draft.problems, "term unit values", "quote clause assumption")
    source = draft.attempt(lambda: _source(draft, clause, parts))
    kind = draft.attempt(lambda: draft.unit_kind(present(parts.scalar("unit"))))
    before = len(draft.problems)
    unit = PLAIN if kind is None else kind.unit
    figures = read_figures(draft, name, parts, draft.documents[clause.document], unit)
    sound = len(draft.problems) == before
    kind = present(kind)
    citation, assumption = present(source)
    if sound and not figures and assumption is None:
        raise PolicyError(Problem(Message("unstated-quoted"), parts.place("values"), Message("name-assumption")))
    if sound and assumption is None and draft.counts(kind.unit) is None:
        refuse_unsaid(draft, name, parts, citation, figures[-1])
    return Parameter(name.text, parts.term("term"), kind.unit, figures, citation, assumption, name.location)


def refuse_unsaid(draft: Draft, name: Scalar, parts: Shape, citation: Citation, figure: Figure) -> None:
    """Note a figure that is none of the numbers its quote holds; a quote without digits may say it in words."""
    if cuts_number(citation.quote, draft.clauses[citation.document, citation.clause].text):
        draft.problem(
            Message("quote-cuts-number", {"quote": citation.quote}), parts.place("quote"), Message("quote-figure")
        )
    said = numbers_in(citation.quote)
    if said and figure.value not in said:
        details = {"name": name.text, "figure": digits_of(figure.value), "quote": citation.quote}
        draft.problem(Message("figure-not-in-quote", details), parts.place("quote"), Message("quote-figure"))


def _source(draft: Draft, clause: Clause, parts: Shape) -> tuple[Citation, str | None]:
    """A figure cites the words it stands in, or the assumption that supplies it."""
    assumption = parts.scalar("assumption")
    if assumption is None:
        return draft.citation(clause, parts), None
    if parts.has("quote"):
        raise PolicyError(Problem(Message("quote-or-assumption"), parts.location))
    if assumption.text not in draft.assumptions:
        hint = closest(assumption.text, draft.assumptions)
        raise PolicyError(Problem(Message("unknown-assumption", {"name": assumption.text}), assumption.location, hint))
    return draft.assumptions[assumption.text].citation, assumption.text


def _head(draft: Draft, clause: Clause, name: Scalar, node: Node) -> ConclusionHead:
    parts = shape(node, draft.problems, "of term", _OF_CONCLUSIONS)
    subject = draft.attempt(lambda: draft.subject(parts))
    kind = draft.kind(parts)
    if parts.has("negated") and kind != Truth():
        parts.problem(Message("negated-quantity"), parts.place("negated"))
    return ConclusionHead(name.text, present(subject), kind, clause, parts, name.location)
