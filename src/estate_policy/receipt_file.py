"""A receipt read from a file: its shape is checked, whether it is true is for `replay` to say."""

from pathlib import Path

from estate_policy import shapes
from estate_policy.errors import Cell
from estate_policy.json_file import read_json
from estate_policy.leaves import Json, leaves
from estate_policy.messages import Message
from estate_policy.receipts import SCHEMA, Receipt
from estate_policy.shapes import place, refuse
from estate_policy.shown import shortened

LARGEST_RECEIPT = 20_000_000
"""Bytes of a receipt."""


def read_receipt(path: Path | str) -> Receipt:
    """Read a receipt; `ReceiptError` says why a file is none."""
    file = Path(path)
    record = read_json(file, LARGEST_RECEIPT)
    if isinstance(record, dict) and record.get("schema", SCHEMA) != SCHEMA:
        told = {"schema": shortened(record["schema"]), "known": SCHEMA}
        refuse(Message("another-receipt-schema", told), Cell(file.name))
    _RECEIPT(record, "", file.name)
    _refuse_unknown_names(record, file.name)
    return Receipt(record)


def _refuse_unknown_names(record: Json, file: str) -> None:
    """Refuse salts, and facts that something is said to rest on, that are of no fact, or not in the order of facts."""
    places = [fact.place for fact in leaves(record["subject"])]
    for name in record["salts"]:
        if name not in places:
            refuse(_unknown_fact(name, record), place(file, "/salts"))
    if list(record["salts"]) != [place for place in places if place in record["salts"]]:
        refuse(Message("salts-disordered"), place(file, "/salts"))
    for group, rests in record["rests_on"].items():
        for name, read in rests.items():
            for fact in read:
                if fact.partition(".")[0] not in record["subject"]["facts"]:
                    refuse(_unknown_fact(fact, record), place(file, f"/rests_on/{group}/{name}"))
    for name in record["unknown_events"]:
        if name not in places:
            refuse(_unknown_fact(name, record), place(file, "/unknown_events"))
    for name in (*record["answers"], *(duty["conclusion"] for duty in record["duties"])):
        if name not in record["rests_on"]["answers"]:
            refuse(Message("missing-key", {"key": shortened(name)}), place(file, "/rests_on/answers"))


def _unknown_fact(name: str, record: Json) -> Message:
    return Message("unknown-fact", {"field": shortened(name), "subject": shortened(record["subject"]["is"])})


_ANSWER = shapes.with_keys(
    term=shapes.anything,
    kind=shapes.anything,
    missing=shapes.slot(shapes.items(shapes.text)),
    left_out=shapes.slot(shapes.items(shapes.text)),
    ends=shapes.slot(shapes.items(shapes.each(shapes.text))),
    alternatives=shapes.items(shapes.with_keys(missing=shapes.slot(shapes.items(shapes.text)))),
    trace=shapes.slot(shapes.each(shapes.anything)),
)
_RECEIPT = shapes.keys(
    schema=shapes.text,
    digest=shapes.text,
    version=shapes.text,
    engine=shapes.text,
    policy=shapes.keys(digest=shapes.text, day=shapes.text),
    amendments=shapes.items(shapes.keys(name=shapes.text, digest=shapes.text, in_force=shapes.truth)),
    subject=shapes.keys(is_=shapes.text, ids=shapes.each(shapes.text), facts=shapes.each(shapes.slot(shapes.fact))),
    records_complete=shapes.truth,
    unknown_events=shapes.each(shapes.slot(shapes.truth)),
    headline=shapes.leaf,
    answers=shapes.each(_ANSWER),
    duties=shapes.items(
        shapes.with_keys(
            conclusion=shapes.text,
            lacking=shapes.slot(shapes.items(shapes.anything)),
            missing=shapes.slot(shapes.items(shapes.text)),
        ),
    ),
    findings=shapes.items(shapes.with_keys(name=shapes.text)),
    rests_on=shapes.keys(
        answers=shapes.each(shapes.items(shapes.text)), findings=shapes.each(shapes.items(shapes.text))
    ),
    salts=shapes.each(shapes.text),
)
