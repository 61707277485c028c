"""click, speaking Chinese or English: help with our headings, misuse in our words."""

import difflib
from collections.abc import Sequence
from typing import Any

import click

from estate_policy.cli.phrases import phrase
from estate_policy.terms import Language


class Misuse(click.UsageError):
    """A call that we refuse, in our words."""


class Speaking(click.Command):
    """A command whose help and errors are in its context's language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that says how it is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=phrase("usage", language_of(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under their heading."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        records = [record for one in options if (record := one.get_help_record(ctx)) is not None]
        with formatter.section(phrase("options", language_of(ctx))):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help` with its explanation."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = phrase("help", language_of(ctx))
        return option


class SpeakingCommand(Speaking):
    """One command; what stands beyond its arguments is refused in our words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What was given, which must all be used."""
        ctx.allow_extra_args = True
        try:
            beyond = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = ctx
            raise
        if beyond:
            raise Misuse(phrase("unexpected-arguments", language_of(ctx), names=", ".join(beyond)), ctx)
        return beyond


class SpeakingGroup(Speaking, click.Group):
    """Several commands under one name."""

    command_class = SpeakingCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands with what each is for."""
        Speaking.format_options(self, ctx, formatter)
        listed = [(name, command.get_short_help_str(limit=100)) for name, command in sorted(self.commands.items())]
        with formatter.section(phrase("commands", language_of(ctx))):
            formatter.write_dl(listed)


def language_of(ctx: click.Context) -> Language:
    """The language in which the command was called."""
    language: Language = ctx.find_root().obj
    return language


def misuse(error: click.UsageError, language: Language) -> str:
    """What is wrong with a call, and where its help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return f"{phrase('no-command', language)}\n\n{error.format_message()}"
    command = "estate-policy" if error.ctx is None else error.ctx.command_path
    return f"{_why(error, language)}\n{phrase('see-help', language, command=command)}"


def _why(error: click.UsageError, language: Language) -> str:
    match error:
        case click.NoSuchOption():
            return phrase(
                "no-such-option",
                language,
                name=error.option_name,
                hint=_hint(error.option_name, error.possibilities, language),
            )
        case click.NoSuchCommand():
            return phrase(
                "no-such-command",
                language,
                name=error.command_name,
                hint=_hint(error.command_name, error.possibilities, language),
            )
        case click.MissingParameter(param=click.Parameter() as parameter):
            return phrase("missing-argument", language, name=_name(parameter))
        case click.BadParameter(param=click.Parameter() as parameter) if isinstance(parameter.type, click.Choice):
            allowed = ", ".join(map(str, parameter.type.choices))
            return phrase("not-a-choice", language, name=_name(parameter), allowed=allowed)
        case click.BadOptionUsage():
            code = "flag-with-value" if error.option_name in _flags(error.ctx) else "option-without-value"
            return phrase(code, language, name=error.option_name)
        case Misuse():
            return error.format_message()
        case click.UsageError(ctx=click.Context(command=click.Group())):
            return phrase("no-command", language)
        case _:
            return phrase("misused", language, why=error.format_message())


def _flags(ctx: click.Context | None) -> set[str]:
    """The options of a command that take nothing after them."""
    parameters = [] if ctx is None else ctx.command.params
    return {name for one in parameters if isinstance(one, click.Option) and one.is_flag for name in one.opts}


def _hint(given: str, possibilities: Sequence[str] | None, language: Language) -> str:
    """The nearest of what click thinks possible, which it has in the order of the alphabet."""
    nearest = difflib.get_close_matches(given, possibilities or (), n=1, cutoff=0)
    return phrase("did-you-mean", language, name=nearest[0]) if nearest else ""


def _name(parameter: click.Parameter) -> str:
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.make_metavar(_NO_CONTEXT)


_NO_CONTEXT: Any = click.Context(click.Command("estate-policy"))
