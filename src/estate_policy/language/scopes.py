"""What names mean in the rules of each subject, once everything is announced."""

from typing import assert_never

from estate_policy.errors import PolicyError, Problem
from estate_policy.expr import ChoiceRef, ConclusionRef, FactRef, ParameterRef
from estate_policy.kinds import Kind, Member, Quantity, Truth
from estate_policy.language.draft import Draft
from estate_policy.language.grammar import folded
from estate_policy.language.symbols import RelationSymbol, Scope, Symbol
from estate_policy.law import Assumption, Reading
from estate_policy.messages import Message
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Fact,
    MemberFact,
    QuantityFact,
    TruthFact,
    facts_of,
    relations_of,
    subject_name,
)
from estate_policy.units import parse_unit


def build_scopes(draft: Draft) -> None:
    """Fix what names mean for each subject: its facts and conclusions, the parameters and choices of all."""
    members = {
        name: {folded(member): member for member in enumeration.members}
        for name, enumeration in draft.enumerations.items()
    }
    shared: dict[str, Symbol] = {
        folded(name): Symbol(ParameterRef(name), Quantity(parameter.unit))
        for name, parameter in draft.parameters.items()
    }
    choices: list[Reading | Assumption] = [*draft.readings.values(), *draft.assumptions.values()]
    for choice in choices:
        if choice.options:
            shared[folded(choice.name)] = Symbol(ChoiceRef(choice.name), Member(choice.name))
            members[choice.name] = {folded(option): option for option in choice.options}
    for subject, class_ in draft.subjects.items():
        symbols = shared | _facts(draft, class_)
        for head in draft.heads.values():
            if head.subject == subject:
                symbols[folded(head.name)] = Symbol(ConclusionRef(head.name), head.kind)
        relations = {
            folded(name): RelationSymbol(name, subject_name(field.subject), isinstance(field, CollectionFact))
            for name, field in relations_of(class_).items()
        }
        draft.scopes[subject] = Scope(symbols, members, relations, shared, draft.scopes)


def _facts(draft: Draft, class_: type) -> dict[str, Symbol]:
    symbols = {}
    for name, fact in facts_of(class_).items():
        with draft.collecting():
            symbols[folded(name)] = Symbol(FactRef(name), _fact_kind(draft, name, fact))
    return symbols


def _fact_kind(draft: Draft, name: str, fact: Fact) -> Kind:
    """The kind of a fact, by the units and enumerations that the policy declares."""
    place = next(iter(draft.documents.values())).location
    match fact:
        case TruthFact():
            return Truth()
        case QuantityFact() | DateFact():
            try:
                return Quantity(parse_unit(fact.unit, draft.units))
            except ValueError as error:
                message = Message("undeclared-unit", {"name": str(error), "fact": name})
                raise PolicyError(Problem(message, place)) from error
        case MemberFact():
            if fact.enumeration not in draft.enumerations:
                message = Message("undeclared-enumeration", {"name": fact.enumeration, "fact": name})
                raise PolicyError(Problem(message, place))
            return Member(fact.enumeration)
        case _:
            assert_never(fact)
