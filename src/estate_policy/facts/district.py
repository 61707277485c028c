"""The facts about how a district has organised the long-term management of its old estates."""

from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.checklist import item
from estate_policy.schema import Identity, MemberFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class District:
    """What a district has set up by a day for the long-term management of its old estates. `None` is unknown."""

    id: Annotated[str, Identity(term=Term(zh="记录编号", en="id of the record"))]
    district: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="区（管委会）", en="district (administrative committee)"),
            enumeration="district",
            question=Term(zh="是哪个区（管委会）？", en="Which district (or administrative committee) is it?"),
        ),
    ] = None
    three_level_network: Annotated[
        bool | None,
        item(
            done=Term(
                zh="已形成“区、街道（镇）、社区（村）”三级管理网络",
                en="the three-level network of district, subdistrict and community exists",
            ),
            not_done=Term(
                zh="未形成“区、街道（镇）、社区（村）”三级管理网络",
                en="the three-level network of district, subdistrict and community does not exist",
            ),
        ),
    ] = None
    in_annual_assessment: Annotated[
        bool | None,
        item(
            done=Term(
                zh="已将老旧小区长效管理列入对相关部门的年度考核内容",
                en="long-term management is part of the departments' annual assessment",
            ),
            not_done=Term(
                zh="未将老旧小区长效管理列入对相关部门的年度考核内容",
                en="long-term management is not part of the departments' annual assessment",
            ),
        ),
    ] = None
    follow_up_guidance: Annotated[
        bool | None,
        item(
            done=Term(zh="已开展跟踪指导", en="follow-up guidance is given"),
            not_done=Term(zh="未开展跟踪指导", en="follow-up guidance is not given"),
        ),
    ] = None
    progress_coordinated: Annotated[
        bool | None,
        item(
            done=Term(zh="已开展协调推进", en="progress is coordinated"),
            not_done=Term(zh="未开展协调推进", en="progress is not coordinated"),
        ),
    ] = None
    daily_assessment_held: Annotated[
        bool | None,
        item(
            done=Term(zh="已开展日常监督考核", en="there is daily supervision and assessment"),
            not_done=Term(zh="未开展日常监督考核", en="there is no daily supervision and assessment"),
        ),
    ] = None
    leading_group_formed: Annotated[
        bool | None,
        item(
            done=Term(zh="已成立长效管理工作领导小组", en="the leading group has been formed"),
            not_done=Term(zh="未成立长效管理工作领导小组", en="the leading group has not been formed"),
        ),
    ] = None
    leading_group_head: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="领导小组组长", en="head of the leading group"),
            enumeration="leader",
            question=Term(zh="领导小组组长由谁担任？", en="Who heads the leading group?"),
        ),
    ] = None
    leading_group_deputy: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="领导小组副组长", en="deputy head of the leading group"),
            enumeration="leader",
            question=Term(zh="领导小组副组长由谁担任？", en="Who is the deputy head of the leading group?"),
        ),
    ] = None
    leading_group_office: Annotated[
        bool | None,
        item(
            done=Term(zh="领导小组已下设办公室", en="the leading group has an office"),
            not_done=Term(zh="领导小组未下设办公室", en="the leading group has no office"),
        ),
    ] = None
    leading_group_staff: Annotated[
        bool | None,
        item(
            done=Term(zh="已抽调专人负责", en="staff have been seconded"),
            not_done=Term(zh="未抽调专人负责", en="no staff have been seconded"),
        ),
    ] = None
    in_governance_and_community_work: Annotated[
        bool | None,
        item(
            done=Term(
                zh="已将长效管理列入城市社会综合治理和社区建设工作范畴",
                en="long-term management is part of urban governance and community-building",
            ),
            not_done=Term(
                zh="未将长效管理列入城市社会综合治理和社区建设工作范畴",
                en="long-term management is not part of urban governance and community-building",
            ),
        ),
    ] = None
    property_management_bodies: Annotated[
        bool | None,
        item(
            done=Term(zh="物业管理机构已健全完善", en="the bodies for property management are complete"),
            not_done=Term(zh="物业管理机构未健全完善", en="the bodies for property management are not complete"),
        ),
    ] = None
    enforcement_bodies: Annotated[
        bool | None,
        item(
            done=Term(zh="综合执法机构已健全完善", en="the bodies for joint enforcement are complete"),
            not_done=Term(zh="综合执法机构未健全完善", en="the bodies for joint enforcement are not complete"),
        ),
    ] = None
    grid_network: Annotated[
        bool | None,
        item(
            done=Term(zh="已建立网格化管理网络", en="there is a grid management network"),
            not_done=Term(zh="未建立网格化管理网络", en="there is no grid management network"),
        ),
    ] = None
    rapid_response: Annotated[
        bool | None,
        item(
            done=Term(zh="已建立快速反应机制", en="there is a rapid-response mechanism"),
            not_done=Term(zh="未建立快速反应机制", en="there is no rapid-response mechanism"),
        ),
    ] = None
    management_rules_public: Annotated[
        bool | None,
        item(
            done=Term(zh="长效管理规章制度已建立并公示", en="the rules on long-term management are made and displayed"),
            not_done=Term(
                zh="长效管理规章制度未建立或者未公示",
                en="the rules on long-term management are not made or not displayed",
            ),
        ),
    ] = None
    subsidy_rules_public: Annotated[
        bool | None,
        item(
            done=Term(zh="补贴机制规章制度已建立并公示", en="the rules on the subsidy are made and displayed"),
            not_done=Term(
                zh="补贴机制规章制度未建立或者未公示", en="the rules on the subsidy are not made or not displayed"
            ),
        ),
    ] = None
    service_content_public: Annotated[
        bool | None,
        item(
            done=Term(zh="服务内容已确定并公示", en="the content of the services is settled and displayed"),
            not_done=Term(
                zh="服务内容未确定或者未公示", en="the content of the services is not settled or not displayed"
            ),
        ),
    ] = None
    service_standards_public: Annotated[
        bool | None,
        item(
            done=Term(zh="服务标准已确定并公示", en="the standards of the services are settled and displayed"),
            not_done=Term(
                zh="服务标准未确定或者未公示", en="the standards of the services are not settled or not displayed"
            ),
        ),
    ] = None
    district_consults: Annotated[
        bool | None,
        item(
            done=Term(zh="区已参加会商机制", en="the district takes part in the consultation"),
            not_done=Term(zh="区未参加会商机制", en="the district takes no part in the consultation"),
        ),
    ] = None
    subdistricts_consult: Annotated[
        bool | None,
        item(
            done=Term(zh="街道（镇）已参加会商机制", en="the subdistricts take part in the consultation"),
            not_done=Term(zh="街道（镇）未参加会商机制", en="the subdistricts take no part in the consultation"),
        ),
    ] = None
    communities_consult: Annotated[
        bool | None,
        item(
            done=Term(zh="社区（村）已参加会商机制", en="the communities take part in the consultation"),
            not_done=Term(zh="社区（村）未参加会商机制", en="the communities take no part in the consultation"),
        ),
    ] = None
    owners_consult: Annotated[
        bool | None,
        item(
            done=Term(
                zh="业主委员会（物业管理委员会）已参加会商机制",
                en="the owners' or property management committees take part in the consultation",
            ),
            not_done=Term(
                zh="业主委员会（物业管理委员会）未参加会商机制",
                en="the owners' or property management committees take no part in the consultation",
            ),
        ),
    ] = None
