"""What clerks write into the cells of registers."""

from typing import assert_never

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from estate_policy.arguments import refuse_other_law
from estate_policy.facts import Estate
from estate_policy.law import LawInForce
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Field,
    Identity,
    MemberFact,
    QuantityFact,
    ReferenceFact,
    TextFact,
    TruthFact,
    fields_of,
)
from estate_policy.testing.strategies import WORDS, scaled, steps
from estate_policy.words_written import UNKNOWN


def cell_texts(law: LawInForce, name: str, subject_class: type[attrs.AttrsInstance] = Estate) -> SearchStrategy[str]:
    """What clerks write into the column of a fact: its values in their words, blanks, 未知, and rubbish."""
    refuse_other_law(law)
    field = fields_of(subject_class)[name]
    rubbish = st.one_of(st.text(max_size=12), st.sampled_from(["#N/A", "1,23", "1e3", "١٢", "１２", "八十", "\u202e1"]))
    return st.one_of(_readable(law, field), st.sampled_from(sorted(UNKNOWN)), rubbish)


def _readable(law: LawInForce, field: Field) -> SearchStrategy[str]:
    match field:
        case Identity() | TextFact():
            return WORDS
        case TruthFact():
            words = (field.term, field.negated)
            return st.sampled_from(["是", "否", "有", "无", "yes", "No", *(word.zh for word in words)])
        case MemberFact():
            members = law.policy.enumerations[field.enumeration].members.values()
            return st.sampled_from(
                [text for one in members for text in (one.name, one.term.zh, one.term.en, *one.also)]
            )
        case QuantityFact():
            unit = law.policy.units.get(field.unit)
            numbers = st.integers(*steps(field)).map(lambda number: scaled(number, field.scale))
            named = [] if unit is None else ["{:f}" + unit.term.zh, "{:f} " + unit.name]
            forms = st.sampled_from(["{:f}", "{:,f}", " {:f}", *named])
            return st.builds(lambda form, number: form.format(number), forms, numbers)
        case DateFact():
            return st.dates(field.low, field.high).map(str)
        case ReferenceFact() | CollectionFact():
            return st.nothing()
        case _:
            assert_never(field)
