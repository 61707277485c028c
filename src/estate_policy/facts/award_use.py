"""The facts about what a district's award was spent on."""

from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.schema import Identity, MemberFact, QuantityFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class AwardUse:
    """One use of the award.

    >>> AwardUse(id="U-1", use="cleaning_wages", amount=800).amount
    Decimal('800')
    """

    id: Annotated[str, Identity(term=Term(zh="支出编号", en="id of the use"))]
    use: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="支出用途", en="what it was spent on"),
            enumeration="award_purpose",
            question=Term(zh="奖补资金用于什么？", en="What was the award spent on?"),
        ),
    ] = None
    amount: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="支出金额", en="amount spent"),
            unit="CNY",
            low=Decimal("0.01"),
            high=Decimal(1_000_000_000),
            scale=2,
            question=Term(zh="支出多少元？", en="What amount was spent?"),
        ),
    ] = None
