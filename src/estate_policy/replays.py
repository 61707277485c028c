"""A receipt replayed: decided anew from its facts, and compared with what it says, value by value."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from estate_policy.arguments import refuse_other_class, refuse_other_policy
from estate_policy.decision import decide
from estate_policy.errors import Problem, ReceiptError
from estate_policy.interpreters.engines import Engine
from estate_policy.law import Policy
from estate_policy.leaves import Json, is_redacted
from estate_policy.messages import Message
from estate_policy.receipts import Receipt, amendment_digest, decision_body, library_version
from estate_policy.recorded import recorded
from estate_policy.seal import digest_of, misplaced
from estate_policy.shown import shortened
from estate_policy.terms import Language, Term

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
    `amendments` says which amendments another policy has otherwise than that of the receipt.
    """

    receipt: Receipt
    policy: str
    version: str
    differences: tuple[Difference, ...]
    withheld: tuple[str, ...]
    amendments: tuple[Message, ...] = ()

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
    refuse_other_class(receipt, Receipt, "read_receipt(path)")
    refuse_other_policy(policy)
    broken = tuple(_unsealed(receipt))
    here = library_version()
    if receipt.policy != policy.digest:
        otherwise = tuple(amended_otherwise(dict(receipt.amendments), policy))
        return Replay(receipt, policy.digest, here, broken, tuple(receipt.record["answers"]), otherwise)
    record = receipt.record
    subject, unknown = recorded(receipt, policy)
    decision = decide(
        policy.on(_day(receipt)),
        subject,
        records_complete=record["records_complete"],
        unknown_events=unknown,
        engine=engine,
    )
    body = decision_body(decision)
    # By the policy, whatever the receipt says of what rests on what.
    withheld = Receipt({**body, "subject": record["subject"]}).resting_on(receipt.redacted)
    expected = _as_far_as_known(body, receipt, withheld, is_other_version=here != receipt.version)
    found = tuple(differences_between({name: record[name] for name in expected}, expected, ""))
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


def amended_otherwise(theirs: Mapping[str, str], policy: Policy) -> Iterator[Message]:
    """The amendments, by name with their digests, that a policy lacks, has with other contents, or has besides."""
    ours = {one.name: amendment_digest(one) for one in policy.amendments}
    for name, digest in theirs.items():
        if name not in ours:
            yield Message("amendment-lacking", {"name": shortened(name), "recorded": digest})
        elif ours[name] != digest:
            told = {"name": shortened(name), "recorded": digest, "found": ours[name]}
            yield Message("amendment-other", told)
    for name in ours:
        if name not in theirs:
            yield Message("amendment-surplus", {"name": name})


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
    stated_duties = {one["conclusion"]: one for one in record["duties"] if one["conclusion"] in withheld}
    expected["duties"] = [stated_duties.get(one["conclusion"], one) for one in body["duties"]]
    stated = {one["name"]: one for one in record["findings"] if one["name"] in withheld}
    noticed = {one["name"]: one for one in body["findings"] if one["name"] not in withheld} | stated
    expected["findings"] = [noticed[name] for name in body["rests_on"]["findings"] if name in noticed]
    for part in ("subject", "unknown_events"):
        expected[part] = _given(body[part], record[part], is_other_version=is_other_version)
    return expected


def _given(replayed: Json, recorded: Json, *, is_other_version: bool) -> Json:
    """What is given as replayed; what is redacted as recorded, without what another version did not know."""
    if is_redacted(recorded):
        return recorded
    if isinstance(replayed, dict) and isinstance(recorded, dict):
        return {
            name: _given(value, recorded[name], is_other_version=is_other_version) if name in recorded else value
            for name, value in replayed.items()
            if name in recorded or not is_other_version
        }
    if isinstance(replayed, list) and isinstance(recorded, list):
        return [_given(*both, is_other_version=is_other_version) for both in zip(replayed, recorded, strict=True)]
    return replayed


def differences_between(recorded: Json, replayed: Json, path: str) -> Iterator[Difference]:
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
        yield from differences_between(recorded[key], replayed[key], path)


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _pointer(*keys: str | int) -> str:
    """The keys as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)
