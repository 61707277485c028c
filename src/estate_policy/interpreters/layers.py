"""Columns laid over columns: what is read often is computed once, in the layer above what it reads."""

from collections.abc import Iterable, Mapping, Sequence

from estate_policy.interpreters.sql_text import Sql, quoted

LONGEST = 400
"""Characters; a longer expression becomes a column where it is read."""


class Layers:
    """The columns that expressions have been made, each expression once."""

    def __init__(self) -> None:
        """Nothing is laid yet."""
        self._made: dict[Sql, Sql] = {}
        self._names: dict[str, Sql] = {}

    def column(self, of: Sql) -> Sql:
        """The column of an expression; a constant, or what is a column already, stays what it is."""
        if not of.reads or of.text == quoted(next(iter(of.reads))):
            return of
        if of not in self._made:
            name = f"x{len(self._made)}"
            self._made[of] = Sql(quoted(name), of.level + 1, frozenset({name}))
            self._names[name] = of
        return self._made[of]

    def short(self, of: Sql) -> Sql:
        """The expression, or its column where it is long."""
        return self.column(of) if len(of.text) > LONGEST else of

    def select(self, source: str, results: Mapping[str, Sql], kept: Sequence[str]) -> str:
        """A query for results over a source, each layer a table expression; `kept` are its columns carried along."""
        top = max((one.level for one in results.values()), default=0)
        layers: list[list[str]] = [[] for _ in range(top + 1)]
        last = self._last_reads(results.values(), top)
        for name in last:
            if name in self._names:
                layers[self._names[name].level + 1].append(name)
        parts: list[str] = []
        beneath, live = source, [*kept, *(name for name in last if name not in self._names and name not in kept)]
        for level in range(1, top + 1):
            live = [name for name in live if name in kept or last[name] > level]
            columns = [quoted(name) for name in live]
            columns += [f"{self._names[name].text} AS {quoted(name)}" for name in layers[level]]
            parts.append(f"l{level} AS (\n  SELECT {', '.join(columns)}\n  FROM {beneath}\n)")
            beneath, live = f"l{level}", [*live, *layers[level]]
        outs = [*map(quoted, kept), *(f"{one.text} AS {quoted(name)}" for name, one in results.items())]
        head = f"WITH {', '.join(parts)}\n" if parts else ""
        return f"{head}SELECT {', '.join(outs)}\nFROM {beneath}"

    def source_columns(self, results: Iterable[Sql]) -> list[str]:
        """The columns of the source that results are made of."""
        return [name for name in self._last_reads(results, 0) if name not in self._names]

    def _last_reads(self, results: Iterable[Sql], top: int) -> dict[str, int]:
        """Of each column that is needed, the last layer that reads it; the results are read above the last one."""
        last: dict[str, int] = {}

        def need(one: Sql, at: int) -> None:
            for name in one.reads:
                before = last.get(name)
                last[name] = max(at, before or 0)
                if before is None and name in self._names:
                    need(self._names[name], self._names[name].level + 1)

        for one in results:
            need(one, top + 1)
        order = {name: place for place, name in enumerate(self._names)}
        return dict(sorted(last.items(), key=lambda item: (order.get(item[0], -1), item[0])))
