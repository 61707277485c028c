"""The facts about a residential estate: what they are called, how they are asked for, and their range."""

from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.schema import Identity, MemberFact, QuantityFact, TextFact, TruthFact
from estate_policy.terms import Term

_FIRST_YEAR, _LAST_YEAR = Decimal(1900), Decimal(2100)


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Estate:
    """A residential estate. `None` is unknown; for a recorded event it is that none is on record.

    >>> Estate(id="A1", gross_floor_area=80).gross_floor_area
    Decimal('80')
    """

    id: Annotated[
        str,
        Identity(
            term=Term(zh="小区编号", en="estate id"),
            headings=("编号", "小区代码", "小区编码", "项目编号", "id"),
        ),
    ]
    name: Annotated[
        str | None,
        TextFact(
            term=Term(zh="小区名称", en="estate name"), headings=("小区", "名称", "小区名", "项目名称", "住宅小区名称")
        ),
    ] = None
    district: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="所在区", en="district"),
            enumeration="district",
            question=Term(
                zh="小区属于哪个区（管委会）？", en="In which district (or administrative committee's area) is it?"
            ),
            headings=("区", "区县", "辖区", "所属区", "行政区", "区（管委会）", "县（市、区）"),
        ),
    ] = None
    subdistrict: Annotated[
        str | None,
        TextFact(
            term=Term(zh="街道（镇）", en="subdistrict or town"),
            headings=("街道", "街道办事处", "所属街道", "镇", "乡镇街道", "镇（街道）", "街道（乡镇）"),
        ),
    ] = None
    community: Annotated[
        str | None,
        TextFact(
            term=Term(zh="社区（村）", en="community or village"),
            headings=("社区", "所属社区", "居委会", "社区居委会", "村（居）"),
        ),
    ] = None
    address: Annotated[
        str | None,
        TextFact(term=Term(zh="坐落", en="address"), headings=("地址", "小区地址", "详细地址", "小区坐落")),
    ] = None
    in_urban_area: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="位于市区", en="in the urban area"),
            negated=Term(zh="不在市区", en="not in the urban area"),
            question=Term(zh="小区是否位于市区？", en="Is the estate in the urban area?"),
            headings=("是否市区", "是否位于市区", "是否在市区", "市区范围内"),
        ),
    ] = None
    recognised_by_district: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="经区调查认定", en="recognised by the district"),
            negated=Term(zh="未经区调查认定", en="not recognised by the district"),
            question=Term(
                zh="区里是否已调查认定该小区为老旧小区？",
                en="Has the district surveyed the estate and recognised it as an old estate?",
            ),
            headings=("是否认定", "是否认定为老旧小区", "是否经区认定", "区认定", "老旧小区认定", "已认定"),
        ),
    ] = None
    completion_year: Annotated[
        int | None,
        QuantityFact(
            term=Term(zh="建成年份", en="completion year"),
            unit="calendar_year",
            low=_FIRST_YEAR,
            high=_LAST_YEAR,
            scale=0,
            question=Term(zh="小区哪一年建成？", en="In which year was the estate completed?"),
            headings=(
                *("建成年代", "建成时间", "建成年", "建成年度", "建造年份", "建造年代", "建造时间"),
                *("建筑年代", "建设年代", "建设年份", "竣工年份", "竣工年代", "竣工年度", "竣工时间"),
            ),
        ),
    ] = None
    completion_basis: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="建成年份依据", en="evidence of the completion year"),
            enumeration="completion_basis",
            question=Term(zh="建成年份根据什么材料确定？", en="By which document was the completion year established?"),
            absent="not_stated",
            says={
                "not_stated": Term(zh="未注明建成年份依据", en="evidence of the completion year not stated"),
            },
            headings=("年份依据", "建成时间依据", "认定建成依据", "建成依据"),
        ),
    ] = None
    completed_in_phases: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="分期建成", en="completed in phases"),
            negated=Term(zh="一次建成", en="completed at one time"),
            question=Term(zh="小区是否分期建成？", en="Was the estate completed in phases?"),
            headings=("是否分期", "是否分期建成", "是否分期建设", "分期建设"),
        ),
    ] = None
    first_phase_year: Annotated[
        int | None,
        QuantityFact(
            term=Term(zh="首期建成年份", en="completion year of the first phase"),
            unit="calendar_year",
            low=_FIRST_YEAR,
            high=_LAST_YEAR,
            scale=0,
            question=Term(zh="分期建成的，第一期哪一年建成？", en="In which year was the first phase completed?"),
            headings=("一期建成年份", "最早一期建成年份", "首期建成时间", "一期建成时间"),
        ),
    ] = None
    last_phase_year: Annotated[
        int | None,
        QuantityFact(
            term=Term(zh="末期建成年份", en="completion year of the last phase"),
            unit="calendar_year",
            low=_FIRST_YEAR,
            high=_LAST_YEAR,
            scale=0,
            question=Term(zh="分期建成的，最后一期哪一年建成？", en="In which year was the last phase completed?"),
            headings=("最后一期建成年份", "最晚一期建成年份", "末期建成时间", "最后一期建成时间"),
        ),
    ] = None
    infrastructure_aged: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="基础设施老化", en="infrastructure aged"),
            negated=Term(zh="基础设施未老化", en="infrastructure not aged"),
            question=Term(zh="小区基础设施是否老化？", en="Is the estate's infrastructure aged?"),
            headings=("基础设施是否老化", "是否基础设施老化"),
        ),
    ] = None
    supporting_facilities_incomplete: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="配套设施不健全", en="supporting facilities incomplete"),
            negated=Term(zh="配套设施健全", en="supporting facilities complete"),
            question=Term(zh="小区配套设施是否不健全？", en="Are the estate's supporting facilities incomplete?"),
            headings=("配套设施是否不健全", "是否配套设施不健全", "配套不健全", "配套设施不全"),
        ),
    ] = None
    gross_floor_area: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="建筑面积", en="gross floor area"),
            unit="m2",
            unit_words=("平米", "平方"),
            low=Decimal("0.01"),
            high=Decimal(10_000_000),
            scale=2,
            question=Term(
                zh="小区建筑面积是多少平方米（不是占地面积）？",
                en="What is the estate's gross floor area in m² (not the site area)?",
            ),
            headings=(
                "总建筑面积",
                "建筑总面积",
                "建筑面积（平方米）",
                "总建筑面积（平方米）",
                "建筑面积（㎡）",
                "总建筑面积（㎡）",
                "建筑面积/平方米",
                "建筑面积/㎡",
            ),
        ),
    ] = None
    management_mode: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="管理模式", en="management mode"),
            enumeration="management_mode",
            question=Term(
                zh="小区现行哪一种管理模式（以业主共同决定并登记的为准）？",
                en="Which management mode does the estate have, as its owners decided and as recorded?",
            ),
            headings=("小区管理模式", "物业管理模式", "现管理模式", "物业服务模式", "管理方式"),
            says={"none": Term(zh="尚无管理模式", en="no management mode yet")},
        ),
    ] = None
    mode_imposed: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="管理模式未经业主共同决定", en="mode adopted without the owners' joint decision"),
            negated=Term(zh="管理模式由业主共同决定", en="mode adopted by the owners' joint decision"),
            question=Term(
                zh="管理模式是否未经业主共同决定即实行？", en="Was the mode adopted without the owners' joint decision?"
            ),
            absent=False,
            headings=("是否未经业主共同决定", "未经业主决定", "管理模式未经业主决定"),
        ),
    ] = None
    mode_decision_recorded: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="业主共同决定管理模式有记录", en="owners' joint decision on the mode on record"),
            negated=Term(zh="业主共同决定管理模式没有记录", en="no record of the owners' joint decision on the mode"),
            question=Term(
                zh="业主共同决定管理模式是否有记录？", en="Is there a record of the owners' joint decision on the mode?"
            ),
            headings=(
                "业主决定记录",
                "管理模式决定记录",
            ),
        ),
    ] = None
    entrusted_to_company: Annotated[
        bool | None,
        TruthFact(
            term=Term(
                zh="已委托专业公司或物业服务企业",
                en="matters entrusted to a specialised company or property enterprise",
            ),
            negated=Term(
                zh="未委托专业公司或物业服务企业",
                en="nothing entrusted to a specialised company or property enterprise",
            ),
            question=Term(
                zh="小区是否与专业公司或物业服务企业订有委托合同？",
                en="Is there a contract entrusting matters to a specialised company or property enterprise?",
            ),
            headings=("是否委托物业公司", "是否委托专业公司", "是否有物业合同", "是否签订物业服务合同", "物业合同"),
        ),
    ] = None
    delegated_items: Annotated[
        int | None,
        QuantityFact(
            term=Term(zh="委托事项数", en="number of matters entrusted"),
            unit="item",
            low=Decimal(0),
            high=Decimal(1000),
            scale=0,
            question=Term(
                zh="委托给专业公司或物业服务企业的事项有几项？", en="How many matters are entrusted to a company?"
            ),
            headings=("委托事项数量", "委托项数"),
        ),
    ] = None
    delegate_kind: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="受托单位类别", en="kind of company entrusted"),
            enumeration="enterprise_kind",
            question=Term(
                zh="受托的是物业服务企业、专业公司还是其他单位？",
                en="Is a property service enterprise, a specialised company or something else entrusted?",
            ),
            headings=("受托单位", "受托企业类别"),
        ),
    ] = None
    owners_service_team: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="由本小区业主组建管理服务队伍", en="service team of the estate's own owners"),
            negated=Term(zh="未由本小区业主组建管理服务队伍", en="no service team of the estate's own owners"),
            question=Term(
                zh="本小区业主是否组建了管理服务队伍？", en="Have the estate's own owners formed a service team?"
            ),
            headings=(
                "业主服务队伍",
                "是否组建服务队伍",
            ),
        ),
    ] = None
    service_centre_established: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已成立基本物业服务中心", en="basic property service centre established"),
            negated=Term(zh="未成立基本物业服务中心", en="no basic property service centre"),
            question=Term(
                zh="属地街道办事处（镇人民政府）是否已成立基本物业服务中心？",
                en="Has the subdistrict office set up a basic property service centre?",
            ),
            headings=(
                "基本物业服务中心",
                "是否成立服务中心",
            ),
        ),
    ] = None
    operating_form: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="服务中心运作方式", en="how the service centre works"),
            enumeration="operating_form",
            question=Term(
                zh="服务中心是企业化运作还是与专业化公司合作？",
                en="Is the service centre run as an enterprise, or together with a professional company?",
            ),
            headings=("运作方式", "托管运作方式"),
        ),
    ] = None
    residents_committee_takes_part: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="社区居委会（村委会）参与物业服务", en="residents' committee takes part"),
            negated=Term(zh="社区居委会（村委会）未参与物业服务", en="residents' committee does not take part"),
            question=Term(
                zh="社区居委会（村委会）是否参与“三位一体”物业服务？",
                en="Does the residents' committee take part in the three-in-one?",
            ),
            headings=(
                "居委会参与",
                "社区居委会是否参与",
            ),
        ),
    ] = None
    renovated: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已落实整治改造", en="renovated"),
            negated=Term(zh="未落实整治改造", en="not renovated"),
            question=Term(zh="小区是否已落实整治改造？", en="Has the estate been renovated?"),
            headings=(
                "是否整治改造",
                "是否已整治改造",
                "是否落实整治改造",
                "是否改造",
                "已改造",
                "整治改造",
                "改造情况",
            ),
        ),
    ] = None
    renovation_evidence: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="整治改造证明材料", en="evidence of renovation"),
            enumeration="renovation_evidence",
            question=Term(zh="已落实整治改造有什么证明材料？", en="Which document shows that it has been renovated?"),
            absent="none_recorded",
            says={
                "none_recorded": Term(zh="没有整治改造证明材料", en="no evidence of renovation recorded"),
                "works_contract": Term(
                    zh="整治改造证明材料仅有施工合同", en="a works contract is the only evidence of renovation"
                ),
            },
            headings=("改造证明", "整治改造依据", "改造依据", "验收材料", "改造证明材料"),
        ),
    ] = None
    assembly_conditions_mature: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="成立业主大会条件成熟", en="conditions for an owners' assembly mature"),
            negated=Term(zh="成立业主大会条件尚不成熟", en="conditions for an owners' assembly not yet mature"),
            question=Term(
                zh="成立业主大会、业主委员会的条件是否成熟（由街道办事处、镇人民政府判断）？",
                en="Are the conditions for an owners' assembly mature, in the subdistrict office's judgement?",
            ),
            headings=("成立条件是否成熟", "是否具备成立业主大会条件", "业主大会成立条件", "条件成熟"),
        ),
    ] = None
    owners_assembly_established: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已成立业主大会", en="owners' assembly established"),
            negated=Term(zh="未成立业主大会", en="no owners' assembly"),
            question=Term(zh="小区是否已成立业主大会？", en="Has an owners' assembly been established?"),
            headings=("业主大会", "是否成立业主大会", "是否已成立业主大会"),
        ),
    ] = None
    owners_committee_established: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已成立业主委员会", en="owners' committee established"),
            negated=Term(zh="未成立业主委员会", en="no owners' committee"),
            question=Term(zh="小区是否已成立业主委员会？", en="Has an owners' committee been established?"),
            headings=("业委会", "业主委员会", "是否成立业委会", "是否成立业主委员会", "是否已成立业主委员会"),
        ),
    ] = None
    management_committee_established: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已成立物业管理委员会", en="property management committee established"),
            negated=Term(zh="未成立物业管理委员会", en="no property management committee"),
            question=Term(
                zh="小区是否已成立物业管理委员会？", en="Has a property management committee been established?"
            ),
            headings=("物管会", "物业管理委员会", "是否成立物管会", "是否成立物业管理委员会"),
        ),
    ] = None
    guidance_price_decision: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="业主大会关于指导价的决定", en="owners' assembly's decision on the guidance price"),
            enumeration="guidance_price_decision",
            question=Term(
                zh="业主大会是否决定实行指导价？",
                en="Has the owners' assembly decided whether the guidance price applies?",
            ),
            headings=("是否实行指导价", "指导价决定", "业主大会指导价决定"),
            says={
                "apply": Term(zh="业主大会决定实行指导价", en="the owners' assembly decided for the guidance price"),
                "not_apply": Term(
                    zh="业主大会决定不实行指导价", en="the owners' assembly decided against the guidance price"
                ),
                "undecided": Term(
                    zh="业主大会尚未决定是否实行指导价",
                    en="the owners' assembly has not decided on the guidance price yet",
                ),
            },
        ),
    ] = None
    lacks_professional_conditions: Annotated[
        bool | None,
        TruthFact(
            term=Term(
                zh="不具备规模化、专业化管理条件", en="conditions for professional management on a larger scale lacking"
            ),
            negated=Term(
                zh="具备规模化、专业化管理条件", en="conditions for professional management on a larger scale present"
            ),
            question=Term(
                zh="小区是否不具备规模化、专业化管理条件？",
                en="Does the estate lack the conditions for professional management on a larger scale?",
            ),
            headings=("是否不具备规模化专业化管理条件", "不具备专业化管理条件", "是否不具备专业化条件"),
        ),
    ] = None
    cannot_organise_self_management: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="无法组织业主自治管理", en="owner self-management cannot be organised"),
            negated=Term(zh="能够组织业主自治管理", en="owner self-management can be organised"),
            question=Term(
                zh="小区是否无法组织业主自治管理？", en="Is it impossible to organise owner self-management?"
            ),
            headings=("是否无法组织业主自治", "无法组织自治管理", "是否无法自治管理"),
        ),
    ] = None
    small_scale: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="规模较小", en="small"),
            negated=Term(zh="规模不小", en="not small"),
            question=Term(zh="小区是否规模较小？", en="Is the estate small?"),
            headings=("是否规模较小", "小规模"),
        ),
    ] = None
    scattered: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="分布零散", en="scattered"),
            negated=Term(zh="分布不零散", en="not scattered"),
            question=Term(zh="小区是否分布零散？", en="Is the estate scattered?"),
            headings=("是否分布零散", "零散小区", "是否零散"),
        ),
    ] = None
    adjacent_estate_exists: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="有相邻小区", en="an adjacent estate exists"),
            negated=Term(zh="无相邻小区", en="no adjacent estate"),
            question=Term(zh="是否有可供并入的相邻小区？", en="Is there an adjacent estate to merge into?"),
            headings=("是否有相邻小区", "相邻小区"),
        ),
    ] = None
    owners_opinion_on_merging: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="本小区业主并入意见", en="owners' opinion on merging"),
            enumeration="owners_opinion",
            question=Term(
                zh="本小区业主对并入相邻小区意见如何？",
                en="What do the owners think of merging into the adjacent estate?",
            ),
            headings=("并入意见", "业主并入意见", "本小区业主意见", "业主合并意见"),
            says={
                "support": Term(zh="本小区业主同意并入", en="the owners are in favour of merging"),
                "oppose": Term(zh="本小区业主不同意并入", en="the owners are against merging"),
                "not_asked": Term(
                    zh="尚未就并入征求本小区业主意见", en="the owners have not been asked about merging yet"
                ),
            },
        ),
    ] = None
    neighbour_owners_opinion_on_merging: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="相邻小区业主并入意见", en="adjacent estate's owners' opinion on merging"),
            enumeration="owners_opinion",
            question=Term(
                zh="相邻小区业主对接收本小区意见如何？",
                en="What do the adjacent estate's owners think of the merger?",
            ),
            headings=("相邻小区业主意见", "接收小区业主意见", "相邻小区意见"),
            says={
                "support": Term(
                    zh="相邻小区业主同意并入", en="the adjacent estate's owners are in favour of the merger"
                ),
                "oppose": Term(zh="相邻小区业主不同意并入", en="the adjacent estate's owners are against the merger"),
                "not_asked": Term(
                    zh="尚未就并入征求相邻小区业主意见",
                    en="the adjacent estate's owners have not been asked about the merger yet",
                ),
            },
        ),
    ] = None
    merged: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已并入相邻小区", en="merged into the adjacent estate"),
            negated=Term(zh="未并入相邻小区", en="not merged"),
            question=Term(zh="小区是否已并入相邻小区？", en="Has the estate been merged into the adjacent one?"),
            absent=False,
            headings=("是否并入", "是否并入相邻小区", "是否合并", "已合并"),
        ),
    ] = None
    cleaning_provided: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已落实基本保洁", en="basic cleaning provided"),
            negated=Term(zh="未落实基本保洁", en="basic cleaning not provided"),
            question=Term(zh="是否已落实基本保洁？", en="Is basic cleaning provided?"),
            headings=("保洁", "基本保洁", "是否保洁", "是否落实保洁"),
        ),
    ] = None
    greening: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="基本保绿情况", en="basic greening upkeep"),
            enumeration="greening",
            question=Term(
                zh="是否已落实基本保绿（小区没有绿地的，注明不适用）？",
                en="Is basic greening upkeep provided (or not applicable, for want of any green)?",
            ),
            headings=("保绿", "基本保绿", "是否保绿", "绿化养护", "是否落实保绿"),
            says={
                "provided": Term(zh="已落实基本保绿", en="basic greening upkeep provided"),
                "not_provided": Term(zh="未落实基本保绿", en="basic greening upkeep not provided"),
                "not_applicable": Term(
                    zh="小区无绿地而不适用基本保绿", en="no green, so that basic greening upkeep does not apply"
                ),
            },
        ),
    ] = None
    order_maintained: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已落实基本秩序维护", en="basic order maintained"),
            negated=Term(zh="未落实基本秩序维护", en="basic order not maintained"),
            question=Term(zh="是否已落实基本秩序维护？", en="Is basic order maintained?"),
            headings=("秩序维护", "基本秩序维护", "是否秩序维护", "是否落实秩序维护"),
        ),
    ] = None
    service_grade: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="服务等级", en="grade of service"),
            enumeration="service_grade",
            question=Term(zh="小区基本物业服务评定为哪一级？", en="Which grade is the estate's basic service?"),
            headings=("物业服务等级", "服务级别"),
        ),
    ] = None
    charged_rate: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="实际物业服务费标准", en="fee charged"),
            unit="CNY/m2/month",
            low=Decimal(0),
            high=Decimal(100),
            scale=4,
            question=Term(
                zh="每平方米每月实际收取多少物业服务费？", en="What fee is charged per square metre a month?"
            ),
            headings=("物业费标准", "收费标准", "物业服务费标准", "物业费单价"),
            unit_words=("元/平方米·月", "元/㎡·月", "元/m²·月", "元/平方米/月"),
        ),
    ] = None
    accounts_kept_and_disclosed: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="收支已建帐并公开", en="accounts kept and disclosed"),
            negated=Term(zh="收支未建帐或者未公开", en="accounts not kept or not disclosed"),
            question=Term(zh="物业项目收支是否建帐并公开？", en="Are the accounts kept and disclosed?"),
            headings=("收支公开", "是否公开收支", "收支是否公开建帐"),
        ),
    ] = None
    fee_items_displayed: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="收费项目已公示", en="fee items displayed"),
            negated=Term(zh="收费项目未公示", en="fee items not displayed"),
            question=Term(zh="收费项目是否公示？", en="Are the fee items displayed?"),
            headings=("收费公示", "是否收费公示", "收费项目是否公示"),
        ),
    ] = None
    fee_raised_unauthorised: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="擅自提高收费标准", en="fee raised without authority"),
            negated=Term(zh="没有擅自提高收费标准", en="no fee raised without authority"),
            question=Term(zh="是否擅自提高收费标准？", en="Was the fee raised without authority?"),
            headings=("是否擅自提价",),
        ),
    ] = None
    charged_irregularly: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="有其他违规收费", en="other irregular charging"),
            negated=Term(zh="没有其他违规收费", en="no other irregular charging"),
            question=Term(zh="是否有其他违规收费行为？", en="Was there other irregular charging?"),
            headings=("违规收费", "是否违规收费"),
        ),
    ] = None
    departments_cooperate: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="相关职能部门给予支持配合", en="departments give support"),
            negated=Term(zh="相关职能部门未给予支持配合", en="departments give no support"),
            question=Term(
                zh="相关职能部门是否给予支持配合？", en="Do the departments concerned give support and co-operation?"
            ),
            headings=(
                "部门配合",
                "职能部门是否配合",
            ),
        ),
    ] = None
    original_unit_cooperates: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="原产权单位给予支持配合", en="original property unit gives support"),
            negated=Term(zh="原产权单位未给予支持配合", en="original property unit gives no support"),
            question=Term(
                zh="原产权单位是否给予支持配合？",
                en="Does the original property-holding unit give support and co-operation?",
            ),
            headings=(
                "原产权单位配合",
                "原产权单位是否配合",
            ),
        ),
    ] = None
