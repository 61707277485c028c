import os

from hypothesis import settings

# How long one example takes says nothing here: tests share two cores with each other. What is drawn is the same every
# day, so that what fails and did not before fails by what was changed; `nightly` draws much more, and anew each time.
daily = settings(deadline=None, derandomize=True)
settings.register_profile("daily", parent=daily)
settings.register_profile("nightly", parent=settings(), deadline=None, max_examples=5000)
# `.ci/run` draws fewer on all CPythons but the first: what they differ in shows in any.
settings.register_profile("brief", parent=daily, max_examples=20)
settings.load_profile("brief" if "ESTATE_POLICY_BRIEF" in os.environ else "daily")
