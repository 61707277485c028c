"""The kinds of subject that a reform treats differently, in Chinese and English."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from estate_policy.differing import Differences, Kind, Stretch, Treatment
from estate_policy.expr import FactRef
from estate_policy.headlines import figure
from estate_policy.interpreters.prose import denied_truth, member_words
from estate_policy.interpreters.typed import kind_of
from estate_policy.interpreters.voice import Voice, fact_term, worded
from estate_policy.kinds import Value
from estate_policy.outcome import Known, RuleEnd, Standing, Unstated
from estate_policy.schema import DateFact, MemberFact, QuantityFact, TruthFact, ends_of, facts_of, scale_of
from estate_policy.terms import Language
from estate_policy.wording import words


def kinds_text(found: Differences, language: Language = "zh") -> str:
    """The kinds, each with what it comes to before and after, what its cells have in common, and a witness.

    What came out differently before it did is named, so that the conclusions at which a difference begins can be read
    first. A search that was not complete says so.
    """
    before, after = (
        Voice(law, law.conclusions[found.conclusion].subject, language) for law in (found.laws[0], found.laws[1])
    )
    name = after.law.conclusions[found.conclusion].term.in_language(language)
    lines = [words("kinds", language, name=name, count=str(len(found.kinds)))]
    if not found.kinds:
        lines = [words("kinds-none" if found.complete else "kinds-none-found", language, name=name)]
    for kind in found.kinds:
        lines += _kind(kind, before, after)
    if found.kinds and not found.complete:
        lines.append(words("kinds-partly", language))
    return "\n".join(lines)


def changes_text(found: Differences, language: Language = "zh") -> str:
    """From what to what in one line, each change once, whatever kinds of subject and rules make it."""
    before, after = (Voice(law, law.conclusions[found.conclusion].subject, language) for law in found.laws)
    one = after.law.conclusions[found.conclusion]
    told = [
        words(
            "turn",
            language,
            before=figure(kind.before.outcome, one.kind, before),
            after=figure(kind.after.outcome, one.kind, after),
        )
        for kind in found.kinds
    ]
    changes = words("list", language).join(dict.fromkeys(told))
    return words("turns", language, name=one.term.in_language(language), changes=changes)


def _kind(kind: Kind, before: Voice, after: Voice) -> Iterator[str]:
    language = after.language
    told = {"before": _treatment(kind, kind.before, before), "after": _treatment(kind, kind.after, after)}
    yield words("kind", language, **told)
    if kind.follows:
        names = [after.law.conclusions[name].term.in_language(language) for name in kind.follows]
        yield words("kind-follows", language, names=words("enumerated", language).join(names))
    common = [text for fact, parts in kind.common.items() if (text := _common(fact, parts, after))]
    if common:
        yield words("kind-common", language, facts=words("list", language).join(common))
    witness = [_fact(fact, value, after) for fact, value in kind.witness.items()]
    yield words("kind-witness", language, facts=words("list", language).join(witness), count=str(len(kind.cells)))


def _treatment(kind: Kind, treatment: Treatment, voice: Voice) -> str:
    """What a law comes to, why there is no value if there is none, and by which rules."""
    language, outcome = voice.language, treatment.outcome
    told = figure(outcome, voice.law.conclusions[kind.conclusion].kind, voice)
    if isinstance(outcome, Known):
        rules = words("or", language).join(treatment.rules)
        return words("treated", language, figure=told, rules=rules) if rules else told
    ends = sorted(cause for cause in outcome.causes if isinstance(cause, RuleEnd))
    unstated = sorted(cause.parameter for cause in outcome.causes if isinstance(cause, Unstated))
    why = [_why(end.standing, f"{end.conclusion}.{end.rule}", language) for end in ends]
    why += [_why(Standing.UNKNOWN, parameter, language) for parameter in unstated]
    return words("treated", language, figure=told, rules=words("list", language).join(why))


def _why(standing: Standing, name: str, language: Language) -> str:
    return words("field", language, name=words(f"standing-{standing.value}", language), value=name)


def _common(fact: str, parts: Sequence[Value | Stretch], voice: Voice) -> str | None:
    """What a fact can be in the cells; nothing where it can be anything, or is told by what it is compared with."""
    declared, language = facts_of(voice.law.policy.subjects[voice.subject])[fact], voice.language
    match declared:
        case TruthFact():
            return _fact(fact, parts[0] is True, voice) if len(parts) == 1 else None
        case MemberFact(enumeration=name):
            enumeration = voice.law.policy.enumerations[name]
            members = [part for part in parts if isinstance(part, str)]
            if len(members) == 1:
                return _fact(fact, members[0], voice)
            if len(members) == len(enumeration.members) + enumeration.open:
                return None
            told = [_worded(fact, member, voice) for member in members]
        case QuantityFact() | DateFact():
            runs = _runs(parts, Fraction(1, 10 ** scale_of(declared)))
            if not runs or runs == [ends_of(declared)]:
                return None
            told = [_run(fact, *run, voice) for run in runs]
    return words("field", language, name=fact_term(fact, voice), value=words("or", language).join(told))


def _runs(parts: Sequence[Value | Stretch], step: Fraction) -> list[tuple[Fraction, Fraction]]:
    """Stretches that follow one another as one; none where a part is no stretch."""
    stretches = [(part.low, part.high) for part in parts if isinstance(part, Stretch)]
    if len(stretches) < len(parts):
        return []
    runs: list[tuple[Fraction, Fraction]] = []
    for low, high in sorted(stretches):
        if runs and low <= runs[-1][1] + step:
            runs[-1] = (runs[-1][0], max(high, runs[-1][1]))
        else:
            runs.append((low, high))
    return runs


def _run(fact: str, low: Fraction, high: Fraction, voice: Voice) -> str:
    least, most = (_worded(fact, number, voice) for number in (low, high))
    return least if low == high else words("range", voice.language, low=least, high=most)


def _fact(fact: str, value: Value, voice: Voice) -> str:
    """That a fact is so."""
    reference = FactRef(fact)
    if isinstance(value, bool):
        return fact_term(fact, voice) if value else denied_truth(reference, voice)
    if isinstance(value, str) and value.strip("…"):
        return member_words(reference, value, voice)
    return words("field", voice.language, name=fact_term(fact, voice), value=_worded(fact, value, voice))


def _worded(fact: str, value: Value, voice: Voice) -> str:
    if isinstance(value, str) and not value.strip("…"):
        return words("not-named", voice.language)
    return worded(value, kind_of(FactRef(fact), voice.law, voice.subject), voice)
