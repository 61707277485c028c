"""The subjects of the shipped policy, and their facts: what they are called, how they are asked for, their range."""

from estate_policy.facts.contract import Contract, full_months
from estate_policy.facts.enterprise import Enterprise
from estate_policy.facts.estate import Estate
from estate_policy.facts.merger import Merger
from estate_policy.facts.service_area import ServiceArea
from estate_policy.facts.vote import Vote

SUBJECTS: tuple[type, ...] = (Estate, Merger, Contract, Enterprise, ServiceArea, Vote)
"""Every subject that the shipped policy is about."""

__all__ = ["SUBJECTS", "Contract", "Enterprise", "Estate", "Merger", "ServiceArea", "Vote", "full_months"]
