"""A PostgreSQL server of the tests' own."""

from collections.abc import Iterator

import pytest

from tests.clusters import NoCluster, cluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a database that is gone afterwards."""
    try:
        with cluster() as address:
            yield address
    except NoCluster as reason:
        pytest.skip(str(reason))
