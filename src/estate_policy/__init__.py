"""A public policy as data, decided for one estate or a register, with the reason for every conclusion."""

from estate_policy.answer import Alternative, Answer
from estate_policy.asking import NextQuestion, SettlingSets, next_question, smallest_sets
from estate_policy.decision import Decision, decide
from estate_policy.errors import (
    EngineFaultError,
    EngineMissingError,
    EnginesDisagreeError,
    EstatePolicyError,
    FactError,
    NotInForceError,
    OpenAnswerError,
    PolicyError,
    Problem,
    RulesDisagreeError,
    TableError,
    UnknownConclusionError,
    UnknownEngineError,
)
from estate_policy.facts import Estate
from estate_policy.interpreters.engines import Engine
from estate_policy.law import LawInForce, Policy
from estate_policy.loading import load_policy
from estate_policy.otherwise import Change, WhyNot, why_not
from estate_policy.outcome import Standing

__all__ = [
    "Alternative",
    "Answer",
    "Change",
    "Decision",
    "Engine",
    "EngineFaultError",
    "EngineMissingError",
    "EnginesDisagreeError",
    "Estate",
    "EstatePolicyError",
    "FactError",
    "LawInForce",
    "NextQuestion",
    "NotInForceError",
    "OpenAnswerError",
    "Policy",
    "PolicyError",
    "Problem",
    "RulesDisagreeError",
    "SettlingSets",
    "Standing",
    "TableError",
    "UnknownConclusionError",
    "UnknownEngineError",
    "WhyNot",
    "decide",
    "load_policy",
    "next_question",
    "smallest_sets",
    "why_not",
]
