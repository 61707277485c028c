"""Records as plain data that JSON can hold, and back."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar, cast

import attrs

from estate_policy import shapes
from estate_policy.errors import FactError, Problem
from estate_policy.facts import DistrictYear, Estate, EstateYear, RecordedDecision, Voucher
from estate_policy.history import Alteration, History
from estate_policy.law import Policy
from estate_policy.leaves import Json
from estate_policy.messages import Message
from estate_policy.record import facts_record, plain_value
from estate_policy.recorded import fact_recorded, subject_recorded
from estate_policy.records import Key, Records
from estate_policy.schema import Identity, fields_of, subject_name
from estate_policy.shown import shortened

Subject = TypeVar("Subject", bound=attrs.AttrsInstance)

ALTERATION = shapes.keys(fact=shapes.text, value=shapes.leaf, first=shapes.leaf, last=shapes.leaf)
RECORDS = shapes.keys(
    estates=shapes.items(
        shapes.keys(
            facts=shapes.each(shapes.fact),
            alterations=shapes.items(ALTERATION),
            unknown_events=shapes.items(shapes.text),
        )
    ),
    vouchers=shapes.each(shapes.items(shapes.each(shapes.fact))),
    decisions=shapes.items(
        shapes.keys(estate=shapes.text, year=shapes.text, facts=shapes.items(shapes.each(shapes.fact)))
    ),
    years=shapes.items(shapes.keys(estate=shapes.text, year=shapes.text, facts=shapes.each(shapes.fact))),
    districts=shapes.items(shapes.keys(district=shapes.text, year=shapes.text, facts=shapes.each(shapes.fact))),
    unknown_events=shapes.items(shapes.keys(of=shapes.text, year=shapes.leaf, events=shapes.items(shapes.text))),
    unknown_uses=shapes.items(shapes.keys(of=shapes.text, year=shapes.leaf)),
)
"""The shape of records as plain data."""


def plain_records(records: Records) -> dict[str, Json]:
    """Records as plain data: numbers as digits, days as ISO has them; the cells they were read from are left out."""
    return {
        "estates": [_history(one) for one in records.estates],
        "vouchers": {estate: [facts_record(one) for one in each] for estate, each in records.vouchers.items()},
        "decisions": [
            {"estate": estate, "year": str(year), "facts": [facts_record(one) for one in each]}
            for (estate, year), each in records.decisions.items()
        ],
        "years": [
            {"estate": estate, "year": str(year), "facts": facts_record(one)}
            for (estate, year), one in records.years.items()
        ],
        "districts": [
            {"district": district, "year": str(year), "facts": facts_record(one)}
            for (district, year), one in records.districts.items()
        ],
        "unknown_events": [
            {**_of(key), "events": sorted(events)} for key, events in sorted(records.unknown_events.items(), key=_order)
        ],
        "unknown_uses": [_of(key) for key in sorted(records.unknown_uses, key=lambda key: _order((key, None)))],
    }


def records_of(plain: Mapping[str, Json], policy: Policy) -> Records:
    """Records from plain data of the shape `RECORDS`; `FactError` where facts are not such as subjects can have."""

    def each(class_: type[Subject], given: Json) -> tuple[Subject, ...]:
        return tuple(_subject(class_, facts, policy) for facts in given)

    return Records(
        tuple(_history_of(one, policy) for one in plain["estates"]),
        vouchers={estate: each(Voucher, given) for estate, given in plain["vouchers"].items()},
        decisions={(one["estate"], _year(one)): each(RecordedDecision, one["facts"]) for one in plain["decisions"]},
        years={(one["estate"], _year(one)): _subject(EstateYear, one["facts"], policy) for one in plain["years"]},
        districts={
            (one["district"], _year(one)): _subject(DistrictYear, one["facts"], policy) for one in plain["districts"]
        },
        unknown_events={_key(one): frozenset(one["events"]) for one in plain["unknown_events"]},
        unknown_uses=frozenset(_key(one) for one in plain["unknown_uses"]),
    )


def _history(history: History[Estate]) -> dict[str, Json]:
    return {
        "facts": facts_record(history.first),
        "alterations": [
            {
                "fact": one.fact,
                "value": plain_value(one.value),
                "first": plain_value(one.first),
                "last": plain_value(one.last),
            }
            for one in history.alterations
        ],
        "unknown_events": sorted(history.unknown_events),
    }


def _history_of(plain: Mapping[str, Json], policy: Policy) -> History[Estate]:
    estate = _subject(Estate, plain["facts"], policy)
    return History(estate, [_alteration(one) for one in plain["alterations"]], frozenset(plain["unknown_events"]))


def _alteration(plain: Mapping[str, Json]) -> Alteration:
    name, fields = plain["fact"], fields_of(Estate)
    if name not in fields or isinstance(fields[name], Identity):
        told = {"field": shortened(name), "subject": subject_name(Estate)}
        raise FactError(Problem(Message("unknown-fact", told)))
    return Alteration(
        name, fact_recorded(name, fields[name], plain["value"]), _day(plain["first"]), _day(plain["last"])
    )


def _subject(class_: type[Subject], facts: Mapping[str, Json], policy: Policy) -> Subject:
    return cast("Subject", subject_recorded(class_, facts, policy))


def _of(key: Key) -> dict[str, Json]:
    name, year = key
    return {"of": name, "year": None if year is None else str(year)}


def _order(item: tuple[Key, object]) -> tuple[str, int]:
    (name, year), _ = item
    return name, year or 0


def _key(plain: Mapping[str, Json]) -> Key:
    return plain["of"], None if plain["year"] is None else _year(plain)


def _year(plain: Mapping[str, Json]) -> int:
    try:
        return int(plain["year"])
    except ValueError as error:
        told = {"field": "year", "value": shortened(plain["year"])}
        raise FactError(Problem(Message("not-a-number", told))) from error


def _day(plain: str | None) -> date | None:
    try:
        return None if plain is None else date.fromisoformat(plain)
    except ValueError as error:
        raise FactError(Problem(Message("not-a-date", {"field": "day", "value": shortened(plain)}))) from error
