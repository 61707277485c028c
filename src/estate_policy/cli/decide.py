"""`estate-policy decide`: one estate, or another subject, explained."""

import json
import sys
from datetime import date
from pathlib import Path

import click

from estate_policy.cli.amended import amended_law
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.meant import conclusion_meant
from estate_policy.cli.receipts import refuse_input, write_receipt
from estate_policy.cli.told import tell
from estate_policy.decision import decide
from estate_policy.inquiry import Inquiry, inquire
from estate_policy.interpreters.engines import Engine
from estate_policy.otherwise import WhyNot, value_from_text
from estate_policy.otherwise import why_not as changes_to
from estate_policy.receipts import receipt
from estate_policy.subject_file import read_subject


def decide_file(  # noqa: PLR0913, PLR0917 one parameter an option
    ctx: click.Context,
    file: Path,
    subject: str,
    on: date,
    conclusion: str | None,
    receipt_to: Path | None,
    ask: str | None,
    why_not: tuple[str, str] | None,
    engine: Engine,
    amendments: tuple[str, ...],
    policy: Path | None,
    *,
    as_json: bool,
) -> int:
    """Decide the subject of a file and tell it; facts that could not be read are unknown."""
    language = language_of(ctx)
    if receipt_to is not None:
        refuse_input(receipt_to, file)
    law = amended_law(policy, amendments, on, language)
    about = [one for one in law.conclusions.values() if one.subject == subject]
    read = read_subject(file, law.policy, law.policy.subjects[subject])
    for problem in read.problems:
        tell(problem.text(language), sys.stderr)
    sys.stderr.flush()
    decision = decide(law, read.subject, unknown_events=read.unknown_events, engine=engine)
    added: dict[str, Inquiry | WhyNot] = {}
    if ask is not None:
        added["ask"] = inquire(decision[conclusion_meant(ask, about)])
    if why_not is not None:
        name, text = conclusion_meant(why_not[0], about), why_not[1]
        added["why_not"] = changes_to(decision, name, value_from_text(decision, name, text))
    if as_json:
        is_unicode = sys.stdout.encoding.lower().startswith("utf")
        data = decision.to_dict() | {key: one.to_dict() for key, one in added.items()}
        sys.stdout.write(json.dumps(data, ensure_ascii=not is_unicode, indent=2) + "\n")
    else:
        alone = None if conclusion is None else conclusion_meant(conclusion, about)
        tell("\n\n".join([decision.explain(language, alone), *(one.explain(language) for one in added.values())]))
    if receipt_to is not None:
        write_receipt(receipt(decision), receipt_to, language)
    return 1 if read.problems else 0
