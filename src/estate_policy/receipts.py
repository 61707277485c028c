"""The receipt of a decision: all that it rests on and came to, to be replayed in an audit."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from estate_policy.arguments import refuse_other_class, several
from estate_policy.decision import Decision
from estate_policy.errors import Cell, Problem, ReceiptError
from estate_policy.law import Amendment, LawInForce
from estate_policy.leaves import Json, Leaf, leaves
from estate_policy.messages import unwritable
from estate_policy.resting import resting
from estate_policy.schema import CollectionFact, Field, fields_of, identity_of, is_event, relations_of, subject_name
from estate_policy.seal import digest_of
from estate_policy.whole_file import whole

SCHEMA = "estate-policy/receipt/1"
"""The name and version of this shape; `docs/schema/receipt-1.json` describes it."""

_SALT_BYTES = 16


@attrs.frozen(repr=False, unsafe_hash=False)
class Receipt:
    """What `docs/schema/receipt-1.json` describes, as plain data in `record`, which nobody is to change."""

    record: Mapping[str, Json]

    def __repr__(self) -> str:
        """Day and digest; the record would fill pages."""
        return f"<Receipt of {self.day}: {self.digest}>"

    @property
    def digest(self) -> str:
        """The digest that the receipt names; whoever keeps it elsewhere can tell whether the receipt is that one."""
        return str(self.record["digest"])

    @property
    def day(self) -> str:
        """The day whose law was applied, as `2019-07-01`."""
        return str(self.record["policy"]["day"])

    @property
    def policy(self) -> str:
        """The digest of the policy that was applied."""
        return str(self.record["policy"]["digest"])

    @property
    def version(self) -> str:
        """The version of this library that wrote it."""
        return str(self.record["version"])

    @property
    def amendments(self) -> tuple[tuple[str, str], ...]:
        """Name and digest of each amendment that was laid over the policy."""
        return tuple((one["name"], one["digest"]) for one in self.record["amendments"])

    @property
    def facts(self) -> tuple[Leaf, ...]:
        """The facts one by one, in the order of the subject."""
        return tuple(leaves(self.record["subject"]))

    @property
    def redacted(self) -> tuple[str, ...]:
        """The facts that are redacted, in the order of the subject; members whose id is redacted go by their number."""
        return tuple(fact.name for fact in self.facts if fact.place not in self.record["salts"])

    def resting_on(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The conclusions and findings that rest on any of some facts, themselves or through what they read.

        With the name of another subject or a collection, on any of its facts.
        """
        wanted = {*several("facts", facts)}
        fields = {fact.field for fact in self.facts if wanted.intersection(fact.names)}
        groups = self.record["rests_on"].values()
        return tuple(name for group in groups for name, read in group.items() if fields.intersection(read))

    def to_json(self) -> str:
        """The receipt as the text of a file."""
        return json.dumps(self.record, ensure_ascii=False, indent=2) + "\n"

    def write(self, path: Path | str) -> None:
        """Write the receipt as a file in UTF-8, whole or not at all; `ReceiptError` if it cannot be written."""
        target = Path(path)
        try:
            with whole(target) as part:
                part.write_text(self.to_json(), "utf-8", newline="\n")
        except OSError as error:
            raise ReceiptError(Problem(unwritable(error), Cell(str(target)))) from error


def receipt(decision: Decision, salts: Mapping[str, str] | None = None) -> Receipt:
    """The receipt of a decision.

    A fact's salt keeps its value from being guessed once it is redacted; without `salts`, they are drawn at random.
    The same decision with the same salts gives the same receipt, bit for bit.
    """
    refuse_other_class(decision, Decision, "decide(law, subject)")
    body = decision_body(decision)
    places = [fact.place for fact in leaves(body["subject"])]
    drawn = {place: secrets.token_hex(_SALT_BYTES) for place in places} if salts is None else dict(salts)
    head = {"schema": SCHEMA, "digest": "", "version": library_version(), "engine": decision.engine}
    record = {**head, **body, "salts": drawn}
    return Receipt({**record, "digest": digest_of(record)})


def library_version() -> str:
    """The version of this library, as it is installed."""
    from importlib.metadata import version  # noqa: PLC0415 it is slow, and few who import the library write receipts

    return version("estate-policy")


def decision_body(decision: Decision) -> dict[str, Json]:
    """What of a receipt follows from policy, day and facts alone."""
    said: dict[str, Json] = decision.to_dict()
    rests = resting(decision.law, subject_name(type(decision.subject)))
    subject = {"is": said["subject"], "ids": dict(_ids(decision.subject, "")), "facts": said["facts"]}
    return {
        "policy": {"digest": said["policy"]["digest"], "day": said["policy"]["day"]},
        "amendments": _amendments(decision.law),
        "subject": subject,
        "records_complete": said["records_complete"],
        "unknown_events": _unknown_events(decision, subject),
        "headline": said["headline"],
        "answers": said["answers"],
        "duties": said["duties"],
        "findings": said["findings"],
        "rests_on": {
            "answers": {name: list(facts) for name, facts in rests.answers.items()},
            "findings": {name: list(facts) for name, facts in rests.findings.items()},
        },
    }


def _amendments(law: LawInForce) -> list[Json]:
    """The amendments laid over a policy, each with the digest of its file, and whether it is in force that day."""
    return [
        {"name": one.name, "digest": amendment_digest(one), "in_force": one in law.amendments}
        for one in law.policy.amendments
    ]


def amendment_digest(amendment: Amendment) -> str:
    """The digest of an amendment's file."""
    return f"sha256:{hashlib.sha256(amendment.file.content).hexdigest()}"


def _ids(subject: attrs.AttrsInstance, above: str) -> Iterator[tuple[str, str]]:
    """For each collection that has members, the field that tells these apart."""
    for name, field in relations_of(type(subject)).items():
        given = getattr(subject, name)
        members = given if isinstance(given, tuple) else () if given is None else (given,)
        if isinstance(field, CollectionFact) and members:
            yield f"{above}{name}", identity_of(field.subject)
        for member in members:
            yield from _ids(member, f"{above}{name}.")


def _unknown_events(decision: Decision, subject: Mapping[str, Json]) -> dict[str, bool]:
    """Of each recorded event, whether none is on record and it is noted that nobody knows."""
    events = (fact for fact in leaves(subject) if is_event(_field(type(decision.subject), fact)))
    return {
        event.place: event.name in decision.unknown_events and _value(subject["facts"], event) is None
        for event in events
    }


def _field(class_: type, fact: Leaf) -> Field:
    *above, last = (step for step in fact.path if isinstance(step, str))
    for name in above:
        class_ = relations_of(class_)[name].subject
    return fields_of(class_)[last]


def _value(facts: Json, fact: Leaf) -> Json:
    for step in fact.path:
        facts = facts[step]
    return facts
