"""What `document.yaml` declares: the document itself, units, enumerations, base cases of examples."""

from collections.abc import Iterator

from estate_policy.language.draft import TRUTH, Draft, present
from estate_policy.language.files import Node, PolicyFile, Scalar
from estate_policy.language.shape import Shape, period, shape, term_of
from estate_policy.law import ALWAYS, BaseUnit, Document, Enumeration, MemberName
from estate_policy.messages import Message, one_of
from estate_policy.terms import Term
from estate_policy.units import SHARE
from estate_policy.words_written import UNKNOWN, plain

MEASURES = ("money", "area", "time", "count", "date", "month", "day")
"""What a base unit can measure; amounts of money per time add up over subjects. The last three count dates."""


def read_document(draft: Draft, file: PolicyFile, folder: str) -> None:
    """Enter what one `document.yaml` declares."""
    parts = shape(file.root, draft.problems, "document title in_force", "digest headline units enumerations cases")
    id_ = parts.scalar("document")
    if id_ is not None and id_.text != folder:
        draft.problem(Message("folder-name", {"name": id_.text, "folder": folder}), id_.location)
    in_force = draft.attempt(lambda: period(present(parts.scalar("in_force"))))
    if in_force is None:
        draft.undated.add(folder)
    digest = parts.text("digest") if parts.has("digest") else None
    draft.documents[folder] = Document(
        folder, parts.term("title"), in_force or ALWAYS, digest, parts.location, parts.place("digest")
    )
    for name, node in _new(draft, parts, "units"):
        draft.units[name.text] = _unit(draft, name.text, node)
    for name, node in _new(draft, parts, "enumerations"):
        draft.enumerations[name.text] = _enumeration(draft, name.text, node)
    for name, node in _new(draft, parts, "headline"):
        if name.text not in draft.subjects:
            hint = one_of(draft.subjects)
            draft.problem(Message("unknown-subject", {"name": name.text}), name.location, hint)
        elif isinstance(node, Scalar):
            draft.headlines[name.text] = node
        else:
            draft.problem(Message("expected-text", {"key": name.text}), node.location)
    for name, node in _new(draft, parts, "cases"):
        draft.cases[name.text] = shape(node, draft.problems, "of facts")


def _new(draft: Draft, parts: Shape, section: str) -> Iterator[tuple[Scalar, Node]]:
    """What a section declares; each name once for all documents, and as rules can say it."""
    for name, node in parts.named(section):
        first = draft.places.setdefault((section, name.text), name.location)
        if first != name.location:
            code = "headline-twice" if section == "headline" else "declared-twice"
            draft.problem(Message(code, {"name": name.text, "first": str(first)}), name.location)
        elif name.text in (TRUTH, SHARE):
            draft.problem(Message("reserved-name", {"name": name.text}), name.location)
        elif section != "units" or draft.usable(name):
            yield name, node


def _unit(draft: Draft, name: str, node: Node) -> BaseUnit:
    parts = shape(node, draft.problems, "measures zh en")
    measures = parts.text("measures")
    if parts.has("measures") and measures not in MEASURES:
        hint = one_of(MEASURES)
        draft.problem(Message("unknown-measure", {"name": measures}), parts.place("measures"), hint)
    return BaseUnit(name, measures, _words(parts))


def _enumeration(draft: Draft, name: str, node: Node) -> Enumeration:
    before = len(draft.problems)
    parts = shape(node, draft.problems, "term members", "open")
    others = parts.flag("open")
    members: dict[str, MemberName] = {}
    taken: dict[str, str] = {}
    for member, words in parts.named("members"):
        inner = shape(words, draft.problems, "zh en", "also")
        also = tuple(scalar.text for scalar in inner.names("also"))
        members[member.text] = MemberName(member.text, term_of(words, draft.problems, "also"), also)
        for word in (member.text, inner.text("zh"), inner.text("en"), *also):
            first = taken.setdefault(plain(word), member.text)
            if plain(word) in UNKNOWN:
                draft.problem(Message("word-unknown", {"word": word}), member.location)
            if first != member.text:
                draft.problem(Message("word-twice", {"word": word, "member": first}), member.location)
    if len(draft.problems) > before:
        draft.incomplete.add(name)
    return Enumeration(name, members, others, parts.term("term"))


def _words(parts: Shape) -> Term:
    return Term(parts.text("zh"), parts.text("en"))
