"""Which amendments that are only examples contributed to an answer, in columns, as `contribution` finds them."""

from collections.abc import Mapping

from estate_policy.contribution import Grounds, Part, grounds_of
from estate_policy.expr import Expr
from estate_policy.interpreters.choices import Choices, assignments
from estate_policy.interpreters.sql import InColumns
from estate_policy.interpreters.sql_text import FALSE, ZERO, Sql, case, contrary, has, number, text, united
from estate_policy.interpreters.told_columns import listed_texts
from estate_policy.law import LawInForce


class ExamplesTold:
    """The examples behind the conclusions about one subject, each a bit."""

    def __init__(self, within: InColumns) -> None:
        """Which conclusions may rest on examples at all is known of the law."""
        self.within = within
        self.names = sorted(amendment.name for amendment in within.law.amendments if amendment.example)
        self.grounds: Mapping[str, Grounds] = grounds_of(within.law, set(self.names)) if self.names else {}
        self._kept: dict[tuple[str, ...], Sql] = {}

    def column(self, name: str) -> Sql:
        """The names of the examples behind a conclusion, whichever reading is followed, with a bar between them."""
        law = self.within.law
        if name not in self.grounds:
            return text("")
        every = [self._bits(name, one.choices) for one in assignments(law, self.within.readings[name])]
        bits = self.within.layers.column(united(every))
        return listed_texts([(has(bits, 1 << place), text(one)) for place, one in enumerate(self.names)])

    def any(self, names: tuple[str, ...]) -> Sql:
        """Whether an example is behind any of several conclusions."""
        law = self.within.law
        every = [
            self._bits(name, one.choices)
            for name in names
            if name in self.grounds
            for one in assignments(law, self.within.readings[name])
        ]
        return has(self.within.layers.column(united(every)), -1)

    def _bits(self, name: str, choices: Choices) -> Sql:
        if name not in self.grounds:
            return ZERO
        key = (name, *(choices[reading] for reading in self.within.readings[name]))
        if key not in self._kept:
            self._kept[key] = self.within.layers.column(self._found(self.grounds[name], choices))
        return self._kept[key]

    def _found(self, grounds: Grounds, choices: Choices) -> Sql:
        conclusion = grounds.conclusion
        own = conclusion.subject == self.within.subject
        parts = [
            (rule.condition, self._part(part, choices))
            for rule, part in zip(conclusion.rules, grounds.by_rule, strict=True)
        ]
        parts += [(rule.when, self._documents({rule.citation.document})) for rule in conclusion.displaced]
        left = [self._unless_ruled_out(condition, bits, choices, own=own) for condition, bits in parts]
        return united([self._part(grounds.always, choices), *left])

    def _unless_ruled_out(self, condition: Expr, bits: Sql, choices: Choices, *, own: bool) -> Sql:
        """What a rule rests on, where its condition may hold; of other subjects nobody looks at it."""
        if not own or bits == ZERO:
            return bits
        met = self.within.of(condition, choices).known
        return ZERO if met == FALSE else case([(contrary(met), ZERO)], bits)

    def _part(self, part: Part, choices: Choices) -> Sql:
        return united([self._documents(part.documents), *(self._bits(name, choices) for name in part.reads)])

    def _documents(self, documents: frozenset[str] | set[str]) -> Sql:
        return number(sum(1 << place for place, name in enumerate(self.names) if name in documents))


def has_examples(law: LawInForce) -> bool:
    """Whether an amendment of the day is only an example."""
    return any(amendment.example for amendment in law.amendments)
