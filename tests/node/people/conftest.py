"""The desks of a founded exchange are at hand here, too."""

from tests.node.desk.conftest import founded, opened

__all__ = ["founded", "opened"]
