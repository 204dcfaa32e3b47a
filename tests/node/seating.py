"""A participant's desk as the desk of the node that is tested."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from homeward.node.desk.desk import Desk
from homeward.node.journal.desk import answers, keeper


@contextmanager
def seated(folder: Path) -> Iterator[Desk]:
    """Let the node be the one whose desk is in this folder."""
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, desk=folder)):
        keeper.cache_clear()
        answers.cache_clear()
        try:
            kept = keeper()
            assert kept is not None
            yield kept.desk
        finally:
            keeper.cache_clear()
            answers.cache_clear()
