"""The kite festival, an invented world of few values, and policies about it, written as data."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.language.reader import read_policy
from estate_policy.law import Policy
from estate_policy.schema import Identity, MemberFact, QuantityFact, TruthFact
from estate_policy.terms import Term

Tree = str | Sequence["Tree"] | Mapping[str, "Tree"]
"""What a policy file holds."""

DAY = date(2020, 1, 1)
WORDS = Term("风筝", "kite")


def _truth(*, absent: bool | None = None) -> TruthFact:
    return TruthFact(term=WORDS, negated=WORDS, question=WORDS, absent=absent)


def _member(enumeration: str, *, absent: str | None = None) -> MemberFact:
    return MemberFact(term=WORDS, enumeration=enumeration, question=WORDS, absent=absent)


def _number(low: int, high: int) -> QuantityFact:
    return QuantityFact(term=WORDS, unit="share", low=Decimal(low), high=Decimal(high), scale=0, question=WORDS)


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Kite:
    """A kite at the festival: six facts that are asked for, two events that are recorded."""

    id: Annotated[str, Identity()] = "k"
    entered: Annotated[bool | None, _truth()] = None
    tethered: Annotated[bool | None, _truth()] = None
    shape: Annotated[str | None, _member("shape")] = None
    home: Annotated[str | None, _member("home")] = None
    span: Annotated[int | None, _number(0, 3)] = None
    height: Annotated[int | None, _number(-2, 2)] = None
    torn: Annotated[bool | None, _truth(absent=False)] = None
    ruling: Annotated[str | None, _member("ruling", absent="none_given")] = None


DOMAINS: Mapping[str, Sequence[bool | int | str]] = {
    "entered": (True, False),
    "tethered": (True, False),
    "shape": ("delta", "box", "dragon"),
    "home": ("北丘", "南湾", "别处"),
    "span": range(4),
    "height": range(-2, 3),
    "torn": (False, True),
    "ruling": ("none_given", "upheld", "dismissed"),
}
"""Every value that each fact can have. They are few, so that all cases of a law can be tried."""

EVENTS: Mapping[str, bool | str] = {"torn": False, "ruling": "none_given"}
"""The recorded events, and what none on record means."""

SAID: Tree = {"zh": "风筝", "en": "kite"}
QUOTE = "every kite"


def _named(*members: str) -> Tree:
    return {member: {"zh": member, "en": member} for member in members}


_DOCUMENT: Mapping[str, Tree] = {
    "document": "kites",
    "title": SAID,
    "in_force": "always",
    "units": {
        "month": {"measures": "month", "zh": "月份", "en": "month"},
        "day": {"measures": "day", "zh": "日期", "en": "day"},
    },
    "enumerations": {
        "shape": {"term": SAID, "members": _named("delta", "box", "dragon")},
        "home": {"term": SAID, "open": "true", "members": _named("北丘", "南湾")},
        "ruling": {"term": SAID, "members": _named("none_given", "upheld", "dismissed")},
        "body": {"term": SAID, "members": _named("judges")},
    },
}


def read(clauses: Mapping[str, Tree], *subjects: type, cases: Mapping[str, Tree] | None = None) -> Policy:
    """The policy whose files hold these clauses, about kites or the subjects given, with base cases for examples."""
    document = {**_DOCUMENT, "cases": cases or {}}
    with tempfile.TemporaryDirectory() as folder:
        kites = Path(folder, "kites")
        kites.mkdir()
        for name, content in (("document", document), ("clauses", clauses)):
            (kites / f"{name}.yaml").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        return read_policy(Path(folder), subjects or (Kite,))


def clause(**sections: Tree) -> Tree:
    """A clause with words that everything in it can quote."""
    return {"title": SAID, "text": f"Of {QUOTE}.", **sections}


def conclusion(kind: str, rules: Tree) -> Tree:
    """A conclusion about kites by rules; a `share`, a `truth`, or of an enumeration."""
    return {"of": "kite", "term": SAID, "quote": QUOTE, "unit" if kind == "share" else "kind": kind, "rules": rules}


def formula(kind: str, text: str) -> Tree:
    """A conclusion about kites by one formula."""
    return {"of": "kite", "term": SAID, "quote": QUOTE, "unit" if kind == "share" else "kind": kind, "is": text}


def reading(*options: str) -> Tree:
    """A reading whose first option is preferred."""
    return {"term": SAID, "quote": QUOTE, "options": _named(*options), "preferred": options[0]}


def assumption(*options: str) -> Tree:
    """An assumption whose first option is adopted."""
    return {"term": SAID, "quote": QUOTE, "options": _named(*options), "adopted": options[0]}


def parameter(value: str) -> Tree:
    """A plain number that never changes."""
    return {"term": SAID, "quote": QUOTE, "unit": "share", "values": {"always": value}}


SILENT: Mapping[str, Tree] = {"silent": SAID}
LEFT: Mapping[str, Tree] = {"left_to": {"body": "judges", "instrument": SAID}}


def discretion(*within: str) -> Mapping[str, Tree]:
    """The judges choose, between two ends if they are given."""
    return {"discretion": {"by": "judges", **({"within": within} if within else {})}}


def _reversed(subject: type) -> type:
    hints = dict(reversed(subject.__annotations__.items()))
    defaults = {name: "k" if name == "id" else None for name in hints}
    body = {"__annotations__": hints, "__module__": __name__, **defaults}
    return attrs.frozen(kw_only=True, field_transformer=checked_facts)(type("Kite", (), body))


KITE_REVERSED = _reversed(Kite)
"""The same subject, its facts declared in the contrary order."""
