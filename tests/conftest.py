"""Settings for all tests: generated examples are never judged by their time, machines differ."""

import os

from hypothesis import HealthCheck, settings

# as the csr command does, before anything loads numpy: the other core is another test's
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")
