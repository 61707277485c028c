"""The facts about what a subdistrict office and its communities have done, and the meetings they have held."""

from datetime import date
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.checklist import item
from estate_policy.schema import CollectionFact, DateFact, Identity, TextFact, TruthFact
from estate_policy.terms import Term

_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Meeting:
    """A meeting on how the old estates of a subdistrict are managed and served. `None` is unknown."""

    id: Annotated[str, Identity(term=Term(zh="会议编号", en="id of the meeting"))]
    held_on: Annotated[
        date | None,
        DateFact(
            term=Term(zh="会议日期", en="day of the meeting"),
            unit="day",
            counts="days",
            low=_FIRST_DAY,
            high=_LAST_DAY,
            question=Term(zh="会议哪一天召开？", en="On which day was the meeting held?"),
        ),
    ] = None
    departments_took_part: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="相关职能部门参加", en="the departments concerned took part"),
            negated=Term(zh="没有相关职能部门参加", en="none of the departments concerned took part"),
            question=Term(zh="是否有相关职能部门参加？", en="Did the departments concerned take part?"),
        ),
    ] = None
    service_was_analysed: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="分析研究了管理服务情况", en="the management and service were analysed"),
            negated=Term(zh="没有分析研究管理服务情况", en="the management and service were not analysed"),
            question=Term(
                zh="会议是否分析研究了老旧小区管理服务情况？",
                en="Were the management and service of old estates analysed at the meeting?",
            ),
        ),
    ] = None


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Subdistrict:
    """A subdistrict (town) over some months: what its office and its communities have done. `None` is unknown."""

    id: Annotated[str, Identity(term=Term(zh="记录编号", en="id of the record"))]
    name: Annotated[str | None, TextFact(term=Term(zh="街道（镇）", en="subdistrict or town"))] = None
    first_month: Annotated[
        date | None,
        DateFact(
            term=Term(zh="所述期间的首月", en="first month of the period"),
            unit="calendar_month",
            counts="months",
            low=_FIRST_DAY,
            high=_LAST_DAY,
            question=Term(zh="所述期间从哪一个月开始？", en="With which month does the period begin?"),
        ),
    ] = None
    last_month: Annotated[
        date | None,
        DateFact(
            term=Term(zh="所述期间的末月", en="last month of the period"),
            unit="calendar_month",
            counts="months",
            low=_FIRST_DAY,
            high=_LAST_DAY,
            question=Term(zh="所述期间到哪一个月为止？", en="With which month does the period end?"),
        ),
    ] = None
    working_mechanism: Annotated[
        bool | None,
        item(
            done=Term(zh="已建立相应工作机制", en="there is a working mechanism"),
            not_done=Term(zh="未建立相应工作机制", en="there is no working mechanism"),
        ),
    ] = None
    in_community_management_system: Annotated[
        bool | None,
        item(
            done=Term(
                zh="已将长效管理纳入社区建设管理体系",
                en="long-term management is part of the system of community management",
            ),
            not_done=Term(
                zh="未将长效管理纳入社区建设管理体系",
                en="long-term management is not part of the system of community management",
            ),
        ),
    ] = None
    assistance_required: Annotated[
        bool | None,
        item(
            done=Term(zh="已要求社区居委会（村委会）协助", en="the residents' committees were asked to assist"),
            not_done=Term(zh="未要求社区居委会（村委会）协助", en="the residents' committees were not asked to assist"),
        ),
    ] = None
    assistance_provided: Annotated[
        bool | None,
        item(
            done=Term(zh="社区居委会（村委会）已按要求协助", en="the residents' committees assisted as asked"),
            not_done=Term(
                zh="社区居委会（村委会）未按要求协助", en="the residents' committees did not assist as asked"
            ),
        ),
    ] = None
    subdistrict_publicised_policies: Annotated[
        bool | None,
        item(
            done=Term(
                zh="街道办事处（镇人民政府）已宣传老旧小区管理服务政策",
                en="the subdistrict office has publicised the policies",
            ),
            not_done=Term(
                zh="街道办事处（镇人民政府）未宣传老旧小区管理服务政策",
                en="the subdistrict office has not publicised the policies",
            ),
        ),
    ] = None
    subdistrict_guided_owners: Annotated[
        bool | None,
        item(
            done=Term(
                zh="街道办事处（镇人民政府）已引导业主树立“花钱买服务”意识",
                en="the subdistrict office has guided owners to pay for services",
            ),
            not_done=Term(
                zh="街道办事处（镇人民政府）未引导业主树立“花钱买服务”意识",
                en="the subdistrict office has not guided owners to pay for services",
            ),
        ),
    ] = None
    communities_publicised_policies: Annotated[
        bool | None,
        item(
            done=Term(
                zh="社区居委会（村委会）已宣传老旧小区管理服务政策",
                en="the residents' committees have publicised the policies",
            ),
            not_done=Term(
                zh="社区居委会（村委会）未宣传老旧小区管理服务政策",
                en="the residents' committees have not publicised the policies",
            ),
        ),
    ] = None
    communities_guided_owners: Annotated[
        bool | None,
        item(
            done=Term(
                zh="社区居委会（村委会）已引导业主树立“花钱买服务”意识",
                en="the residents' committees have guided owners to pay for services",
            ),
            not_done=Term(
                zh="社区居委会（村委会）未引导业主树立“花钱买服务”意识",
                en="the residents' committees have not guided owners to pay for services",
            ),
        ),
    ] = None
    meetings: Annotated[
        tuple[Meeting, ...] | None,
        CollectionFact(
            term=Term(zh="分析研究会议", en="meetings"),
            subject=Meeting,
            question=Term(
                zh="所述期间召开了哪些分析研究老旧小区管理服务情况的会议？",
                en="Which meetings on the management and service of old estates were held in the period?",
            ),
        ),
    ] = None
