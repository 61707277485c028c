"""The facts about a matter: a complaint, a violation or a task in an old estate, to be taken to a body."""

from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.schema import Identity, MemberFact, TextFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Matter:
    """A matter that comes up in an old estate. `None` is unknown."""

    id: Annotated[str, Identity(term=Term(zh="事项编号", en="id of the matter"))]
    summary: Annotated[str | None, TextFact(term=Term(zh="事项摘要", en="summary of the matter"))] = None
    matter_kind: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="事项类别", en="kind of matter"),
            enumeration="matter_kind",
            question=Term(zh="属于哪一类事项？", en="Which kind of matter is it?"),
        ),
    ] = None
    equipment_owner: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="管线、设施设备的产权人", en="owner of the pipes, lines or equipment"),
            enumeration="equipment_owner",
            question=Term(
                zh="有关管线、设施设备的产权属于谁？", en="Who owns the pipes, lines or equipment in question?"
            ),
        ),
    ] = None
