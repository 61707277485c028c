"""How a broken invariant is reported: what is wrong, by which clause, and the subjects that show it."""

from collections.abc import Sequence

import attrs

from estate_policy.law import Citation, LawInForce
from estate_policy.schema import fields_of
from estate_policy.terms import Language, Term

Witness = tuple[attrs.AttrsInstance, object]
"""A subject, and what the system under test answered about it."""


class InvariantError(AssertionError):
    """A system under test broke an invariant; it carries the clause and the witnesses, the first in full."""

    def __init__(
        self, invariant: str, law: LawInForce, citation: Citation | None, says: Term, witnesses: Sequence[Witness]
    ) -> None:
        """Carry all that; the text of the error is the English one."""
        self.invariant = invariant
        self.law = law
        self.citation = citation
        self.says = says
        self.witnesses = tuple(witnesses)
        super().__init__(self.text())

    def text(self, language: Language = "en") -> str:
        """The invariant, what is wrong, the words of the clause, and a line for each witness."""
        broken = "不成立：" if language == "zh" else "does not hold: "
        lines = [f"`{self.invariant}` {broken}{self.says.in_language(language)}"]
        if self.citation is not None:
            lines.append(f"{self.citation.document} {self.citation.clause} “{self.citation.quote}”")
        (shown, answer), *others = self.witnesses
        lines.append(f"{answer!r} for {_given(shown)}")
        lines += [f"{other!r} with {_differing(subject, shown)}" for subject, other in others]
        lines.append(f"in force on {self.law.day}, {self.law.policy.digest}")
        return "\n".join(lines)


def _given(subject: attrs.AttrsInstance) -> str:
    known = {name: getattr(subject, name) for name in fields_of(type(subject))}
    return ", ".join(f"{name}={value!r}" for name, value in known.items() if value is not None)


def _differing(subject: attrs.AttrsInstance, other: attrs.AttrsInstance) -> str:
    names = [name for name in fields_of(type(subject)) if getattr(subject, name) != getattr(other, name)]
    return ", ".join(f"{name}={getattr(subject, name)!r}" for name in names)
