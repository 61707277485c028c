"""How Hypothesis comes to draw estates wherever a type asks for one."""

from hypothesis import strategies as st

from estate_policy.facts import Estate
from estate_policy.loading import load_policy
from estate_policy.stretches import first_day, stretches


def register() -> None:
    """Tell Hypothesis how estates are drawn; it calls this through its entry point, while it is being imported."""
    st.register_type_strategy(Estate, _drawn)


def _drawn(_: type[Estate]) -> st.SearchStrategy[Estate]:
    # If `estate_policy.testing` was imported first, this module is needed before that one is whole.
    from estate_policy.testing.strategies import subjects  # noqa: PLC0415

    policy = load_policy()
    return subjects(policy.on(first_day(stretches(policy)[-1])))
