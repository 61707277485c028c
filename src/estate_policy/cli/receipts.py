"""`estate-policy replay` and `redact`: a receipt decided anew and compared, or rid of facts."""

import sys
from pathlib import Path

import click

from estate_policy.cli import COULD_NOT_RUN
from estate_policy.cli.amended import amended_policy
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import tell
from estate_policy.closed_file import is_closed, read_closed
from estate_policy.errors import Cell, Problem, ReceiptError
from estate_policy.interpreters.engines import Engine
from estate_policy.messages import Message
from estate_policy.receipt_file import read_receipt
from estate_policy.receipts import Receipt
from estate_policy.redaction import redact
from estate_policy.replays import Replay, replay
from estate_policy.restating import ReplayedSettlement, replay_closed
from estate_policy.terms import Language

_SHOWN = 50
"""Differences listed; a wrong rule shows in each conclusion that reads it."""


def replay_receipt(
    ctx: click.Context, file: Path, engine: Engine, amendments: tuple[str, ...], policy: Path | None
) -> int:
    """Replay a receipt or a closed settlement and say what came of it; 0 only where all of it was reproduced."""
    language, law = language_of(ctx), amended_policy(policy, amendments, language_of(ctx))
    if is_closed(file):
        closed = read_closed(file)
        again = replay_closed(closed, law, engine=engine)
        tell(phrase("closed-digest", language, digest=closed.digest))
        return _told(again, closed.version, _verdict_on_closed(again, language), language)
    read = read_receipt(file)
    done = replay(read, law, engine=engine)
    tell(phrase("receipt-digest", language, digest=read.digest))
    if read.redacted:
        tell(phrase("redacted", language, facts=", ".join(read.redacted)))
    return _told(done, read.version, _verdict(done, language), language)


def _told(done: Replay | ReplayedSettlement, version: str, verdict: str, language: Language) -> int:
    """What came of a replay, as far as it is worth showing; the exit status."""
    if done.version != version:
        tell(phrase("other-version", language, theirs=version, ours=done.version))
    for amendment in done.amendments:
        tell(amendment.text(language))
    for difference in done.differences[:_SHOWN]:
        tell(difference.text(language))
    if len(done.differences) > _SHOWN:
        tell(phrase("more-differences", language, count=len(done.differences) - _SHOWN))
    tell(verdict)
    if done.differences:
        return 1
    return 0 if done.reproduced else COULD_NOT_RUN


def _verdict_on_closed(done: ReplayedSettlement, language: Language) -> str:
    if done.is_other_policy:
        return phrase("closed-under-other", language, theirs=done.closed.policy, ours=done.policy)
    if done.differences:
        return phrase("differs", language, count=len(done.differences))
    return phrase("settled-again", language, count=len(done.closed.record["lines"]))


def redact_receipt(ctx: click.Context, file: Path, facts: tuple[str, ...], out: Path) -> int:
    """Write a receipt without the values of some facts, and say what may still give them away."""
    language = language_of(ctx)
    refuse_input(out, file)
    read = read_receipt(file)
    write_receipt(redact(read, facts), out, language)
    if still := read.resting_on(facts):
        tell(phrase("still-tell", language, names=", ".join(still)), sys.stderr)
    return 0


def write_receipt(receipt: Receipt, path: Path, language: Language) -> None:
    """Write a receipt and say its digest, beside the results rather than among them."""
    receipt.write(path)
    tell(phrase("receipt-written", language, path=path, digest=receipt.digest), sys.stderr)


def refuse_input(out: Path, file: Path) -> None:
    """Refuse to write over what is read."""
    if out.exists() and file.exists() and out.samefile(file):
        raise ReceiptError(Problem(Message("receipt-is-input"), Cell(str(out))))


def _verdict(done: Replay, language: Language) -> str:
    answers = done.receipt.record["answers"]
    if done.is_other_policy:
        return phrase("other-policy", language, theirs=done.receipt.policy, ours=done.policy)
    if done.differences:
        return phrase("differs", language, count=len(done.differences))
    if done.withheld:
        compared = len([name for name in answers if name not in done.withheld])
        return phrase("partly", language, compared=compared, names=", ".join(done.withheld))
    return phrase("reproduced", language, count=len(answers), day=done.receipt.day)
