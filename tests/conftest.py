"""Profiles of Hypothesis: `ci` is quick, alike every time and the default, `nightly` is deep and goes by chance.

DUSHU_HYPOTHESIS_PROFILE chooses.
"""
import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("nightly", max_examples=200_000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("DUSHU_HYPOTHESIS_PROFILE", "ci"))
