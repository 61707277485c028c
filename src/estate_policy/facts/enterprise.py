"""The facts about an enterprise that serves old estates."""

from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.contract import Contract
from estate_policy.schema import CollectionFact, Identity, MemberFact, TextFact, TruthFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Enterprise:
    """An enterprise with its contracts about estates. `None` is unknown."""

    id: Annotated[str, Identity(term=Term(zh="企业编号", en="enterprise id"), headings=("统一社会信用代码",))]
    name: Annotated[str | None, TextFact(term=Term(zh="企业名称", en="name of the enterprise"))] = None
    kind: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="企业类别", en="kind of enterprise"),
            enumeration="enterprise_kind",
            question=Term(
                zh="是物业服务企业、专业公司还是其他单位？",
                en="Is it a property service enterprise, a specialised company, or something else?",
            ),
        ),
    ] = None
    contracts: Annotated[
        tuple[Contract, ...] | None,
        CollectionFact(
            term=Term(zh="接管老旧小区的物业服务合同", en="contracts by which it took over old estates"),
            subject=Contract,
            question=Term(zh="企业订有哪些物业服务合同？", en="Which property service contracts does it have?"),
        ),
    ] = None
    supported_by_district: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="区已对其采取激励政策和措施", en="supported by the district's incentives"),
            negated=Term(zh="区尚未对其采取激励政策和措施", en="not yet supported by the district's incentives"),
            question=Term(
                zh="区政府（管委会）是否已对该企业采取激励政策和措施？",
                en="Has the district adopted incentives that support the enterprise?",
            ),
        ),
    ] = None
    services_within_law: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="便民服务在法律法规范围内", en="convenience services within the law"),
            negated=Term(zh="便民服务超出法律法规范围", en="convenience services beyond the law"),
            question=Term(
                zh="企业开展的便民服务是否在法律法规范围内？", en="Are its convenience services within the law?"
            ),
        ),
    ] = None
    services_around_property: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="便民服务围绕物业服务", en="convenience services around property service"),
            negated=Term(zh="便民服务与物业服务无关", en="convenience services apart from property service"),
            question=Term(
                zh="企业开展的便民服务是否围绕物业服务？",
                en="Do its convenience services centre on property service?",
            ),
        ),
    ] = None
    services_of_its_own_accord: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="自主开展便民服务", en="convenience services run of its own accord"),
            negated=Term(zh="便民服务非自主开展", en="convenience services not run of its own accord"),
            question=Term(
                zh="便民服务是否由企业自主开展？", en="Does it run the convenience services of its own accord?"
            ),
        ),
    ] = None
