"""How often each rule gave the outcome, as a table narrow enough for a plain terminal."""

from collections.abc import Sequence
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from estate_policy.assessed_sums import Fired
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import visible
from estate_policy.interpreters.voice import Voice


def fired_table(found: Sequence[Fired], voice: Voice) -> Table:
    """Each conclusion that rules choose, and under it the rules, the most frequent first, with their clauses."""
    language, law = voice.language, voice.law
    title = phrase("fired-title", language, day=law.day)
    table = Table(title=Text(title), box=SIMPLE_HEAD, show_edge=False, padding=0)
    table.add_column(phrase("concluded-by-rule", language), overflow="fold")
    table.add_column(phrase("clause", language), no_wrap=True)
    table.add_column(phrase("rows", language), justify="right", no_wrap=True)
    alone = 0
    for name, rules in groupby(found, lambda one: one.conclusion):
        conclusion = law.conclusions[name]
        if len(conclusion.rules) == 1:
            alone += 1
            continue
        table.add_row(Text(visible(conclusion.term.in_language(language))))
        for one in sorted(rules, key=lambda each: -each.rows):
            rule = one.rule.replace("|", " | ") or phrase("no-rule", language)
            table.add_row(*(Text(visible(cell)) for cell in (f"  {rule}", one.clause, str(one.rows))))
    if alone:
        table.add_section()
        table.add_row(Text(phrase("fired-alone", language, count=alone)))
    return table
