from hypothesis import settings

# How long one example takes says nothing here: tests share two cores with each other.
settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.register_profile("nightly", parent=settings(), deadline=None, max_examples=5000)
settings.load_profile("unhurried")
