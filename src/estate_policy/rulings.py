"""Rules as sentences, what they end in, and the words that they cite."""

from estate_policy.answer import Answer
from estate_policy.expr import Constant, ParameterRef
from estate_policy.interpreters.prose import sentence
from estate_policy.interpreters.voice import Voice, voice_at, whose
from estate_policy.kinds import Member, Truth
from estate_policy.language.rules import BODIES
from estate_policy.law import Citation, Discretion, Gives, LeftTo, Policy, Rule, Silent
from estate_policy.outcome import RuleEnd, Standing
from estate_policy.reasons import truth_words
from estate_policy.schema import relations_of, subject_name
from estate_policy.terms import Term
from estate_policy.wording import words

NONE_NAMED = "none_named"
"""The member by which a policy says that it names no body for a role."""


def rule_words(rule: Rule, voice: Voice) -> str:
    """A rule as a sentence: its condition as written, and what follows."""
    effect = effect_words(rule, voice)
    if rule.when == Constant(value=True, kind=Truth()):
        return effect
    return words("gives", voice.language, condition=sentence(rule.when, voice), effect=effect)


def effect_words(rule: Rule, voice: Voice) -> str:
    """What follows where a rule holds."""
    if not isinstance(rule.effect, Gives):
        return _end(rule, voice)
    value, kind = rule.effect.value, voice.law.conclusions[rule.conclusion].kind
    if isinstance(kind, Truth):
        return truth_words(rule.conclusion, value, voice)
    told = sentence(value, voice)
    if isinstance(kind, Member):
        return words("gives-member", voice.language, value=told)
    manner = "figure" if isinstance(value, ParameterRef) else "amount"
    # The words around it begin with 按 themselves.
    return words(f"gives-{manner}", voice.language, value=told.removeprefix("按"))


def end_words(key: str, end: RuleEnd, voice: Voice) -> str:
    """What the text does instead of giving a value, about which conclusion; silence with what it does say."""
    rule = rule_of(end, voice)
    there = voice_at(end.path, voice)
    told = rule.effect.says.in_language(voice.language) if isinstance(rule.effect, Silent) else _end(rule, there)
    return words(f"{key}-{end.standing.value}", voice.language, name=about(end, voice), end=told)


def about(end: RuleEnd, voice: Voice) -> str:
    """The conclusion that a rule ends without a value."""
    return whose(end.path, voice.law.conclusions[end.conclusion].term.in_language(voice.language), voice)


def rule_of(end: RuleEnd, voice: Voice) -> Rule:
    """The rule that ends without a value."""
    return next(rule for rule in voice.law.conclusions[end.conclusion].rules if rule.id == end.rule)


def names_nobody(answer: Answer) -> bool:
    """Whether the text names no body for what an answer is about, by every reading."""
    return (
        answer.standing is Standing.SETTLED and answer.conclusion.kind == Member(BODIES) and answer.value == NONE_NAMED
    )


def body_words(body: str, voice: Voice) -> str:
    """An authority by its name."""
    return body_term(body, voice.law.policy).in_language(voice.language)


def body_term(body: str, policy: Policy) -> Term:
    """What the policy calls an authority."""
    return policy.enumerations[BODIES].members[body].term


def cited(citation: Citation, voice: Voice) -> dict[str, str]:
    """Where the words of a citation stand, with the document where the subject has several, and the words."""
    documents, language = voice.law.policy.documents, voice.language
    source = citation.clause
    if len(documents_about(voice.law.policy, voice.subject)) > 1:
        title = words("document", language, title=documents[citation.document].title.in_language(language))
        source = words("clause-of", language, document=title, clause=source)
    return {"source": source, "quote": " ".join(citation.quote.split())}


def documents_about(policy: Policy, subject: str) -> frozenset[str]:
    """The documents, of any time, that conclude something about a subject or one that it leads to."""
    about = [subject]
    for name in about:
        led_to = (subject_name(relation.subject) for relation in relations_of(policy.subjects[name]).values())
        about += dict.fromkeys(other for other in led_to if other not in about)
    conclusions = (one for one in policy.conclusions.values() if one.subject in about)
    return frozenset(one.citation.document for one in conclusions)


def _end(rule: Rule, voice: Voice) -> str:
    language = voice.language
    match rule.effect:
        case Silent():
            return words("silent", language)
        case LeftTo(body=body, instrument=instrument):
            return words("makes", language, body=body_words(body, voice), instrument=instrument.in_language(language))
        case Discretion(by=by, low=low, high=high):
            if low is None or high is None:
                return words("decides", language, by=body_words(by, voice))
            ends = words("range", language, low=sentence(low, voice), high=sentence(high, voice))
            return words("decides-within", language, by=body_words(by, voice), range=ends)
        case Gives():
            raise AssertionError(rule)
