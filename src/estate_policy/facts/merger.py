"""The facts about the merger of an estate into an adjacent one."""

from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.estate import Estate
from estate_policy.schema import Identity, ReferenceFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Merger:
    """An estate and the adjacent estate that it is to be merged into, each with facts of its own."""

    id: Annotated[str, Identity(term=Term(zh="并入事项编号", en="merger id"))]
    merging: Annotated[
        Estate | None,
        ReferenceFact(
            term=Term(zh="拟并入的小区", en="estate that is merged"),
            subject=Estate,
            question=Term(zh="拟并入相邻小区的是哪个小区？", en="Which estate is to be merged?"),
        ),
    ] = None
    receiving: Annotated[
        Estate | None,
        ReferenceFact(
            term=Term(zh="接收的相邻小区", en="adjacent estate that receives it"),
            subject=Estate,
            question=Term(zh="拟并入哪个相邻小区？", en="Into which adjacent estate is it to be merged?"),
        ),
    ] = None
