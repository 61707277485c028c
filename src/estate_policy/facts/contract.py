"""The facts about a contract by which an enterprise takes over an estate."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.estate import Estate
from estate_policy.schema import Identity, QuantityFact, ReferenceFact, TruthFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Contract:
    """A property service contract of an enterprise about one estate. `None` is unknown."""

    id: Annotated[str, Identity(term=Term(zh="合同编号", en="contract id"))]
    estate: Annotated[
        Estate | None,
        ReferenceFact(
            term=Term(zh="所接管的小区", en="estate taken over"),
            subject=Estate,
            question=Term(zh="合同接管的是哪个小区？", en="Which estate does the contract take over?"),
        ),
    ] = None
    area_taken_over: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="接管建筑面积", en="gross floor area taken over"),
            unit="m2",
            unit_words=("平米", "平方"),
            low=Decimal("0.01"),
            high=Decimal(10_000_000),
            scale=2,
            question=Term(
                zh="合同接管的建筑面积是多少平方米？", en="What gross floor area, in m², does the contract take over?"
            ),
            headings=("接管面积",),
        ),
    ] = None
    months: Annotated[
        int | None,
        QuantityFact(
            term=Term(zh="合同期限", en="term of the contract"),
            unit="month",
            unit_words=("个月",),
            low=Decimal(0),
            high=Decimal(1200),
            scale=0,
            question=Term(
                zh="合同期限满多少个月（首日、末日都计入，1月1日至第三年12月31日为36个月）？",
                en="How many full months does it run, its first and last day included (1 January to 31 December: 12)?",
            ),
            headings=("合同期限（月）", "合同月数"),
        ),
    ] = None
    voluntary: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="自愿接管", en="taken over voluntarily"),
            negated=Term(zh="非自愿接管", en="not taken over voluntarily"),
            question=Term(zh="企业是否自愿接管？", en="Did the enterprise take the estate over voluntarily?"),
            headings=("是否自愿接管",),
        ),
    ] = None
    won_by_competition: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="经市场化竞争取得", en="won by competition"),
            negated=Term(zh="未经市场化竞争取得", en="not won by competition"),
            question=Term(zh="合同是否经市场化竞争取得？", en="Was the contract won by competition?"),
            absent=False,
            headings=("是否市场化竞争取得", "是否中标取得"),
        ),
    ] = None


def full_months(first: date, last: date) -> int:
    """The full months of a term from its first to its last day, both included.

    >>> full_months(date(2020, 1, 1), date(2022, 12, 31)), full_months(date(2020, 1, 1), date(2022, 12, 30))
    (36, 35)
    """
    after = last + timedelta(days=1)
    begun = (after.year - first.year) * 12 + after.month - first.month
    return begun - (after.day < first.day)
