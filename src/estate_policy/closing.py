"""A settlement closed: its receipt, with the policy, the records and the whole ledger, sealed by a digest."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import attrs

from estate_policy.errors import Cell, Problem, ReceiptError
from estate_policy.figures import digits_of
from estate_policy.leaves import Json
from estate_policy.ledger import Line
from estate_policy.messages import Message, unwritable
from estate_policy.plain_records import plain_records
from estate_policy.receipts import amendment_digest, library_version
from estate_policy.settlement import Settlement
from estate_policy.spread import bounds
from estate_policy.whole_file import whole

SCHEMA = "estate-policy/settlement/1"
"""The name and version of this shape."""


@attrs.frozen(repr=False, unsafe_hash=False)
class ClosedSettlement:
    """A settlement as plain data in `record`, which nobody is to change."""

    record: Mapping[str, Json]

    def __repr__(self) -> str:
        """Years and digest; the record would fill pages."""
        return f"<ClosedSettlement of {', '.join(map(str, self.years))}: {self.digest}>"

    @property
    def digest(self) -> str:
        """The digest that it names; whoever keeps it elsewhere can tell whether the file is that one."""
        return str(self.record["digest"])

    @property
    def sealed(self) -> bool:
        """Whether the digest is that of all the rest."""
        return self.digest == _digest(self.record)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that were settled."""
        return tuple(int(year) for year in self.record["years"])

    @property
    def districts(self) -> tuple[str, ...] | None:
        """The districts that it was restricted to; `None` if to none."""
        named = self.record["districts"]
        return None if named is None else tuple(str(name) for name in named)

    @property
    def policy(self) -> str:
        """The digest of the policy that was applied."""
        return str(self.record["policy"]["digest"])

    @property
    def version(self) -> str:
        """The version of this library that closed it."""
        return str(self.record["version"])

    def to_json(self) -> str:
        """The text of a file."""
        return json.dumps(self.record, ensure_ascii=False, indent=1) + "\n"

    def write(self, path: Path | str) -> None:
        """Write it as a new file in UTF-8, whole or not at all.

        `ReceiptError` if it cannot be written, or if there is such a file: what is closed stays as it is.
        """
        target = Path(path)
        if target.exists():
            raise ReceiptError(Problem(Message("already-closed"), Cell(str(target))))
        try:
            with whole(target) as part:
                part.write_text(self.to_json(), "utf-8", newline="\n")
        except OSError as error:
            raise ReceiptError(Problem(unwritable(error), Cell(str(target)))) from error


def close(settlement: Settlement) -> ClosedSettlement:
    """Close a settlement: all that it was made of and came to, so that it can be replayed and held against another."""
    policy = settlement.policy
    record: dict[str, Json] = {
        "schema": SCHEMA,
        "digest": "",
        "version": library_version(),
        "policy": {"name": policy.name, "digest": policy.digest},
        "amendments": [{"name": one.name, "digest": amendment_digest(one)} for one in policy.amendments],
        "years": [str(year) for year in settlement.of],
        "districts": None if settlement.districts is None else list(settlement.districts),
        "rhythm": settlement.rhythm,
        "records": plain_records(settlement.records),
        "lines": [line_record(line) for line in settlement.lines],
    }
    return ClosedSettlement({**record, "digest": _digest(record)})


def line_record(line: Line) -> dict[str, Json]:
    """A line of the ledger as plain data; amounts as digits, `null` where they are open."""
    ends = bounds(line.answer)
    return {
        "district": line.district,
        "estate": line.estate,
        "year": str(line.year),
        "first": line.first.isoformat(),
        "last": line.last.isoformat(),
        "payer": line.payer,
        "payee": line.payee,
        "purpose": {"zh": line.purpose.zh, "en": line.purpose.en},
        "conclusion": line.answer.name,
        "amount": None if line.amount is None else digits_of(line.amount),
        "low": None if ends.low is None else digits_of(ends.low),
        "high": None if ends.high is None else digits_of(ends.high),
        "standing": line.answer.standing.value,
        "rules": list(line.answer.rules),
        "examples": list(line.answer.examples),
    }


def _digest(record: Mapping[str, Json]) -> str:
    sealed = {key: value for key, value in record.items() if key != "digest"}
    text = json.dumps(sealed, ensure_ascii=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
