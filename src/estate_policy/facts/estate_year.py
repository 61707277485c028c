"""The facts about an estate's award in a year: what was paid for it, how it was evaluated, what was decided."""

from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.estate import Estate
from estate_policy.facts.instalment import Instalment
from estate_policy.facts.recorded_decision import RecordedDecision
from estate_policy.facts.voucher import Voucher
from estate_policy.schema import CollectionFact, Identity, MemberFact, QuantityFact, ReferenceFact, TruthFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class EstateYear:
    """An estate in a year of the award; `estate` tells its scope and district, `instalments` its months.

    >>> EstateYear(id="A1/2019", year=2019, vouchers=[Voucher(number="V-1", amount=3000)]).vouchers[0].amount
    Decimal('3000')
    """

    id: Annotated[str, Identity(term=Term(zh="小区年度编号", en="id of the estate's year"))]
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
    estate: Annotated[
        Estate | None,
        ReferenceFact(
            term=Term(zh="小区", en="estate"),
            subject=Estate,
            question=Term(zh="是哪个小区，情况如何？", en="Which estate is it, and what is known of it?"),
        ),
    ] = None
    instalments: Annotated[
        tuple[Instalment, ...] | None,
        CollectionFact(
            term=Term(zh="年内各次拨付", en="the year's payments"),
            subject=Instalment,
            question=Term(
                zh="年内分几次拨付，各对应哪些月份？", en="By which payments is the year paid, and for which months?"
            ),
        ),
    ] = None
    state_changed: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="年内状况有变化", en="state changed within the year"),
            negated=Term(zh="年内状况没有变化", en="state as it was all the year"),
            question=Term(
                zh="小区年内状况是否有变化，或者不足十二个月？",
                en="Did the estate change within the year, or was it there for part of it?",
            ),
            absent=False,
        ),
    ] = None
    vouchers: Annotated[
        tuple[Voucher, ...] | None,
        CollectionFact(
            term=Term(zh="拨付凭证", en="vouchers"),
            subject=Voucher,
            question=Term(zh="该年度有哪些拨付凭证？", en="Which vouchers are there for the year?"),
            recorded=True,
        ),
    ] = None
    joint_account_established: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已建立共管账户", en="joint account set up"),
            negated=Term(zh="未建立共管账户", en="no joint account"),
            question=Term(
                zh="街道社区（镇、村）与管理单位是否已建立共管账户？",
                en="Do community and management unit have a joint account?",
            ),
            headings=("共管账户", "是否建立共管账户"),
        ),
    ] = None
    evaluation_result: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="绩效评价结果", en="result of the evaluation"),
            enumeration="evaluation_result",
            question=Term(zh="绩效评价结果如何？", en="What is the result of the evaluation?"),
            absent="pending",
            headings=("评价结果", "考核结果"),
        ),
    ] = None
    score: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="绩效评价得分", en="score of the evaluation"),
            unit="score",
            low=Decimal(0),
            high=Decimal(100),
            scale=2,
            question=Term(zh="绩效评价得多少分？", en="What is the score of the evaluation?"),
            headings=("得分", "评价得分", "考核得分"),
        ),
    ] = None
    effect_poor: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="长效管理效果差", en="poor effect of the management"),
            negated=Term(zh="没有长效管理效果差的记录", en="no poor effect on record"),
            question=Term(zh="是否认定长效管理效果差？", en="Was the effect of the management found to be poor?"),
            absent=False,
            headings=("效果差", "是否效果差"),
        ),
    ] = None
    many_complaints: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="业主矛盾投诉多", en="many conflicts and complaints of owners"),
            negated=Term(zh="没有业主矛盾投诉多的记录", en="no many complaints on record"),
            question=Term(zh="是否认定业主矛盾投诉多？", en="Were owners' conflicts and complaints found to be many?"),
            absent=False,
            headings=("投诉多", "是否投诉多"),
        ),
    ] = None
    measures_effective: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="推进措施得力", en="measures effective"),
            negated=Term(zh="推进措施不得力", en="measures not effective"),
            question=Term(zh="推进措施是否得力？", en="Are the measures effective?"),
        ),
    ] = None
    results_visible: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="效果明显", en="results visible"),
            negated=Term(zh="效果不明显", en="results not visible"),
            question=Term(zh="效果是否明显？", en="Are the results visible?"),
        ),
    ] = None
    satisfaction_high: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="满意度较高", en="satisfaction rather high"),
            negated=Term(zh="满意度不高", en="satisfaction not high"),
            question=Term(zh="满意度是否较高？", en="Is satisfaction rather high?"),
        ),
    ] = None
    basic_services_in_place: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="基础性保障服务到位", en="basic services in place"),
            negated=Term(zh="基础性保障服务不到位", en="basic services not in place"),
            question=Term(zh="基本保洁保绿秩序维护等服务是否到位？", en="Are the basic services in place?"),
        ),
    ] = None
    district_assessment_done: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="区房管部门已作日常监督考核", en="daily assessment by the district's department made"),
            negated=Term(zh="区房管部门未作日常监督考核", en="no daily assessment by the district's department"),
            question=Term(
                zh="区房管部门是否已作日常监督考核？",
                en="Has the district housing department made its daily assessment?",
            ),
        ),
    ] = None
    third_party_engaged: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="通过购买第三方服务评价", en="evaluated through a third party"),
            negated=Term(zh="未通过第三方评价", en="not evaluated through a third party"),
            question=Term(zh="评价是否通过购买第三方服务进行？", en="Was a third party engaged for the evaluation?"),
        ),
    ] = None
    decisions: Annotated[
        tuple[RecordedDecision, ...] | None,
        CollectionFact(
            term=Term(zh="奖补资金处理决定", en="decisions on the award"),
            subject=RecordedDecision,
            question=Term(zh="对该小区奖补资金作过哪些决定？", en="Which decisions were made on the estate's award?"),
            recorded=True,
        ),
    ] = None
