"""A whole register assessed: every conclusion about every row, from any frame or file, by DuckDB or Spark."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from estate_policy.arguments import refuse_other_law, several
from estate_policy.assessment import Assessment
from estate_policy.decision import refuse_other_subject
from estate_policy.errors import ArgumentError, Problem, TableError, UnknownConclusionError
from estate_policy.held_facts import HeldFacts
from estate_policy.interpreters.sql import InColumns
from estate_policy.interpreters.told_columns import asked
from estate_policy.law import LawInForce, Policy
from estate_policy.messages import Message, closest
from estate_policy.schema import ReferenceFact, relations_of, subject_name
from estate_policy.shown import shortened


def assess(  # noqa: PLR0913 each is a word of the question
    law: LawInForce,
    register: object,
    subject: type | None = None,
    *,
    conclusions: Sequence[str] | None = None,
    related: Mapping[str, Assessment] | None = None,
    otherwise: bool = False,
    sheet: str | None = None,
) -> Assessment:
    """Assess every row of a register of subjects: estates, or those of another class.

    The register is a frame of polars, pandas, PyArrow, DuckDB or Spark, lazy ones too, or the path of a CSV, xlsx or
    Parquet file. Its columns are headed as registers are. A cell that gives no fact is a problem of it, and the
    fact unknown.

    `conclusions` are those to tell of, all that the law has about such a subject if there is none; `otherwise` adds
    what other readings give. `related` has the registers of the subjects that these refer to, by the reference: the
    estates of households by `estate`. `ColumnsError` where a conclusion does not fit into columns, `TableError` where
    there is no table, or none that tells subjects apart.
    """
    refuse_other_law(law)
    wanted = None if conclusions is None else several("conclusions", conclusions)
    class_ = next(iter(law.policy.subjects.values())) if subject is None else subject
    refuse_other_subject(law, class_)
    others = _related(class_, related or {})
    within = InColumns(law, subject_name(class_))
    names = _names(law, class_, wanted)
    every = tuple(asked(within, name) for name in names)
    facts = _facts(law.policy, register, class_, others.keys(), sheet)
    try:
        beneath = facts.beneath(within, {name: _held_alike(facts, name, one) for name, one in others.items()})
    except BaseException:
        facts.close()
        raise
    return Assessment(law, class_, facts, others, beneath, within, every, otherwise, conclusions is None)


def _related(subject: type, given: Mapping[str, Assessment]) -> Mapping[str, Assessment]:
    """The assessments of the subjects that others refer to, each of the class that is meant."""
    references = {name: one.subject for name, one in relations_of(subject).items() if isinstance(one, ReferenceFact)}
    for name, other in given.items():
        told = {"name": name, "subject": subject_name(subject)}
        if name not in references:
            raise ArgumentError(Problem(Message("no-such-reference", told), hint=closest(name, references)))
        told["subject"] = subject_name(references[name])
        if getattr(other, "subject", None) is not references[name]:
            raise ArgumentError(Problem(Message("related-to-other", told)))
    return given


def _facts(
    policy: Policy, register: object, subject: type, references: Collection[str], sheet: str | None
) -> HeldFacts:
    """The facts of a register, where it is."""
    given: Any = register
    if _is_spark(given):
        from estate_policy.spark import spark_facts  # noqa: PLC0415 it comes with an extra

        return spark_facts(given, policy, subject)
    from estate_policy.duck_facts import duck_facts  # noqa: PLC0415 the same

    return duck_facts(given, policy, subject, references, sheet)


def _held_alike(facts: HeldFacts, name: str, other: Assessment) -> HeldFacts:
    """The facts of subjects referred to, if they are held as those are that refer to them."""
    if type(other.facts) is not type(facts):
        raise TableError(Problem(Message("related-elsewhere", {"name": name})))
    return other.facts


def _is_spark(register: object) -> bool:
    """Whether it is a frame of Spark, which need not be installed to know that."""
    class_ = type(register)
    return class_.__module__.startswith("pyspark.sql.") and class_.__name__ == "DataFrame"


def _names(law: LawInForce, subject: type, asked_for: Sequence[str] | None) -> list[str]:
    about = [name for name, one in law.conclusions.items() if one.subject == subject_name(subject)]
    wrong = [str(name) for name in asked_for or () if name not in about]
    if wrong:
        hint = closest(wrong[0], dict.fromkeys(about))
        raise UnknownConclusionError(Problem(Message("no-such-conclusion", {"name": shortened(wrong[0])}), hint=hint))
    return about if asked_for is None else [name for name in about if name in asked_for]
