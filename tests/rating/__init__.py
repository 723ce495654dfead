"""Which random rulebooks are tried? The same in every run, so that none fails by luck or because the machine is busy.

To hunt: STARBRANCH_TEST_LUCK=1 draws new ones, and STARBRANCH_TWIN_EXAMPLES=20000 with `-m soak` very many.
"""

import os

from hypothesis import HealthCheck, settings

IS_LUCKY = os.environ.get("STARBRANCH_TEST_LUCK") == "1"

settings.register_profile(
    "rating", derandomize=not IS_LUCKY, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("rating")
