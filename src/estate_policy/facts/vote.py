"""The facts about a vote of the owners."""

from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.schema import Identity, MemberFact, QuantityFact
from estate_policy.terms import Term

_MOST_AREA, _MOST_OWNERS = Decimal(10_000_000), Decimal(1_000_000)


def _area(zh: str, en: str, low: str = "0") -> QuantityFact:
    return QuantityFact(
        term=Term(zh=zh, en=en),
        unit="m2",
        low=Decimal(low),
        high=_MOST_AREA,
        scale=2,
        question=Term(zh=f"{zh}是多少平方米？", en=f"How many m² is the {en}?"),
    )


def _owners(zh: str, en: str, low: int = 0) -> QuantityFact:
    return QuantityFact(
        term=Term(zh=zh, en=en),
        unit="owner",
        low=Decimal(low),
        high=_MOST_OWNERS,
        scale=0,
        question=Term(zh=f"{zh}是多少？", en=f"What is the {en}?"),
    )


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Vote:
    """A vote of the owners on one matter, counted by exclusive area and by heads. `None` is unknown."""

    id: Annotated[str, Identity(term=Term(zh="表决编号", en="vote id"))]
    matter: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="表决事项", en="matter of the vote"),
            enumeration="vote_matter",
            question=Term(zh="表决的是哪一项事项？", en="Which matter is voted on?"),
        ),
    ] = None
    total_area: Annotated[Decimal | int | None, _area("专有部分总面积", "total exclusive area", "0.01")] = None
    total_owners: Annotated[int | None, _owners("业主总人数", "number of all owners", 1)] = None
    area_taking_part: Annotated[
        Decimal | int | None, _area("参与表决业主的专有部分面积", "exclusive area of the owners taking part")
    ] = None
    owners_taking_part: Annotated[int | None, _owners("参与表决的业主人数", "number of owners taking part")] = None
    area_in_favour: Annotated[
        Decimal | int | None, _area("同意业主的专有部分面积", "exclusive area of the owners in favour")
    ] = None
    owners_in_favour: Annotated[int | None, _owners("同意的业主人数", "number of owners in favour")] = None
