"""The subjects of the shipped policy, and their facts: what they are called, how they are asked for, their range."""

from estate_policy.facts.award_use import AwardUse
from estate_policy.facts.city_year import CityYear
from estate_policy.facts.district_year import DistrictYear
from estate_policy.facts.estate import Estate
from estate_policy.facts.estate_stretch import EstateStretch
from estate_policy.facts.estate_year import EstateYear
from estate_policy.facts.recorded_decision import RecordedDecision
from estate_policy.facts.voucher import Voucher

SUBJECTS: tuple[type, ...] = (
    Estate,
    Voucher,
    RecordedDecision,
    EstateStretch,
    EstateYear,
    AwardUse,
    DistrictYear,
    CityYear,
)
"""Every subject that the shipped policy is about."""

__all__ = [
    "SUBJECTS",
    "AwardUse",
    "CityYear",
    "DistrictYear",
    "Estate",
    "EstateStretch",
    "EstateYear",
    "RecordedDecision",
    "Voucher",
]
