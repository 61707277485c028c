"""Teams at the kite festival: subjects that refer to kites and have several."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

import attrs

from estate_policy.answer import Answer
from estate_policy.checked import checked_facts
from estate_policy.decision import decide
from estate_policy.law import LawInForce, Policy
from estate_policy.schema import CollectionFact, DateFact, Identity, ReferenceFact
from tests.kites import DAY, QUOTE, SAID, WORDS, Kite, Tree, clause, read

_DATES = {"term": WORDS, "question": WORDS, "low": date(2000, 1, 1), "high": date(2030, 12, 31)}


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Team:
    """A team: a kite that leads it, perhaps a spare one on record, its kites, those it is on record to have lost."""

    id: Annotated[str, Identity()] = "t"
    leader: Annotated[Kite | None, ReferenceFact(term=WORDS, subject=Kite, question=WORDS)] = None
    spare: Annotated[Kite | None, ReferenceFact(term=WORDS, subject=Kite, question=WORDS, recorded=True)] = None
    kites: Annotated[Sequence[Kite] | None, CollectionFact(term=WORDS, subject=Kite, question=WORDS)] = None
    lost: Annotated[Sequence[Kite] | None, CollectionFact(term=WORDS, subject=Kite, question=WORDS, recorded=True)] = (
        None
    )
    founded: Annotated[date | None, DateFact(unit="month", counts="months", **_DATES)] = None
    landed: Annotated[date | None, DateFact(unit="day", counts="days", **_DATES)] = None


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Club:
    """A club that has teams."""

    id: Annotated[str, Identity()] = "c"
    teams: Annotated[Sequence[Team] | None, CollectionFact(term=WORDS, subject=Team, question=WORDS)] = None


def told(of: str, kind: str, formula: str) -> Tree:
    """A conclusion about a team, a kite or a club by one formula."""
    return {"of": of, "term": SAID, "quote": QUOTE, "unit" if kind == "share" else "kind": kind, "is": formula}


def ruled(of: str, kind: str, rules: Tree) -> Tree:
    """A conclusion about a team, a kite or a club by rules."""
    return {"of": of, "term": SAID, "quote": QUOTE, "unit" if kind == "share" else "kind": kind, "rules": rules}


def teams(conclusions: Mapping[str, Tree], **sections: Tree) -> Policy:
    """A policy about kites, teams and clubs with these conclusions."""
    return read({"1": clause(conclusions=conclusions, **sections)}, Kite, Team, Club)


def law_of(kind: str, formula: str) -> LawInForce:
    """The law that concludes `asked` about a team by one formula."""
    return teams({"asked": told("team", kind, formula)}).on(DAY)


def asked(law: LawInForce, team: Team, **how: object) -> Answer:
    """What is concluded about a team, by durable-rules, confirmed."""
    return decide(law, team, **how)["asked"]  # type: ignore[arg-type]
