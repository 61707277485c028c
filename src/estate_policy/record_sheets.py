"""The sheets in which records are kept: what they are called, and what their columns are headed and may hold."""

import typing
from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated

import attrs

from estate_policy.checked import allowed
from estate_policy.days_written import Days
from estate_policy.facts import AwardUse, DistrictYear, Estate, EstateYear, RecordedDecision, Voucher
from estate_policy.law import Policy
from estate_policy.members import allowed_members
from estate_policy.messages import Message
from estate_policy.schema import (
    DateFact,
    Field,
    Identity,
    MemberFact,
    QuantityFact,
    Relation,
    TextFact,
    fields_of,
    is_required,
)
from estate_policy.terms import Term

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)

_OfEstate = Annotated[
    str, Identity(term=Term(zh="小区编号", en="estate id"), headings=("小区代码", "小区编码", "estate"))
]
_OfYear = typing.get_type_hints(EstateYear, include_extras=True)["year"]
_OfDistrict = typing.get_type_hints(DistrictYear, include_extras=True)["district"]


@attrs.frozen
class RecordSheet:
    """A sheet of records: `row` declares its columns, and without its `keys` nobody can say what a row is about.

    Where a sheet that `lists` is absent, none is on record; of another, its facts are unknown. Its names are its term
    in either language, `name` and what is `also` written; width, case, spaces, `-` and `_` do not count.
    """

    name: str
    term: Term
    row: type
    keys: tuple[str, ...]
    also: tuple[str, ...] = ()
    lists: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the sheet may be called."""
        return (self.name, self.term.zh, self.term.en, *self.also)

    @property
    def fields(self) -> Mapping[str, Field]:
        """What its columns hold, by name, in the order in which a template has them."""
        return fields_of(self.row)


@attrs.frozen
class SheetColumn:
    """A column as a template shows it: its heading, what is asked, what is allowed, and whether it may be blank."""

    name: str
    heading: Term
    question: Term | None
    allowed: Message
    needed: bool


class Change:
    """The columns of a row that says that a fact of an estate is another from a day on."""

    estate: _OfEstate
    fact: Annotated[str, TextFact(term=Term(zh="变化的事实", en="fact"), headings=("变化事项", "变更事项", "事实"))]
    value: Annotated[str, TextFact(term=Term(zh="变化后", en="new value"), headings=("变更后", "变化后的内容"))]
    day: Annotated[
        Days,
        DateFact(
            term=Term(zh="变化日期", en="day of the change"),
            unit="day",
            counts="days",
            low=_FIRST_DAY,
            high=_LAST_DAY,
            loose=True,
            question=Term(zh="从哪一天起变化？", en="From which day on is it another?"),
            headings=("变更日期", "日期", "起始日期", "date"),
        ),
    ]
    not_before: Annotated[
        Days,
        DateFact(
            term=Term(zh="最早日期", en="not before"),
            unit="day",
            counts="days",
            low=_FIRST_DAY,
            high=_LAST_DAY,
            loose=True,
            question=Term(zh="日期不详的，最早在哪一天？", en="If the day is not known, before which day was it not?"),
            headings=("不早于",),
        ),
    ]
    not_after: Annotated[
        Days,
        DateFact(
            term=Term(zh="最晚日期", en="not after"),
            unit="day",
            counts="days",
            low=_FIRST_DAY,
            high=_LAST_DAY,
            loose=True,
            question=Term(zh="日期不详的，最晚在哪一天？", en="If the day is not known, after which day was it not?"),
            headings=("不晚于",),
        ),
    ]


def _row(subject: type, *, without: Collection[str] = (), **keys: object) -> type:
    """What declares the columns of a sheet: its keys, and the facts of a subject that a person can give."""
    hints = typing.get_type_hints(subject, include_extras=True)
    given = {
        name: hints[name]
        for name, field in fields_of(subject).items()
        if name not in without and not isinstance(field, Relation)
    }
    return type(f"{subject.__name__}Row", (), {"__annotations__": {**keys, **given}})


ESTATES = RecordSheet("estates", Term("小区", "estates"), Estate, ("id",), ("小区名册", "名册", "register"))
CHANGES = RecordSheet(
    "changes",
    Term("变化", "changes"),
    Change,
    ("estate", "fact", "value"),
    ("变更", "变化记录", "变更记录"),
    lists=True,
)
VOUCHERS = RecordSheet(
    "vouchers",
    Term("拨付凭证", "vouchers"),
    # By its months `settle` tells of which year a voucher is.
    _row(Voucher, without=("belongs_to_year",), estate=_OfEstate),
    ("estate", "number"),
    ("凭证", "票据"),
    lists=True,
)
EVALUATIONS = RecordSheet(
    "evaluations",
    Term("评价", "evaluations"),
    # `settle` tells from the changes whether the state changed.
    _row(EstateYear, without=("id", "state_changed"), estate=_OfEstate, year=_OfYear),
    ("estate", "year"),
    ("绩效评价", "小区年度", "estate years"),
)
DECISIONS = RecordSheet(
    "decisions",
    Term("处理决定", "decisions"),
    _row(RecordedDecision, estate=_OfEstate, year=_OfYear),
    ("estate", "year", "file_number"),
    ("决定",),
    lists=True,
)
DISTRICT_YEARS = RecordSheet(
    "district_years",
    Term("区年度", "district years"),
    _row(DistrictYear, without=("id",), district=_OfDistrict, year=_OfYear),
    ("district", "year"),
    ("区", "districts"),
)
USES = RecordSheet(
    "uses",
    Term("奖补资金支出", "uses of the award"),
    _row(AwardUse, district=_OfDistrict, year=_OfYear),
    ("district", "year", "id"),
    ("支出",),
    lists=True,
)

SHEETS: tuple[RecordSheet, ...] = (ESTATES, CHANGES, VOUCHERS, EVALUATIONS, DECISIONS, DISTRICT_YEARS, USES)
"""Every sheet of records, in the order of a template."""

UNREAD_SHEETS = ("说明", "about", "readme")
"""How the names of sheets begin that explain the others, and are not read."""


def columns_shown(sheet: RecordSheet, policy: Policy) -> tuple[SheetColumn, ...]:
    """The columns of a sheet as a template shows them.

    >>> from estate_policy import load_policy
    >>> [column.heading.en for column in columns_shown(CHANGES, load_policy())]
    ['estate id', 'fact', 'new value', 'day of the change', 'not before', 'not after']
    """
    return tuple(
        SheetColumn(
            name,
            field.term,
            None if isinstance(field, Identity | TextFact) else field.question,
            _allowed(field, policy),
            name in sheet.keys or is_required(field),
        )
        for name, field in sheet.fields.items()
    )


def _allowed(field: Field, policy: Policy) -> Message:
    """What a column may hold, in the words of the policy."""
    if isinstance(field, MemberFact):
        return allowed_members(policy.enumerations[field.enumeration])
    message = allowed(field)
    if isinstance(field, QuantityFact) and field.unit in policy.units:
        return attrs.evolve(message, details={**message.details, "unit": policy.units[field.unit].term})
    return message
