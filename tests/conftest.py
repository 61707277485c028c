import os

from hypothesis import settings

# How long one example takes says nothing here: tests share two cores with each other.
settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.register_profile("nightly", parent=settings(), deadline=None, max_examples=5000)
# `.ci/run` draws fewer on all CPythons but the first: what they differ in shows in any.
settings.register_profile("brief", parent=settings(), deadline=None, max_examples=20)
settings.load_profile("brief" if "ESTATE_POLICY_BRIEF" in os.environ else "unhurried")
