"""Fog Harbour, an invented world: its ships and its dues, on which the engine is tested."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.schema import Identity, MemberFact, QuantityFact, TruthFact
from estate_policy.terms import Term

POLICY = Path(__file__).parent / "policy"


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Ship:
    """A ship in Fog Harbour."""

    id: Annotated[str, Identity()]
    flag: Annotated[
        str | None,
        MemberFact(
            enumeration="flag", term=Term("船旗", "flag"), question=Term("挂哪国旗？", "Under which flag does it sail?")
        ),
    ] = None
    cargo: Annotated[
        str | None,
        MemberFact(enumeration="cargo", term=Term("货类", "cargo"), question=Term("载何货物？", "What does it carry?")),
    ] = None
    tonnage: Annotated[
        Decimal | int | None,
        QuantityFact(
            unit="ton",
            low=Decimal(1),
            high=Decimal(100_000),
            scale=1,
            term=Term("吨位", "tonnage"),
            question=Term("多少吨？", "How many tons?"),
        ),
    ] = None
    listed: Annotated[
        bool | None,
        TruthFact(
            term=Term("已登记", "listed"),
            negated=Term("未登记", "not listed"),
            question=Term("是否登记？", "Is it listed?"),
        ),
    ] = None
    retired: Annotated[
        bool | None,
        TruthFact(
            term=Term("已退役", "retired"),
            negated=Term("未退役", "in service"),
            question=Term("是否退役？", "Is it retired?"),
        ),
    ] = None
    surveyed_unfit: Annotated[
        bool | None,
        TruthFact(
            term=Term("验船不合格", "surveyed unfit"),
            negated=Term("无不合格验船记录", "no survey found it unfit"),
            question=Term("是否验船不合格？", "Did a survey find it unfit?"),
            absent=False,
        ),
    ] = None
