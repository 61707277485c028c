"""A register that one machine does not hold, assessed by Spark: the same columns, fen for fen."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from estate_policy.compiled import sources, told_of
from estate_policy.interpreters.dialects import in_dialect
from estate_policy.interpreters.sql import InColumns, Tables, given
from estate_policy.interpreters.sql_text import quoted
from estate_policy.law import LawInForce
from estate_policy.schema import ReferenceFact, fields_of, identity_of, subject_name
from estate_policy.spark_facts import facts_query

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def spark_columns(
    law: LawInForce,
    frame: "DataFrame",
    subject: type,
    names: Sequence[str],
    related: "Mapping[str, DataFrame] | None" = None,
) -> "DataFrame":
    """Some conclusions about every row of a frame of Spark, as a frame of Spark that is computed when it is read.

    Columns are named as the facts, which they hold as booleans, whole numbers, decimals, days, or the words of members;
    `unknown_events` may name the events of which nobody knows, with `|` between them. `related` has the frames of the
    subjects that these refer to, by the reference: the estates of households by `estate`.

    Back come the id, for a conclusion `x` what `assess` tells, with `x_otherwise`, then `findings` and `problems`. What
    a fact cannot be is unknown, and told there by its code and column. Rows without an id or with a doubled one, and
    those about which rules contradict themselves, stay and have nothing else. `TableError` where a column has a type
    that its fact cannot have, `ColumnsError` where a conclusion does not fit into columns.
    """
    within = InColumns(law, subject_name(subject))
    results = told_of(within, names)
    frames: dict[str, DataFrame] = {}
    read = sources(within, results, subject)
    tables = _laid(law, within, subject, read, frames, frame, related or {})
    identity, disagree = identity_of(subject), "rules_disagree"
    kept = [identity, "problems", "assessed", *within.others, *map(given, within.others)]
    inner = within.query(results, kept, tables)
    blank = f"NOT assessed OR {disagree}"
    cells = [
        f"CASE WHEN NOT ({blank}) THEN {quoted(name)} END AS {quoted(name)}" for name in results if name != disagree
    ]
    codes = [f"CASE WHEN {_unmatched(name)} THEN 'no-such-subject' END" for name in within.others]
    codes.append(f"CASE WHEN {disagree} THEN 'rules-disagree-here' END")
    problems = f"CONCAT_WS('|', NULLIF(problems, ''), {', '.join(codes)}) AS problems"
    told = f"SELECT {', '.join([quoted(identity), *cells, problems])} FROM ({inner}) AS told"
    return _asked(told, frames)


def _laid(  # noqa: PLR0913, PLR0917 what is known of a frame
    law: LawInForce,
    within: InColumns,
    subject: type,
    read: Mapping[type, Sequence[str]],
    frames: "dict[str, DataFrame]",
    frame: "DataFrame",
    related: "Mapping[str, DataFrame]",
) -> Tables:
    """Where the facts of a frame stand, and those of the subjects that its rows refer to."""
    types = {one.name: one.dataType.simpleString() for one in frame.schema.fields}
    query = facts_query(law.policy, subject, list(read[subject]), types, "frame_given")
    table = f"frame_{len(frames)}_laid"
    frames[table] = _asked(query, {"frame_given": frame})
    beneath = {}
    for name, other in within.others.items():
        field = fields_of(subject)[name]
        assert isinstance(field, ReferenceFact)
        theirs = related[name] if name in related else _nobody(frame, field.subject)
        beneath[name] = _laid(law, other, field.subject, read, frames, theirs, {})
    for one in beneath.values():
        frames[one.table] = frames[one.table].where("assessed")
    return Tables(table, identity_of(subject), beneath)


def _nobody(like: "DataFrame", subject: type) -> "DataFrame":
    identity = quoted(identity_of(subject))
    return _asked(f"SELECT CAST(NULL AS VARCHAR) AS {identity} FROM frame_given WHERE FALSE", {"frame_given": like})


def _asked(sql: str, frames: "Mapping[str, DataFrame]") -> "DataFrame":
    """The answer of Spark to a question of frames that are called by their names."""
    statement = in_dialect(sql, "spark").replace("{", "{{").replace("}", "}}")
    for name in frames:
        statement = statement.replace(name, f"{{{name}}}")
    session = next(iter(frames.values())).sparkSession
    named: dict[str, Any] = dict(frames)
    return session.sql(statement, **named)


def _unmatched(name: str) -> str:
    return f"{quoted(given(name))} IS NOT NULL AND {quoted(name)} IS NULL"
