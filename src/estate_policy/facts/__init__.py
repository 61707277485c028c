"""The subjects of the shipped policy, and their facts: what they are called, how they are asked for, their range."""

from estate_policy.facts.award_use import AwardUse
from estate_policy.facts.city_year import CityYear
from estate_policy.facts.contract import Contract
from estate_policy.facts.coverage import Coverage
from estate_policy.facts.department import Department
from estate_policy.facts.district import District
from estate_policy.facts.district_year import DistrictYear
from estate_policy.facts.enterprise import Enterprise
from estate_policy.facts.estate import Estate
from estate_policy.facts.estate_stretch import EstateStretch
from estate_policy.facts.estate_year import EstateYear
from estate_policy.facts.extra_decision import ExtraDecision
from estate_policy.facts.household import Household
from estate_policy.facts.instalment import Instalment
from estate_policy.facts.matter import Matter
from estate_policy.facts.merger import Merger
from estate_policy.facts.month_part import MonthPart
from estate_policy.facts.recorded_decision import RecordedDecision
from estate_policy.facts.service_area import ServiceArea
from estate_policy.facts.split_month import SplitMonth
from estate_policy.facts.subdistrict import Meeting, Subdistrict
from estate_policy.facts.vote import Vote
from estate_policy.facts.voucher import Voucher

SUBJECTS: tuple[type, ...] = (
    Estate,
    Household,
    EstateYear,
    DistrictYear,
    CityYear,
    Voucher,
    RecordedDecision,
    ExtraDecision,
    EstateStretch,
    MonthPart,
    SplitMonth,
    Instalment,
    AwardUse,
    Coverage,
    Matter,
    District,
    Subdistrict,
    Meeting,
    Department,
    Enterprise,
    Contract,
    ServiceArea,
    Vote,
    Merger,
)
"""Every subject that the shipped policy is about."""

__all__ = [
    "SUBJECTS",
    "AwardUse",
    "CityYear",
    "Contract",
    "Coverage",
    "Department",
    "District",
    "DistrictYear",
    "Enterprise",
    "Estate",
    "EstateStretch",
    "EstateYear",
    "ExtraDecision",
    "Household",
    "Instalment",
    "Matter",
    "Meeting",
    "Merger",
    "MonthPart",
    "RecordedDecision",
    "ServiceArea",
    "SplitMonth",
    "Subdistrict",
    "Vote",
    "Voucher",
]
