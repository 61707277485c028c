"""The facts about the unit by which old estates are given to one enterprise."""

from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.estate import Estate
from estate_policy.schema import CollectionFact, Identity, MemberFact, QuantityFact, TextFact, TruthFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class ServiceArea:
    """A subdistrict or community whose old estates are given to one enterprise. `None` is unknown."""

    id: Annotated[str, Identity(term=Term(zh="单位编号", en="area id"))]
    name: Annotated[str | None, TextFact(term=Term(zh="街道（镇）或者社区（村）名称", en="name of the area"))] = None
    area_level: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="以何为单位", en="level of the area"),
            enumeration="area_level",
            question=Term(
                zh="以街道办事处（镇人民政府）还是以社区居委会（村委会）为单位？",
                en="Is the area that of a subdistrict (town) or of a community (village)?",
            ),
        ),
    ] = None
    estates: Annotated[
        tuple[Estate, ...] | None,
        CollectionFact(
            term=Term(zh="辖区内老旧小区", en="old estates of the area"),
            subject=Estate,
            question=Term(zh="辖区内有哪些老旧小区？", en="Which old estates lie in the area?"),
        ),
    ] = None
    enterprises_chosen: Annotated[
        int | None,
        QuantityFact(
            term=Term(zh="确定接管的企业家数", en="number of enterprises chosen"),
            unit="enterprise",
            low=Decimal(0),
            high=Decimal(1000),
            scale=0,
            question=Term(zh="确定了几家企业接管？", en="How many enterprises were chosen to take over?"),
        ),
    ] = None
    chosen_by_competition: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="通过市场化竞争确定", en="chosen by competition"),
            negated=Term(zh="未通过市场化竞争确定", en="not chosen by competition"),
            question=Term(zh="接管企业是否通过市场化竞争确定？", en="Was the enterprise chosen by competition?"),
        ),
    ] = None
    chosen_is_professional: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="为专业化物业服务企业", en="a professional property service enterprise"),
            negated=Term(zh="不是专业化物业服务企业", en="no professional property service enterprise"),
            question=Term(
                zh="所确定的是否为专业化物业服务企业？", en="Is what was chosen a professional property enterprise?"
            ),
        ),
    ] = None
