"""How fast decisions are, as ratios in one run on one machine. Never a test: a clock proves nothing of a policy."""
