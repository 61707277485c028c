"""The receipt of a decision: all that it rests on and came to, to be replayed in an audit."""

import json
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from estate_policy.decision import Decision
from estate_policy.errors import Cell, Problem, ReceiptError
from estate_policy.messages import unwritable
from estate_policy.resting import resting
from estate_policy.schema import fields_of, is_event, subject_name
from estate_policy.seal import Json, digest_of
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
    def redacted(self) -> tuple[str, ...]:
        """The facts that are redacted, in the order of the subject."""
        return tuple(name for name in self.record["subject"]["facts"] if name not in self.record["salts"])

    def resting_on(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The conclusions and findings that rest on any of some facts, themselves or through what they read."""
        wanted = set(facts)
        groups = self.record["rests_on"].values()
        return tuple(name for group in groups for name, read in group.items() if wanted.intersection(read))

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
    given = decision_body(decision)
    facts = given["subject"]["facts"]
    drawn = {name: secrets.token_hex(_SALT_BYTES) for name in facts} if salts is None else dict(salts)
    head = {"schema": SCHEMA, "digest": "", "version": library_version(), "engine": decision.engine}
    record = {**head, **given, "salts": drawn}
    return Receipt({**record, "digest": digest_of(record)})


def library_version() -> str:
    """The version of this library, as it is installed."""
    from importlib.metadata import version  # noqa: PLC0415 it is slow, and few who import the library write receipts

    return version("estate-policy")


def decision_body(decision: Decision) -> dict[str, Json]:
    """What of a receipt follows from policy, day and facts alone."""
    said: dict[str, Json] = decision.to_dict()
    class_ = type(decision.subject)
    rests = resting(decision.law, subject_name(class_))
    events = [name for name, field in fields_of(class_).items() if is_event(field)]
    return {
        "policy": {"digest": said["policy"]["digest"], "day": said["policy"]["day"]},
        "amendments": [],
        "subject": {"is": said["subject"], "facts": said["facts"]},
        "records_complete": said["records_complete"],
        "unknown_events": {name: name in decision.unknown_events for name in events},
        "headline": said["headline"],
        "answers": said["answers"],
        "findings": said["findings"],
        "rests_on": {
            "answers": {name: list(facts) for name, facts in rests.answers.items()},
            "findings": {name: list(facts) for name, facts in rests.findings.items()},
        },
    }
