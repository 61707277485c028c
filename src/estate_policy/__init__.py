"""A public policy as data, decided for one estate or a register, with the reason for every conclusion."""

from estate_policy.answer import Alternative, Answer
from estate_policy.decision import Decision, decide
from estate_policy.duties import DutyStatus, OwedDuty
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
from estate_policy.facts import Coverage, Department, District, Estate, Matter, Meeting, Subdistrict
from estate_policy.interpreters.engines import Engine
from estate_policy.law import LawInForce, Policy
from estate_policy.loading import load_policy
from estate_policy.outcome import Standing
from estate_policy.routing import Route, route

__all__ = [
    "Alternative",
    "Answer",
    "Coverage",
    "Decision",
    "Department",
    "District",
    "DutyStatus",
    "Engine",
    "EngineFaultError",
    "EngineMissingError",
    "EnginesDisagreeError",
    "Estate",
    "EstatePolicyError",
    "FactError",
    "LawInForce",
    "Matter",
    "Meeting",
    "NotInForceError",
    "OpenAnswerError",
    "OwedDuty",
    "Policy",
    "PolicyError",
    "Problem",
    "Route",
    "RulesDisagreeError",
    "Standing",
    "Subdistrict",
    "TableError",
    "UnknownConclusionError",
    "UnknownEngineError",
    "decide",
    "load_policy",
    "route",
]
