"""A public policy as data, decided for one estate or a register, with the reason for every conclusion."""

from estate_policy.answer import Alternative, Answer
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
from estate_policy.facts import Contract, Enterprise, Estate, Merger, ServiceArea, Vote, full_months
from estate_policy.interpreters.engines import Engine
from estate_policy.law import LawInForce, Policy
from estate_policy.loading import load_policy
from estate_policy.outcome import Standing

__all__ = [
    "Alternative",
    "Answer",
    "Contract",
    "Decision",
    "Engine",
    "EngineFaultError",
    "EngineMissingError",
    "EnginesDisagreeError",
    "Enterprise",
    "Estate",
    "EstatePolicyError",
    "FactError",
    "LawInForce",
    "Merger",
    "NotInForceError",
    "OpenAnswerError",
    "Policy",
    "PolicyError",
    "Problem",
    "RulesDisagreeError",
    "ServiceArea",
    "Standing",
    "TableError",
    "UnknownConclusionError",
    "UnknownEngineError",
    "Vote",
    "decide",
    "full_months",
    "load_policy",
]
