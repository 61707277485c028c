"""How many of a register have which standing, a row a conclusion, as a table narrow enough for a plain terminal."""

from collections.abc import Mapping

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import visible
from estate_policy.interpreters.voice import Voice
from estate_policy.outcome import Standing

_COLUMNS = (
    *(Standing.SETTLED, Standing.UNKNOWN, Standing.CONTESTED),
    *(Standing.DISCRETIONARY, Standing.DELEGATED, Standing.SILENT),
)
_NONE = "·"


def standings_table(found: Mapping[str, Mapping[Standing, int]], voice: Voice) -> Table:
    """Every conclusion in the order of the law, with how many come out settled, unknown and so on."""
    language, law = voice.language, voice.law
    counted = max((sum(counts.values()) for counts in found.values()), default=0)
    title = phrase("standings-title", language, count=counted, day=law.day)
    table = Table(title=Text(title), box=SIMPLE_HEAD, show_edge=False, padding=0)
    table.add_column(phrase("concluded", language), overflow="fold")
    for standing in _COLUMNS:
        table.add_column(phrase(f"narrow-{standing.value}", language), justify="right", no_wrap=True)
    for name in (name for name in law.conclusions if name in found):
        term = law.conclusions[name].term.in_language(language)
        cells = [term, *(str(found[name].get(standing) or _NONE) for standing in _COLUMNS)]
        table.add_row(*(Text(visible(cell)) for cell in cells))
    return table
