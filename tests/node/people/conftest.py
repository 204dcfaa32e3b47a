"""The desks of a founded exchange are at hand here, too."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.node.desk.conftest import founded, opened

__all__ = ["english", "founded", "opened"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whatever language a test before this one was answered in."""
    with translation.override("en"):
        yield
