"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Posts are large examples: drawing one takes longer than most code under test.
_COMMON = {"deadline": None, "suppress_health_check": (HealthCheck.too_slow, HealthCheck.data_too_large)}
settings.register_profile("suite", max_examples=200, **_COMMON)  # type: ignore[arg-type]
settings.register_profile("long", max_examples=20_000, **_COMMON)  # type: ignore[arg-type]
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))
