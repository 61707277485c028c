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
    ReceiptError,
    RulesDisagreeError,
    TableError,
    UnknownConclusionError,
    UnknownEngineError,
)
from estate_policy.facts import (
    AwardUse,
    CityYear,
    DistrictYear,
    Estate,
    EstateStretch,
    EstateYear,
    RecordedDecision,
    Voucher,
)
from estate_policy.interpreters.engines import Engine
from estate_policy.law import LawInForce, Policy
from estate_policy.loading import load_policy
from estate_policy.outcome import Standing
from estate_policy.receipt_file import read_receipt
from estate_policy.receipts import Receipt, receipt
from estate_policy.redaction import redact
from estate_policy.replays import Difference, Replay, replay

__all__ = [
    "Alternative",
    "Answer",
    "AwardUse",
    "CityYear",
    "Decision",
    "Difference",
    "DistrictYear",
    "Engine",
    "EngineFaultError",
    "EngineMissingError",
    "EnginesDisagreeError",
    "Estate",
    "EstatePolicyError",
    "EstateStretch",
    "EstateYear",
    "FactError",
    "LawInForce",
    "NotInForceError",
    "OpenAnswerError",
    "Policy",
    "PolicyError",
    "Problem",
    "Receipt",
    "ReceiptError",
    "RecordedDecision",
    "Replay",
    "RulesDisagreeError",
    "Standing",
    "TableError",
    "UnknownConclusionError",
    "UnknownEngineError",
    "Voucher",
    "decide",
    "load_policy",
    "read_receipt",
    "receipt",
    "redact",
    "replay",
]
