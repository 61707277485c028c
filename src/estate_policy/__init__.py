"""A public policy as data, decided for one estate or a register, with the reason for every conclusion."""

from estate_policy.answer import Alternative, Answer
from estate_policy.asking import NextQuestion, SettlingSets, next_question, smallest_sets
from estate_policy.assessed_sums import (
    Amounts,
    FactToCollect,
    Fired,
    Standings,
    amounts,
    facts_to_collect,
    fired,
    standings,
)
from estate_policy.assessing import assess
from estate_policy.assessment import Assessment
from estate_policy.budgeting import Budget, budget
from estate_policy.closed_file import read_closed
from estate_policy.closing import ClosedSettlement, close
from estate_policy.comparison import Comparison, compare
from estate_policy.decision import Decision, decide
from estate_policy.differing import Differences, differences
from estate_policy.differing_prose import kinds_text
from estate_policy.duties import DutyStatus, OwedDuty
from estate_policy.errors import (
    ArgumentError,
    ColumnsError,
    ComparisonError,
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
    Contract,
    Coverage,
    Department,
    District,
    DistrictYear,
    Enterprise,
    Estate,
    EstateStretch,
    EstateYear,
    ExtraDecision,
    Household,
    Instalment,
    Matter,
    Meeting,
    Merger,
    MonthPart,
    RecordedDecision,
    ServiceArea,
    SplitMonth,
    Subdistrict,
    Vote,
    Voucher,
)
from estate_policy.facts.contract import full_months
from estate_policy.history import Alteration, History, altered_on
from estate_policy.inquiry import Inquiry, inquire
from estate_policy.interpreters.engines import Engine
from estate_policy.law import Amendment, LawInForce, Policy
from estate_policy.ledger import Line, Total, totals
from estate_policy.loading import amend, load_amendment, load_policy
from estate_policy.otherwise import Change, WhyNot, why_not
from estate_policy.outcome import Standing
from estate_policy.receipt_file import read_receipt
from estate_policy.receipts import Receipt, receipt
from estate_policy.records import Records
from estate_policy.records_file import RecordsFile, read_records
from estate_policy.redaction import redact
from estate_policy.replays import Difference, Replay, replay
from estate_policy.report_file import write_report
from estate_policy.restating import ReplayedSettlement, Restated, replay_closed, restate
from estate_policy.routing import Route, route
from estate_policy.settlement import Settlement, settle
from estate_policy.shift import Shift
from estate_policy.subject_file import SubjectFile, read_subject, subject_of_json
from estate_policy.template_file import write_template

__all__ = [
    "Alteration",
    "Alternative",
    "Amendment",
    "Amounts",
    "Answer",
    "ArgumentError",
    "Assessment",
    "AwardUse",
    "Budget",
    "Change",
    "CityYear",
    "ClosedSettlement",
    "ColumnsError",
    "Comparison",
    "ComparisonError",
    "Contract",
    "Coverage",
    "Decision",
    "Department",
    "Difference",
    "Differences",
    "District",
    "DistrictYear",
    "DutyStatus",
    "Engine",
    "EngineFaultError",
    "EngineMissingError",
    "EnginesDisagreeError",
    "Enterprise",
    "Estate",
    "EstatePolicyError",
    "EstateStretch",
    "EstateYear",
    "ExtraDecision",
    "FactError",
    "FactToCollect",
    "Fired",
    "History",
    "Household",
    "Inquiry",
    "Instalment",
    "LawInForce",
    "Line",
    "Matter",
    "Meeting",
    "Merger",
    "MonthPart",
    "NextQuestion",
    "NotInForceError",
    "OpenAnswerError",
    "OwedDuty",
    "Policy",
    "PolicyError",
    "Problem",
    "Receipt",
    "ReceiptError",
    "RecordedDecision",
    "Records",
    "RecordsFile",
    "Replay",
    "ReplayedSettlement",
    "Restated",
    "Route",
    "RulesDisagreeError",
    "ServiceArea",
    "Settlement",
    "SettlingSets",
    "Shift",
    "SplitMonth",
    "Standing",
    "Standings",
    "Subdistrict",
    "SubjectFile",
    "TableError",
    "Total",
    "UnknownConclusionError",
    "UnknownEngineError",
    "Vote",
    "Voucher",
    "WhyNot",
    "altered_on",
    "amend",
    "amounts",
    "assess",
    "budget",
    "close",
    "compare",
    "decide",
    "differences",
    "facts_to_collect",
    "fired",
    "full_months",
    "inquire",
    "kinds_text",
    "load_amendment",
    "load_policy",
    "next_question",
    "read_closed",
    "read_receipt",
    "read_records",
    "read_subject",
    "receipt",
    "redact",
    "replay",
    "replay_closed",
    "restate",
    "route",
    "settle",
    "smallest_sets",
    "standings",
    "subject_of_json",
    "totals",
    "why_not",
    "write_report",
    "write_template",
]
