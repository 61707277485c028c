"""Which body is to be taken a matter, and in which role: what the conclusions that name bodies come to."""

import attrs

from estate_policy.decision import decide
from estate_policy.kinds import Member
from estate_policy.language.rules import BODIES
from estate_policy.law import Citation, LawInForce
from estate_policy.outcome import Standing
from estate_policy.rulings import NONE_NAMED


@attrs.frozen
class Route:
    """A body, by its name in the policy, in a role, which is a conclusion, with the words that name it.

    `body` is `None` where facts are missing; then the standing is not settled, and the decision says what is missing.
    Where another reading names another body, `otherwise` has it.
    """

    body: str | None
    role: str
    citation: Citation
    standing: Standing
    otherwise: tuple[str, ...]


def route(law: LawInForce, matter: attrs.AttrsInstance) -> tuple[Route, ...]:
    """Each body that has to do with a matter, in the order of the roles; roles for which none is named are left out.

    >>> from datetime import date
    >>> from estate_policy import Matter, load_policy
    >>> law = load_policy().on(date(2019, 7, 1))
    >>> for one in route(law, Matter(id="M-1", matter_kind="illegal_construction")):
    ...     print(one.role, one.body, one.citation.clause)
    guided_by city_planning 四(二)7
    urged_by city_planning 四(二)7
    determined_by district_planning 四(二)7
    ordered_by district 四(二)7
    """
    routes = []
    for answer in decide(law, matter).values():
        if answer.conclusion.kind != Member(BODIES):
            continue
        others = tuple(dict.fromkeys(str(one.value) for one in answer.alternatives if one.value is not None))
        body = None if answer.working_value is None else str(answer.working_value)
        if body != NONE_NAMED or others:
            routes.append(Route(body, answer.name, answer.citation, answer.standing, others))
    return tuple(routes)
