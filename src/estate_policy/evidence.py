"""The records that an answer rests on: who decided what, when, under which number."""

from collections.abc import Iterable, Iterator

import attrs

from estate_policy.answer import Answer
from estate_policy.expr import Every, FactRef, Sum
from estate_policy.interpreters.exact import Case
from estate_policy.interpreters.typed import kind_of
from estate_policy.interpreters.voice import Voice, fact_term, related_voice, worded
from estate_policy.law import LawInForce
from estate_policy.schema import Fact, fields_of, is_required
from estate_policy.walk import all_read, expressions, nodes
from estate_policy.wording import words


@attrs.frozen
class Record:
    """A member of a collection by its id; one of a kind that has to say certain things to count at all."""

    collection: str
    id: str
    case: Case = attrs.field(eq=False, repr=False)


def records(answer: Answer) -> Iterator[Record]:
    """The records that an answer reads, itself or through what it reads of its subject."""
    if not any(answer.case.members.values()):
        return
    case, law = answer.case, answer.case.law
    for collection in _collections(law, answer.name):
        for id_, member in (case.members[collection] or {}).items():
            fields = fields_of(law.policy.subjects[member.subject]).values()
            if any(isinstance(field, Fact) and is_required(field) for field in fields):
                yield Record(collection, id_, member)


def _collections(law: LawInForce, name: str) -> tuple[str, ...]:
    """What a conclusion reads of the collections of its subject; found once."""
    known: dict[str, tuple[str, ...]] = law.prepared.setdefault("collections", {})
    if name not in known:
        subject = law.conclusions[name].subject
        own = [one for other in all_read(law, name) if (one := law.conclusions[other]).subject == subject]
        read = [node for one in own for top in expressions(one) for node in nodes(top)]
        known[name] = tuple(dict.fromkeys(node.collection for node in read if isinstance(node, Sum | Every)))
    return known[name]


def records_words(answer: Answer, before: Iterable[Answer], voice: Voice) -> Iterator[str]:
    """The records that an answer reads and that were not told before, with all that they say."""
    told = {record for one in before for record in records(one)}
    items = [_record(record, voice) for record in records(answer) if record not in told]
    if items:
        yield words("records", voice.language, items=words("list", voice.language).join(items))


def _record(record: Record, voice: Voice) -> str:
    about, language = related_voice(record.collection, voice), voice.language
    said = [
        words(
            "field",
            language,
            name=fact_term(name, about),
            value=worded(value, kind_of(FactRef(name), about.law, about.subject), about),
        )
        for name, value in record.case.facts.items()
        if value is not None
    ]
    return words("record", language, name=record.id, facts=words("enumerated", language).join(said))
