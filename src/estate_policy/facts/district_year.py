"""The facts about a district in a year: its estates, its budget, and what it spent the award on."""

from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.award_use import AwardUse
from estate_policy.facts.estate_year import EstateYear
from estate_policy.schema import CollectionFact, Identity, MemberFact, QuantityFact, TruthFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class DistrictYear:
    """A district in a year.

    Where only the total of its vouchers is known, that is given in place of the vouchers of its estates. What of it can
    be paid depends on the estates; the shares are asked where their evaluations do not tell.

    >>> DistrictYear(id="亭湖区/2019", district="亭湖区", year=2019, estates=[EstateYear(id="A1/2019")]).estates[0].id
    'A1/2019'
    """

    id: Annotated[str, Identity(term=Term(zh="区年度编号", en="id of the district's year"))]
    district: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="区（管委会）", en="district"),
            enumeration="district",
            question=Term(zh="是哪个区（管委会）？", en="Which district (or administrative committee's area) is it?"),
        ),
    ] = None
    year: Annotated[
        int | None,
        QuantityFact(
            term=Term(zh="年度", en="year"),
            unit="calendar_year",
            low=Decimal(1990),
            high=Decimal(2100),
            scale=0,
            question=Term(zh="是哪一年度？", en="Which year is it?"),
        ),
    ] = None
    estates: Annotated[
        tuple[EstateYear, ...] | None,
        CollectionFact(
            term=Term(zh="辖区各小区", en="the district's estates"),
            subject=EstateYear,
            question=Term(zh="辖区内有哪些老旧小区？", en="Which old estates does the district have?"),
        ),
    ] = None
    only_total_known: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="只知凭证合计", en="only the total of the vouchers known"),
            negated=Term(zh="凭证逐笔在案", en="vouchers on record one by one"),
            question=Term(
                zh="是否只知道全区拨付凭证合计，没有各小区的凭证？",
                en="Is only the total of the district's vouchers known, and not those of each estate?",
            ),
            absent=False,
        ),
    ] = None
    vouchers_total: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="全区拨付凭证合计", en="total of the district's vouchers"),
            unit="CNY",
            low=Decimal(0),
            high=Decimal(100_000_000_000),
            scale=2,
            question=Term(
                zh="全区区级补贴拨付凭证合计多少元（只计实施范围内小区、过渡期内月份）？",
                en="What do the vouchers of the subsidy come to, for estates in scope and months in the transition?",
            ),
        ),
    ] = None
    payable_share_of_total: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="合计中可以拨付的比例", en="share of the total that can be paid"),
            unit="share",
            low=Decimal(0),
            high=Decimal(1),
            scale=6,
            question=Term(
                zh="按各小区凭证，全区以奖代补资金中现在可以拨付的占多大比例？",
                en="By each estate's vouchers, which share of the award can be paid now?",
            ),
        ),
    ] = None
    open_share_of_total: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="合计中尚待评价或者决定的比例", en="share of the total that is open"),
            unit="share",
            low=Decimal(0),
            high=Decimal(1),
            scale=6,
            question=Term(
                zh="按各小区凭证，全区以奖代补资金中尚待评价或者决定的占多大比例？",
                en="By each estate's vouchers, which share of the award is still to be evaluated or decided?",
            ),
        ),
    ] = None
    withheld_share_of_total: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="合计中已经扣减的比例", en="share of the total that is deducted"),
            unit="share",
            low=Decimal(0),
            high=Decimal(1),
            scale=6,
            question=Term(
                zh="按各小区凭证，全区以奖代补资金中已经扣减的占多大比例？",
                en="By each estate's vouchers, which share of the award is deducted for good?",
            ),
        ),
    ] = None
    subsidy_in_budget: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="补贴资金已列入年度预算", en="subsidy in the annual budget"),
            negated=Term(zh="补贴资金未列入年度预算", en="subsidy not in the annual budget"),
            question=Term(
                zh="补贴资金是否已列入区级财政年度预算？", en="Is the subsidy in the district's annual budget?"
            ),
        ),
    ] = None
    budgeted_amount: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="预算金额", en="amount budgeted"),
            unit="CNY",
            low=Decimal(0),
            high=Decimal(100_000_000_000),
            scale=2,
            question=Term(zh="年度预算列了多少元？", en="What amount was budgeted?"),
        ),
    ] = None
    support_measures_in_place: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已落实扶持措施", en="support measures in place"),
            negated=Term(zh="未落实扶持措施", en="support measures not in place"),
            question=Term(zh="具体政策和扶持措施是否已落实？", en="Are the policies and support measures in place?"),
        ),
    ] = None
    uses: Annotated[
        tuple[AwardUse, ...] | None,
        CollectionFact(
            term=Term(zh="奖补资金支出", en="uses of the award"),
            subject=AwardUse,
            question=Term(zh="奖补资金用于哪些支出？", en="What was the award spent on?"),
            recorded=True,
        ),
    ] = None
