"""The facts about a household that pays for the services of an estate and may ask for relief."""

from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.estate import Estate
from estate_policy.facts.extra_decision import ExtraDecision
from estate_policy.schema import CollectionFact, Identity, MemberFact, QuantityFact, ReferenceFact, TruthFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Household:
    """A household in an estate. `None` is unknown; for a recorded event it is that none is on record.

    >>> Household(id="H1", flat_area=80, estate=Estate(id="TH-001")).flat_area
    Decimal('80')
    """

    id: Annotated[str, Identity(term=Term(zh="户号", en="household id"), headings=("户编号", "住户编号"))]
    estate: Annotated[
        Estate | None,
        ReferenceFact(
            term=Term(zh="所在小区", en="the household's estate"),
            subject=Estate,
            question=Term(zh="该户在哪个小区？", en="In which estate is the household?"),
        ),
    ] = None
    flat_area: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="住房建筑面积", en="floor area of the flat"),
            unit="m2",
            low=Decimal("0.01"),
            high=Decimal(10_000),
            scale=2,
            question=Term(zh="住房建筑面积多少平方米？", en="What is the floor area of the flat?"),
            headings=("住房面积", "房屋面积", "户建筑面积"),
        ),
    ] = None
    fee_charged: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="每月向该户收取的物业费", en="fee charged to the household a month"),
            unit="CNY/month",
            low=Decimal(0),
            high=Decimal(100_000),
            scale=2,
            question=Term(zh="每月向该户收取多少物业费？", en="What fee is the household charged a month?"),
            headings=("每月物业费", "月收取物业费"),
            unit_words=("元", "元/月"),
        ),
    ] = None
    served: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="享受服务", en="enjoys the service"),
            negated=Term(zh="不享受服务", en="does not enjoy the service"),
            question=Term(
                zh="该户是否享受小区的基本物业服务？", en="Does the household enjoy the estate's basic service?"
            ),
            headings=("是否享受服务",),
        ),
    ] = None
    vacant: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="房屋空置", en="flat vacant"),
            negated=Term(zh="房屋没有空置的记录", en="flat not on record as vacant"),
            question=Term(zh="房屋是否空置？", en="Is the flat vacant?"),
            absent=False,
            headings=("是否空置", "空置"),
        ),
    ] = None
    hardship: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="困难类别", en="kind of hardship"),
            enumeration="hardship",
            question=Term(zh="该户属于哪类困难群体？", en="To which group in hardship does the household belong?"),
            headings=("困难类型", "救助类别"),
        ),
    ] = None
    certificate_presented: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已提交低保、特困证明", en="certificate presented"),
            negated=Term(zh="未提交低保、特困证明", en="certificate not presented"),
            question=Term(zh="是否已提交低保、特困证明？", en="Has the certificate of hardship been presented?"),
            headings=("是否提交证明",),
        ),
    ] = None
    receipt_presented: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已提交交费票据", en="fee receipt presented"),
            negated=Term(zh="未提交交费票据", en="fee receipt not presented"),
            question=Term(zh="是否已提交交费票据？", en="Has the receipt of the fee been presented?"),
            headings=("是否提交票据",),
        ),
    ] = None
    fee_paid: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="票据所载已交物业费", en="fee paid by the receipts"),
            unit="CNY/year",
            low=Decimal(0),
            high=Decimal(1_000_000),
            scale=2,
            question=Term(zh="票据所载全年已交多少物业费？", en="What fee of the year do the receipts show as paid?"),
            headings=("已交物业费",),
            unit_words=("元", "元/年"),
        ),
    ] = None
    extra_decisions: Annotated[
        tuple[ExtraDecision, ...] | None,
        CollectionFact(
            term=Term(zh="适当奖补的决定", en="decisions on the extra"),
            subject=ExtraDecision,
            question=Term(
                zh="区政府（管委会）对该户的适当奖补作过哪些决定？",
                en="Which decisions were made on an extra for the household?",
            ),
            recorded=True,
        ),
    ] = None
