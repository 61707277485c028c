"""Every example of the shipped policy decided by the engine that is named, and all that can be told of it, printed."""

import json
import sys
from datetime import date
from functools import cache
from typing import cast, get_args

from estate_policy import Engine, LawInForce, decide, load_policy
from estate_policy.given import made
from estate_policy.interpreters.choices import adopting
from estate_policy.law import Figure
from estate_policy.stretches import first_day, stretches
from estate_policy.terms import Language


def told(engine: Engine, step: int = 1) -> None:
    """Print the decisions about each example, or about one in so many, as data and in words."""
    policy = load_policy()
    last = first_day(stretches(policy)[-1])

    @cache
    def law_of(day: date, under: tuple[tuple[str, str | Figure], ...]) -> LawInForce:
        return adopting(policy, dict(under)).on(day)

    for example in policy.examples[::step]:
        subject, unknown = made(policy.subjects[example.subject], example.facts)
        law = law_of(example.on or last, tuple(example.under.items()))
        decision = decide(law, subject, unknown_events=unknown, engine=engine)
        sys.stdout.write(json.dumps(decision.to_dict(), ensure_ascii=False) + "\n")
        for language in get_args(Language):
            sys.stdout.write(decision.explain(cast("Language", language)) + "\n")


if __name__ == "__main__":
    told(cast("Engine", sys.argv[1]), *map(int, sys.argv[2:]))
