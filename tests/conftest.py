"""How properties are tried, in every room; and the exercise, played once for all.

How long an example takes says nothing of the code on a machine that others use: no deadline. Nor does how long the
first example is in the making: when its cache is empty, hypothesis first computes the categories of all characters,
more than a second under load, and its check for slow strategies then fails whatever the test.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.exercise import Played, played

settings.register_profile("homeward", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("homeward")


@pytest.fixture(scope="session")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The exercise as ``homeward demo`` leaves it, and what the command said."""
    folder = tmp_path_factory.getbasetemp()
    return played((folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "exercise")
