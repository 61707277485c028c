"""What to ask about an answer: the next question, and the facts that would settle it, as data and in words."""

from collections.abc import Iterable, Iterator

import attrs

from estate_policy.answer import Answer
from estate_policy.asking import NextQuestion, SettlingSets, next_question, smallest_sets
from estate_policy.headlines import missing_term, question
from estate_policy.interpreters.voice import Voice
from estate_policy.outcome import Missing
from estate_policy.schema import Fact, Relation, field_at
from estate_policy.terms import Language
from estate_policy.tried import allowed_words, fact_words, plain, unsearched_words
from estate_policy.wording import words

MOST_TOLD = 20
"""Sets of one sort that are told in words; data has them all."""


@attrs.frozen(repr=False)
class Inquiry:
    """What to ask about an answer: the question to begin with, if one was found, and the sets that would settle it."""

    answer: Answer
    best: NextQuestion | None
    sets: SettlingSets

    def __repr__(self) -> str:
        """What is asked about, and what first."""
        return f"<Inquiry {self.answer.name}: {None if self.best is None else self.best.fact}>"

    def explain(self, language: Language = "zh") -> str:
        """What to ask first, the sets, and how each missing fact is asked for, in words."""
        voice = _voice(self.answer, language)
        name = self.answer.conclusion.term.in_language(language)
        if not self.answer.missing:
            return words("ask-none", language, name=name)
        lines = [words("ask", language, name=name), self._first(voice)]
        always = [_listed([missing_term(self._place(fact), voice) for fact in one], voice) for one in self.sets.always]
        lines += _told("ask-always", always, voice)
        sometimes = [
            [
                _valued(self._place(fact), fact_words(self._place(fact), value, voice), voice)
                for fact, value in one.items()
            ]
            for one in self.sets.sometimes
            if set(one) not in map(set, self.sets.always)
        ]
        lines += _told("ask-sometimes", [_listed(one, voice) for one in sometimes], voice)
        if not self.sets.complete:
            unsearched = [self._place(fact) for fact in self.sets.unsearched]
            lines += [words("ask-partly", language), *unsearched_words(unsearched, voice, ended=self.sets.ended)]
        asked = [_valued(place, _asked(place, voice), voice) for place in self.answer.missing_facts]
        return "\n".join([*lines, *_items("ask-facts", asked, voice)])

    def to_dict(self) -> dict[str, object]:
        """The question and the sets as plain data, numbers as digits; it round-trips as JSON."""
        best, sets = self.best, self.sets
        return {
            "conclusion": self.answer.name,
            "next": None
            if best is None
            else {"fact": best.fact, "settling": best.settling, "cells": best.cells, "complete": best.complete},
            "always": [list(one) for one in sets.always],
            "sometimes": [{fact: plain(value) for fact, value in one.items()} for one in sets.sometimes],
            "complete": sets.complete,
            "unsearched": list(sets.unsearched),
            "ended": sets.ended,
            "facts": {str(place): _fact(place, self.answer) for place in self.answer.missing_facts},
        }

    def _first(self, voice: Voice) -> str:
        if self.best is None:
            first = question(self.answer.missing_facts[0], voice)
            return words("ask-first-declared", voice.language, question=first)
        asked, key = (
            question(self._place(self.best.fact), voice),
            "ask-first" if self.best.complete else "ask-first-tried",
        )
        return words(key, voice.language, question=asked, leaves=_leaves(self.best, voice))

    def _place(self, fact: str) -> Missing:
        return next(place for place in self.answer.missing_facts if str(place) == fact)


def inquire(answer: Answer) -> Inquiry:
    """What to ask about an answer that waits for facts."""
    return Inquiry(answer, next_question(answer), smallest_sets(answer))


def _leaves(asked: NextQuestion, voice: Voice) -> str:
    """After how many of the answers to a question nothing more is missing."""
    key = "some"
    if asked.settling in (0, asked.cells):
        key = "nothing" if asked.settling else "more"
    return words(f"ask-leaves-{key}", voice.language, settling=str(asked.settling), cells=str(asked.cells))


def _voice(answer: Answer, language: Language) -> Voice:
    return Voice(answer.case.law, answer.case.subject, language)


def _fact(place: Missing, answer: Answer) -> dict[str, object]:
    """How a missing fact is called and asked for, in both languages."""
    voices = (_voice(answer, "zh"), _voice(answer, "en"))
    told = {"term": missing_term, "question": question, "allowed": allowed_words}
    return {key: {voice.language: say(place, voice) for voice in voices} for key, say in told.items()}


def _asked(place: Missing, voice: Voice) -> str:
    field = field_at(voice.law.policy.subjects[voice.subject], place)
    assert isinstance(field, Fact | Relation)
    asked, allowed = field.question.in_language(voice.language), allowed_words(place, voice)
    return words("ask-fact", voice.language, question=asked, allowed=allowed)


def _valued(place: Missing, value: str, voice: Voice) -> str:
    return words("field", voice.language, name=missing_term(place, voice), value=value)


def _told(key: str, sets: list[str], voice: Voice) -> Iterator[str]:
    yield from _items(key, sets[:MOST_TOLD], voice)
    if len(sets) > MOST_TOLD:
        yield words("ask-more", voice.language, more=str(len(sets) - MOST_TOLD))


def _items(key: str, items: list[str], voice: Voice) -> Iterator[str]:
    if items:
        yield words(key, voice.language)
        yield from (words("ask-item", voice.language, words=one) for one in items)


def _listed(items: Iterable[str], voice: Voice) -> str:
    return words("list", voice.language).join(items)
