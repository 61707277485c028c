"""The commands, in one language."""

import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from estate_policy.cli import COULD_NOT_RUN
from estate_policy.cli.assess import assess_register
from estate_policy.cli.bilingual import Misuse, SpeakingCommand, SpeakingGroup, misuse
from estate_policy.cli.budget import budget_register
from estate_policy.cli.check import check_policy
from estate_policy.cli.compare import compare_register
from estate_policy.cli.compile import compile_law
from estate_policy.cli.decide import decide_file
from estate_policy.cli.differences import tell_differences
from estate_policy.cli.document import document_policy
from estate_policy.cli.phrases import phrase
from estate_policy.cli.readings import tell_readings
from estate_policy.cli.receipts import redact_receipt, replay_receipt
from estate_policy.cli.settle import settle_records
from estate_policy.cli.template import make_template
from estate_policy.cli.told import escape_what_cannot_be_encoded, tell
from estate_policy.errors import Cell, EstatePolicyError, Problem
from estate_policy.facts import SUBJECTS
from estate_policy.interpreters.engines import READERS
from estate_policy.messages import unwritable
from estate_policy.months import RHYTHMS
from estate_policy.schema import subject_name
from estate_policy.terms import Language

_YEAR = re.compile(r"(199|20[0-9])[0-9]")


def run(arguments: Sequence[str], language: Language) -> int:
    """Run a command; the exit status."""
    escape_what_cannot_be_encoded()
    try:
        status = _commands(language).main(
            list(arguments), prog_name="estate-policy", standalone_mode=False, obj=language
        )
        sys.stdout.flush()
    except click.UsageError as error:
        return _stopped(misuse(error, language))
    except EstatePolicyError as error:
        return _stopped(error.text(language))
    except BrokenPipeError:
        _write_no_more()
        return 0
    except OSError as error:
        _write_no_more()
        return _stopped(Problem(unwritable(error), Cell(str(error.filename or "stdout"))).text(language))
    except (click.Abort, KeyboardInterrupt):
        return _stopped(phrase("interrupted", language))
    return status if isinstance(status, int) else 0


def _write_no_more() -> None:
    """Lead the output nowhere: whoever read it has read enough, or it is full, and Python would complain as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stopped(why: str) -> int:
    tell(why, sys.stderr)
    return COULD_NOT_RUN


def _commands(language: Language) -> click.Group:
    """The commands with their options, worded in the language."""

    def option(*names: str, about: str, **settings: object) -> click.Option:
        return click.Option(names, help=phrase(about, language), **settings)  # type: ignore[arg-type]

    def command(name: str, callback: object, *parameters: click.Parameter) -> SpeakingCommand:
        law = [
            option("--engine", about="engine", type=click.Choice(list(READERS)), default="confirmed"),
            option("--amend", "amendments", about="amend", metavar="FILE", multiple=True),
        ]
        return deciding_nothing(name, callback, *parameters, *law)

    def deciding_nothing(name: str, callback: object, *parameters: click.Parameter) -> SpeakingCommand:
        folder = option("--policy", about="policy", metavar="FOLDER", callback=_path)
        return plain_command(name, callback, *parameters, folder)

    def plain_command(name: str, callback: object, *parameters: click.Parameter) -> SpeakingCommand:
        spoken = option("--lang", about="lang", type=click.Choice(["zh", "en"]), expose_value=False)
        return SpeakingCommand(
            name,
            callback=callback,  # type: ignore[arg-type]
            params=[*parameters, spoken],
            help=phrase(name, language),
            options_metavar=phrase("options-here", language),
        )

    def day() -> click.Option:
        return option("--on", about="on", metavar="DAY", callback=_day)

    def year(about: str) -> click.Option:
        return option("--year", "years", about=about, metavar="YEAR", multiple=True, required=True, callback=_years)

    group = SpeakingGroup(
        "estate-policy",
        help=phrase("about", language),
        options_metavar=phrase("options-here", language),
        subcommand_metavar=phrase("command-here", language),
        params=[option("--lang", about="lang", type=click.Choice(["zh", "en"]), expose_value=False)],
    )
    group.add_command(
        command(
            "decide",
            click.pass_context(decide_file),
            click.Argument(["file"], metavar="FILE", callback=_path),
            option(
                "--of",
                "subject",
                about="of",
                type=click.Choice([subject_name(one) for one in SUBJECTS]),
                default="estate",
            ),
            day(),
            option("--conclusion", about="conclusion", metavar="NAME"),
            option("--ask", about="ask", metavar="NAME"),
            option("--why-not", about="why-not", metavar="NAME=VALUE", callback=_wanted),
            option("--json", "as_json", about="json", is_flag=True),
            option("--receipt", "receipt_to", about="receipt", metavar="FILE", callback=_path),
        )
    )
    group.add_command(
        command(
            "replay",
            click.pass_context(replay_receipt),
            click.Argument(["file"], metavar="RECEIPT", callback=_path),
        )
    )
    group.add_command(
        plain_command(
            "redact",
            click.pass_context(redact_receipt),
            click.Argument(["file"], metavar="RECEIPT", callback=_path),
            option("--fact", "facts", about="fact", metavar="NAME", multiple=True, required=True),
            option("--out", about="redacted-out", metavar="FILE", required=True, callback=_path),
        )
    )
    group.add_command(
        command(
            "assess",
            click.pass_context(assess_register),
            click.Argument(["register"], metavar="REGISTER", callback=_path),
            day(),
            option("--sheet", about="sheet", metavar="NAME"),
            option("--collect", about="collect", is_flag=True),
            option("--fired", "by_rule", about="fired", is_flag=True),
            option("--out", about="assessed-out", metavar="FILE", callback=_columns),
        )
    )
    group.add_command(
        command(
            "compare",
            click.pass_context(compare_register),
            click.Argument(["register"], metavar="REGISTER", callback=_path),
            day(),
            option("--sheet", about="sheet", metavar="NAME"),
            option("--out", about="out", metavar="FILE", callback=_results),
        )
    )
    group.add_command(
        command(
            "settle",
            click.pass_context(settle_records),
            click.Argument(["records"], metavar="RECORDS", callback=_path),
            year("year"),
            option("--district", "districts", about="district", metavar="NAME", multiple=True),
            option("--rhythm", about="rhythm", type=click.Choice(list(RHYTHMS)), default="yearly"),
            option("--out", about="report", metavar="FILE", callback=_report),
            option("--close", "close_to", about="close", metavar="FILE", callback=_path),
            option("--closed", about="closed", metavar="FILE", callback=_path),
        )
    )
    group.add_command(
        command(
            "budget",
            click.pass_context(budget_register),
            click.Argument(["register"], metavar="REGISTER", callback=_path),
            option(
                "--year", "years", about="budget-year", metavar="YEAR", multiple=True, required=True, callback=_years
            ),
            option("--district", "districts", about="district", metavar="NAME", multiple=True),
            option("--sheet", about="sheet", metavar="NAME"),
            option("--out", about="out", metavar="FILE", callback=_results),
        )
    )
    group.add_command(
        deciding_nothing(
            "template",
            click.pass_context(make_template),
            click.Argument(["path"], metavar="FILE", callback=_path),
        )
    )
    group.add_command(
        deciding_nothing(
            "differences",
            click.pass_context(tell_differences),
            day(),
            option("--conclusion", about="conclusion-or-finding", metavar="NAME"),
            option("--amend", "amendments", about="amend", metavar="FILE", multiple=True),
        )
    )
    group.add_command(
        deciding_nothing(
            "readings",
            click.pass_context(tell_readings),
            click.Argument(["register"], metavar="[REGISTER]", callback=_path, required=False),
            day(),
            option("--sheet", about="sheet", metavar="NAME"),
            option("--amend", "amendments", about="amend", metavar="FILE", multiple=True),
        )
    )
    group.add_command(
        deciding_nothing(
            "compile",
            click.pass_context(compile_law),
            option("--to", "_to", about="to", type=click.Choice(["sql"]), default="sql", expose_value=False),
            option("--dialect", about="dialect", type=click.Choice(["duckdb", "postgres"]), default="duckdb"),
            option(
                "--of",
                "subject",
                about="of-rows",
                type=click.Choice(list(map(subject_name, SUBJECTS))),
                default="estate",
            ),
            day(),
            option("--amend", "amendments", about="amend", metavar="FILE", multiple=True),
            option("--conclusion", "conclusions", about="told-conclusion", metavar="NAME", multiple=True),
            option("--table", about="table", metavar="NAME"),
            option("--out", about="page", metavar="FILE", callback=_path),
        )
    )
    group.add_command(
        deciding_nothing(
            "document",
            click.pass_context(document_policy),
            option("--out", about="page", metavar="FILE", callback=_path),
        )
    )
    group.add_command(
        command(
            "check",
            click.pass_context(check_policy),
            option("--source", about="source", metavar="FILE", callback=_path),
        )
    )
    return group


def _path(_ctx: click.Context, _parameter: click.Parameter, given: str | None) -> Path | None:
    return None if given is None else Path(given)


def _wanted(ctx: click.Context, _parameter: click.Parameter, given: str | None) -> tuple[str, str] | None:
    """The conclusion and the value that it has not."""
    if given is None:
        return None
    name, sign, value = given.partition("=")
    if not sign:
        raise _bad_value(ctx, "--why-not", given, "a-value")
    return name.strip(), value


def _results(ctx: click.Context, _parameter: click.Parameter, given: str | None) -> Path | None:
    """The file to write; refused before anything is assessed if it cannot be one."""
    if given is not None and Path(given).suffix.lower() not in (".csv", ".xlsx"):
        raise _bad_value(ctx, "--out", given, "an-ending")
    return None if given is None else Path(given)


def _columns(ctx: click.Context, _parameter: click.Parameter, given: str | None) -> Path | None:
    """The file for columns; refused before anything is assessed if it cannot be one."""
    if given is not None and Path(given).suffix.lower() not in (".csv", ".xlsx", ".parquet"):
        raise _bad_value(ctx, "--out", given, "a-columns-ending")
    return None if given is None else Path(given)


def _report(ctx: click.Context, _parameter: click.Parameter, given: str | None) -> Path | None:
    """The workbook to write; refused before anything is settled if it cannot be one."""
    if given is not None and Path(given).suffix.lower() != ".xlsx":
        raise _bad_value(ctx, "--out", given, "a-workbook")
    return None if given is None else Path(given)


def _years(ctx: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> tuple[int, ...]:
    wrong = next((year for year in given if not _YEAR.fullmatch(year)), None)
    if wrong is not None:
        raise _bad_value(ctx, "--year", wrong, "a-year")
    return tuple(dict.fromkeys(int(year) for year in given))


def _day(ctx: click.Context, _parameter: click.Parameter, given: str | None) -> date:
    try:
        return date.today() if given is None else date.fromisoformat(given)  # noqa: DTZ011 the clerk's own day
    except ValueError as error:
        raise _bad_value(ctx, "--on", given or "", "a-day") from error


def _bad_value(ctx: click.Context, name: str, value: str, allowed: str) -> click.UsageError:
    language: Language = ctx.find_root().obj
    words = phrase("bad-value", language, name=name, value=value, allowed=phrase(allowed, language))
    return Misuse(words, ctx)
