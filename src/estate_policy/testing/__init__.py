"""What holds a system to a policy: estates to try it on, facts it must refuse, and invariants it must keep.

It needs Hypothesis, which `estate-policy[testing]` brings.
"""

from estate_policy.testing.answers import answer_of, bounds_of, figure_of
from estate_policy.testing.cell_texts import cell_texts
from estate_policy.testing.cut_points import cut_points
from estate_policy.testing.failure import InvariantError
from estate_policy.testing.invalid import invalid_facts, other_members
from estate_policy.testing.invariants import AMOUNT_INVARIANTS, BOUNDS_INVARIANTS, INVARIANTS, RATE_INVARIANTS
from estate_policy.testing.registration import register
from estate_policy.testing.strategies import subjects

__all__ = [
    "AMOUNT_INVARIANTS",
    "BOUNDS_INVARIANTS",
    "INVARIANTS",
    "RATE_INVARIANTS",
    "InvariantError",
    "answer_of",
    "bounds_of",
    "cell_texts",
    "cut_points",
    "figure_of",
    "invalid_facts",
    "other_members",
    "register",
    "subjects",
]
