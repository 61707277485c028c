"""Conclusions as people call them: by name, or by their words in either language."""

from collections.abc import Iterable

from estate_policy.errors import Problem, UnknownConclusionError
from estate_policy.law import Conclusion
from estate_policy.messages import Message, closest
from estate_policy.words_written import plain


def conclusion_meant(given: str, conclusions: Iterable[Conclusion]) -> str:
    """The name of the conclusion that is meant, the first if several have the same words."""
    return conclusions_meant(given, conclusions)[0]


def conclusions_meant(given: str, conclusions: Iterable[Conclusion]) -> list[str]:
    """The names of all that are meant: a finding or duty beside a conclusion may be called alike.

    `UnknownConclusionError` where none is, with what was probably meant.
    """
    called = {one.name: {plain(word): word for word in _calls(one)} for one in conclusions}
    found = [name for name, words in called.items() if plain(given) in words]
    if not found:
        similar = closest(given, {word for words in called.values() for word in words.values()})
        hint = similar or Message("leave-option-out")
        raise UnknownConclusionError(Problem(Message("no-such-conclusion", {"name": given}), hint=hint))
    return found


def _calls(conclusion: Conclusion) -> tuple[str, ...]:
    name = conclusion.name
    return (name, name.partition(":")[2] or name, conclusion.term.zh, conclusion.term.en)
