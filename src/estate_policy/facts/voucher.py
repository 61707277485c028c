"""The facts about a voucher by which a district paid subsidy for an estate."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.schema import DateFact, Identity, MemberFact, QuantityFact, TruthFact
from estate_policy.terms import Term

_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
_MOST = Decimal(1_000_000_000)


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Voucher:
    """A disbursement voucher, for a month or for several. Of its dates the months count.

    One that was corrected is marked reversed, and the correct one stands beside it; or a voucher of less than nought
    stands beside it that takes the difference back.

    >>> Voucher(number="V-1", voucher_date=date(2019, 8, 20), amount=Decimal("3000.00")).voucher_date
    datetime.date(2019, 8, 1)
    """

    number: Annotated[str, Identity(term=Term(zh="凭证号", en="voucher number"), headings=("拨付凭证号", "凭证编号"))]
    voucher_date: Annotated[
        date | None,
        DateFact(
            term=Term(zh="凭证日期（月份）", en="month of the voucher"),
            unit="calendar_month",
            counts="months",
            low=_FIRST_DAY,
            high=_LAST_DAY,
            question=Term(zh="拨付凭证是哪一个月的？", en="In which month is the voucher dated?"),
            headings=("凭证日期", "拨付日期", "拨付月份"),
        ),
    ] = None
    service_from: Annotated[
        date | None,
        DateFact(
            term=Term(zh="补贴起始月份", en="first month that the voucher pays for"),
            unit="calendar_month",
            counts="months",
            low=_FIRST_DAY,
            high=_LAST_DAY,
            question=Term(zh="凭证所付补贴从哪一个月起？", en="From which month on does the voucher pay?"),
            headings=("补贴起始", "服务起始月份"),
        ),
    ] = None
    service_to: Annotated[
        date | None,
        DateFact(
            term=Term(zh="补贴截止月份", en="last month that the voucher pays for"),
            unit="calendar_month",
            counts="months",
            low=_FIRST_DAY,
            high=_LAST_DAY,
            question=Term(zh="凭证所付补贴到哪一个月止？", en="Up to which month does the voucher pay?"),
            headings=("补贴截止", "服务截止月份"),
        ),
    ] = None
    amount: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="凭证金额", en="amount of the voucher"),
            unit="CNY",
            low=-_MOST,
            high=_MOST,
            scale=2,
            question=Term(zh="凭证金额是多少元？", en="What amount does the voucher show?"),
            headings=("拨付金额", "金额"),
        ),
    ] = None
    purpose: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="凭证用途", en="purpose of the voucher"),
            enumeration="voucher_purpose",
            question=Term(zh="凭证付的是什么款项？", en="What does the voucher pay for?"),
            headings=("拨付用途", "款项用途"),
        ),
    ] = None
    belongs_to_year: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="凭证属于本年度", en="voucher of this year"),
            negated=Term(zh="凭证不属于本年度", en="voucher of another year"),
            question=Term(
                zh="凭证所付月份是否都在本年度？", en="Are the months that the voucher pays for of this year?"
            ),
            absent=True,
        ),
    ] = None
    reversed: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="凭证已冲销", en="voucher reversed"),
            negated=Term(zh="凭证未冲销", en="voucher not reversed"),
            question=Term(zh="凭证是否已冲销？", en="Has the voucher been reversed?"),
            absent=False,
            headings=("是否冲销", "已冲销"),
        ),
    ] = None
