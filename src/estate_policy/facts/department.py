"""The facts about what a department displays in the estates, and how it makes the policies known."""

from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.checklist import item
from estate_policy.schema import Identity, MemberFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Department:
    """A department that has to do with old estates, of the city or a district. `None` is unknown."""

    id: Annotated[str, Identity(term=Term(zh="记录编号", en="id of the record"))]
    department: Annotated[
        str | None,
        MemberFact(
            term=Term(zh="部门", en="department"),
            enumeration="department",
            question=Term(zh="是哪个部门？", en="Which department is it?"),
        ),
    ] = None
    duties_displayed: Annotated[
        bool | None,
        item(
            done=Term(zh="已在小区内公示相关职责", en="its duties are displayed in the estates"),
            not_done=Term(zh="未在小区内公示相关职责", en="its duties are not displayed in the estates"),
        ),
    ] = None
    supervision_phone_displayed: Annotated[
        bool | None,
        item(
            done=Term(
                zh="已在小区内公示监督联系电话", en="its telephone number for complaints is displayed in the estates"
            ),
            not_done=Term(
                zh="未在小区内公示监督联系电话",
                en="its telephone number for complaints is not displayed in the estates",
            ),
        ),
    ] = None
    publicity_carried_out: Annotated[
        bool | None,
        item(
            done=Term(zh="已开展舆论宣传引导", en="publicity has been carried out"),
            not_done=Term(zh="未开展舆论宣传引导", en="publicity has not been carried out"),
        ),
    ] = None
    policies_explained: Annotated[
        bool | None,
        item(
            done=Term(zh="已开展政策解释工作", en="the policies have been explained"),
            not_done=Term(zh="未开展政策解释工作", en="the policies have not been explained"),
        ),
    ] = None
