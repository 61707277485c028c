"""The subjects of the shipped policy, and their facts: what they are called, how they are asked for, their range."""

from estate_policy.facts.estate import Estate

SUBJECTS: tuple[type, ...] = (Estate,)
"""Every subject that the shipped policy is about."""

__all__ = ["SUBJECTS", "Estate"]
