"""The subject of a receipt, with those that it refers to and has, as far as they are known."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import attrs

from estate_policy.checked import LONGEST_TEXT
from estate_policy.errors import FactError, Problem, ReceiptError
from estate_policy.given import made
from estate_policy.law import Policy
from estate_policy.leaves import Json, is_redacted, stand_in
from estate_policy.messages import Message
from estate_policy.receipts import Receipt
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Field,
    Identity,
    MemberFact,
    QuantityFact,
    ReferenceFact,
    fields_of,
    is_event,
    is_required,
    subject_name,
)
from estate_policy.shown import shortened

_DIGITS = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def recorded(receipt: Receipt, policy: Policy) -> tuple[attrs.AttrsInstance, tuple[str, ...]]:
    """The subject of a receipt, and the events that are noted as unknown.

    What is redacted is unknown; in the place of what no subject can be without stands anything, for whatever rests on
    it is withheld. `ReceiptError` or `FactError` where the facts are not such as the subject can have.
    """
    said = receipt.record["subject"]
    if said["is"] not in policy.subjects:
        raise ReceiptError(Problem(Message("unknown-subject", {"name": shortened(said["is"])})))
    class_ = policy.subjects[said["is"]]
    unknown = frozenset(place for place, noted in receipt.record["unknown_events"].items() if noted is True)
    return made(class_, _Facts(policy, unknown).of(class_, said["facts"], "", "redacted"))


def subject_recorded(class_: type, facts: Mapping[str, Json], policy: Policy) -> attrs.AttrsInstance:
    """A subject from its facts as plain data, of which none is redacted; an event without a value is not on record.

    `FactError` where the facts are not such as the subject can have.
    """
    return made(class_, _Facts(policy, frozenset()).of(class_, facts, "", ""))[0]


def fact_recorded(name: str, field: Field, value: Json) -> object:
    """The value of a fact from plain data."""
    match field:
        case QuantityFact() if value is not None:
            return _number(name, value)
        case DateFact() if value is not None:
            return _date(name, value)
        case _:
            return value


@attrs.frozen
class _Facts:
    """How the facts of a receipt are read: for which policy, and which events, by their place, are unknown."""

    policy: Policy
    unknown: frozenset[str]

    def of(self, class_: type, given: Mapping[str, Json], above: str, id_: str) -> Mapping[str, object]:
        """The facts of a subject, as `made` takes them; `id_` tells it from others while its own is redacted."""
        fields = fields_of(class_)
        for name in given:
            if name not in fields:
                told = {"field": shortened(name), "subject": subject_name(class_)}
                raise FactError(Problem(Message("unknown-fact", told)))
        for name, field in fields.items():
            if isinstance(field, Identity) and name not in given:
                raise FactError(Problem(Message("no-id", {"field": name})))
        return {
            name: self._fact(name, fields[name], value, above + name, id_)
            for name, value in given.items()
            if self._is_said(fields[name], value, above + name)
        }

    def _is_said(self, field: Field, value: Json, place: str) -> bool:
        """Whether anything is said of a fact; of an event that is not on record, only that it is unknown."""
        if is_redacted(value):
            return is_required(field)
        return value is not None or not is_event(field) or place in self.unknown

    def _fact(self, name: str, field: Field, value: Json, place: str, id_: str) -> object:
        if is_redacted(value):
            return id_ if isinstance(field, Identity) else _anything(field, self.policy)
        match field:
            case ReferenceFact() if isinstance(value, dict):
                return self.of(field.subject, value, f"{place}.", id_)
            case CollectionFact() if isinstance(value, list):
                return tuple(
                    self.of(field.subject, one, f"{place}[{index}].", stand_in(index))
                    for index, one in enumerate(value)
                )
            case _:
                return fact_recorded(name, field, value)


def _anything(field: Field, policy: Policy) -> object:
    """Something that a field which is never unknown can have."""
    if isinstance(field, MemberFact):
        return next(iter(policy.enumerations[field.enumeration].members))
    assert isinstance(field, DateFact)
    return field.low


def _number(name: str, value: Json) -> Decimal:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or not _DIGITS.fullmatch(value):
        raise FactError(Problem(Message("not-a-number", {"field": name, "value": shortened(value)})))
    return Decimal(value)


def _date(name: str, value: Json) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise FactError(Problem(Message("not-a-date", {"field": name, "value": shortened(value)})))
