"""The subjects of the shipped policy, and their facts: what they are called, how they are asked for, their range."""

from estate_policy.facts.coverage import Coverage
from estate_policy.facts.department import Department
from estate_policy.facts.district import District
from estate_policy.facts.estate import Estate
from estate_policy.facts.household import Household
from estate_policy.facts.matter import Matter
from estate_policy.facts.subdistrict import Meeting, Subdistrict

SUBJECTS: tuple[type, ...] = (Estate, Household, Coverage, Matter, District, Subdistrict, Meeting, Department)
"""Every subject that the shipped policy is about."""

__all__ = ["SUBJECTS", "Coverage", "Department", "District", "Estate", "Household", "Matter", "Meeting", "Subdistrict"]
