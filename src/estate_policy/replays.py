"""A receipt replayed: decided anew from its facts, and compared with what it says, value by value."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import attrs

from estate_policy.decision import decide
from estate_policy.errors import FactError, Problem, ReceiptError
from estate_policy.interpreters.engines import Engine
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.receipts import Receipt, decision_body, library_version
from estate_policy.schema import LONGEST_TEXT, Field, Identity, QuantityFact, fields_of, shortened
from estate_policy.seal import Json, digest_of, is_redacted, misplaced
from estate_policy.terms import Language, Term

_DIGITS = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_NOTHING = Term("没有", "not there")


@attrs.frozen
class Difference:
    """A place of a receipt, as a JSON pointer, with what stands there and what a replay gives, both as JSON.

    `None` is what is not there at all.
    """

    path: str
    recorded: str | None
    replayed: str | None
    code: str = "receipt-differs"

    def text(self, language: Language = "en") -> str:
        """The difference as a sentence."""
        recorded, replayed = (_NOTHING if one is None else shortened(one) for one in (self.recorded, self.replayed))
        if self.code == "digest-differs":
            recorded, replayed = (self.recorded or "", self.replayed or "")
        told: dict[str, str | Term] = {"path": self.path, "recorded": recorded, "replayed": replayed}
        return Message(self.code, told).text(language)


@attrs.frozen
class Replay:
    """What came of a replay: the policy at hand and the version that replayed, the differences, what was not replayed.

    `withheld` are the conclusions and findings that rest on redacted facts: of these nothing was compared.
    """

    receipt: Receipt
    policy: str
    version: str
    differences: tuple[Difference, ...]
    withheld: tuple[str, ...]

    @property
    def is_other_policy(self) -> bool:
        """Whether the policy at hand is not the one of the receipt, so that nothing was decided or compared."""
        return self.policy != self.receipt.policy

    @property
    def reproduced(self) -> bool:
        """Whether the receipt is as it was issued, and every conclusion came out the same, with its whole trace."""
        return not (self.differences or self.withheld or self.is_other_policy)


def replay(receipt: Receipt, policy: Policy, *, engine: Engine = "confirmed") -> Replay:
    """Decide what a receipt decided, under the law of its day, and compare.

    Under a policy of another digest nothing is decided: only the receipt's own digest is checked. That digest covers
    which version and which engine wrote it; they are not compared. `ReceiptError` or `FactError` where the receipt's
    facts are not such as its subject can have.
    """
    broken = tuple(_unsealed(receipt))
    here = library_version()
    if receipt.policy != policy.digest:
        return Replay(receipt, policy.digest, here, broken, tuple(receipt.record["answers"]))
    record = receipt.record
    decision = decide(
        policy.on(_day(receipt)),
        _subject(receipt, policy),
        records_complete=record["records_complete"],
        unknown_events=[name for name, value in record["unknown_events"].items() if value is True],
        engine=engine,
    )
    body = decision_body(decision)
    withheld = _withheld(body, receipt.redacted)
    expected = _as_far_as_known(body, receipt, withheld, is_other_version=here != receipt.version)
    found = tuple(_differences({name: record[name] for name in expected}, expected, ""))
    return Replay(receipt, policy.digest, here, (*found, *broken), withheld)


def _unsealed(receipt: Receipt) -> Iterator[Difference]:
    """What is wrong with a receipt on its face."""
    for slot in misplaced(receipt.record):
        yield Difference(_pointer(*slot.path), None, None, "redaction-misplaced")
    found = digest_of(receipt.record)
    if found != receipt.digest:
        yield Difference("/digest", receipt.digest, found, "digest-differs")


def _day(receipt: Receipt) -> date:
    try:
        return date.fromisoformat(receipt.day)
    except ValueError as error:
        raise ReceiptError(Problem(Message("bad-day", {"text": shortened(receipt.day)}))) from error


def _subject(receipt: Receipt, policy: Policy) -> attrs.AttrsInstance:
    """The subject as far as it is known."""
    said = receipt.record["subject"]
    if said["is"] not in policy.subjects:
        raise ReceiptError(Problem(Message("unknown-subject", {"name": shortened(said["is"])})))
    class_ = policy.subjects[said["is"]]
    fields = fields_of(class_)
    for name in said["facts"]:
        if name not in fields:
            raise FactError(Problem(Message("unknown-fact", {"field": shortened(name), "subject": said["is"]})))
    for name, field in fields.items():
        if isinstance(field, Identity) and name not in said["facts"]:
            raise FactError(Problem(Message("no-id", {"field": name})))
    subject: attrs.AttrsInstance = class_(
        **{name: _fact(name, fields[name], value) for name, value in said["facts"].items()}
    )
    return subject


def _fact(name: str, field: Field, value: Json) -> object:
    if is_redacted(value):
        # No rule reads an id, and a subject cannot be without one.
        return "redacted" if isinstance(field, Identity) else None
    if not isinstance(field, QuantityFact) or value is None:
        return value
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not _DIGITS.fullmatch(value):
        raise FactError(Problem(Message("not-a-number", {"field": name, "value": shortened(value)})))
    return Decimal(value)


def _withheld(body: Mapping[str, Json], redacted: tuple[str, ...]) -> tuple[str, ...]:
    """The conclusions and findings that could not be replayed; by the policy, whatever the receipt says of them."""
    return Receipt(body).resting_on(redacted)


def _as_far_as_known(
    body: dict[str, Json], receipt: Receipt, withheld: tuple[str, ...], *, is_other_version: bool
) -> dict[str, Json]:
    """What a replay gives, with what was not replayed as the receipt has it."""
    record = receipt.record
    expected = {**body, "answers": dict(body["answers"])}
    for name in withheld:
        if name in expected["answers"] and name in record["answers"]:
            law = {key: body["answers"][name][key] for key in ("term", "kind")}
            expected["answers"][name] = {**record["answers"][name], **law}
    stated = {one["name"]: one for one in record["findings"] if one["name"] in withheld}
    noticed = {one["name"]: one for one in body["findings"] if one["name"] not in withheld} | stated
    expected["findings"] = [noticed[name] for name in body["rests_on"]["findings"] if name in noticed]
    facts = record["subject"]["facts"]
    expected["subject"] = {**body["subject"], "facts": _given(body["subject"]["facts"], facts, is_other_version)}
    expected["unknown_events"] = _given(body["unknown_events"], record["unknown_events"], is_other_version)
    return expected


def _given(replayed: Mapping[str, Json], recorded: Mapping[str, Json], is_other_version: bool) -> dict[str, Json]:  # noqa: FBT001
    """The facts as replayed; those that are redacted as recorded, without those that another version did not know."""
    return {
        name: recorded[name] if is_redacted(recorded.get(name)) else value
        for name, value in replayed.items()
        if name in recorded or not is_other_version
    }


def _differences(recorded: Json, replayed: Json, path: str) -> Iterator[Difference]:
    """Where two values differ, as deep as the difference can be told."""
    if isinstance(recorded, dict) and isinstance(replayed, dict):
        both = [name for name in recorded if name in replayed]
        for name in (*replayed, *(one for one in recorded if one not in replayed)):
            yield from _one(recorded, replayed, name, f"{path}{_pointer(name)}")
        if both != [name for name in replayed if name in recorded]:
            yield Difference(path, None, None, "order-differs")
    elif isinstance(recorded, list) and isinstance(replayed, list):
        ours, theirs = dict(enumerate(replayed)), dict(enumerate(recorded))
        for index in range(max(len(ours), len(theirs))):
            yield from _one(theirs, ours, index, f"{path}/{index}")
    elif recorded is not replayed and (type(recorded) is not type(replayed) or recorded != replayed):
        yield Difference(path, _json(recorded), _json(replayed))


def _one(
    recorded: Mapping[str, Json] | Mapping[int, Json], replayed: Json, key: Json, path: str
) -> Iterator[Difference]:
    if key not in recorded:
        yield Difference(path, None, _json(replayed[key]))
    elif key not in replayed:
        yield Difference(path, _json(recorded[key]), None)
    else:
        yield from _differences(recorded[key], replayed[key], path)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _pointer(*keys: str | int) -> str:
    """The keys as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)
