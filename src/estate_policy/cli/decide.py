"""`estate-policy decide`: one estate, or another subject, explained."""

import json
import sys
from datetime import date
from pathlib import Path

import click

from estate_policy.cli.bilingual import language_of
from estate_policy.cli.receipts import refuse_input, write_receipt
from estate_policy.cli.told import tell
from estate_policy.decision import decide
from estate_policy.interpreters.engines import Engine
from estate_policy.loading import load_policy
from estate_policy.receipts import receipt
from estate_policy.subject_file import read_subject


def decide_file(  # noqa: PLR0913, PLR0917 one parameter an option
    ctx: click.Context,
    file: Path,
    subject: str,
    on: date,
    conclusion: str | None,
    receipt_to: Path | None,
    engine: Engine,
    policy: Path | None,
    *,
    as_json: bool,
) -> int:
    """Decide the subject of a file and tell it; facts that could not be read are unknown."""
    language = language_of(ctx)
    if receipt_to is not None:
        refuse_input(receipt_to, file)
    law = load_policy(policy).on(on)
    read = read_subject(file, law.policy, law.policy.subjects[subject])
    for problem in read.problems:
        tell(problem.text(language), sys.stderr)
    sys.stderr.flush()
    decision = decide(law, read.subject, unknown_events=read.unknown_events, engine=engine)
    if as_json:
        is_unicode = sys.stdout.encoding.lower().startswith("utf")
        sys.stdout.write(json.dumps(decision.to_dict(), ensure_ascii=not is_unicode, indent=2) + "\n")
    else:
        tell(decision.explain(language, conclusion))
    if receipt_to is not None:
        write_receipt(receipt(decision), receipt_to, language)
    return 1 if read.problems else 0
