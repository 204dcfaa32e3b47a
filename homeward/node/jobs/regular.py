"""What the worker looks after again and again, between jobs: each room registers its own, in its app's ``ready``."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError

logger = logging.getLogger("homeward.node.jobs")


@dataclass(frozen=True, slots=True)
class Regular:
    """Something to look after.

    Attributes:
        name: in the log.
        every: seconds between two looks.
        do: looks, and does what is due; quick where nothing is.
    """

    name: str
    every: float
    do: Callable[[], object]


_REGULAR: dict[str, Regular] = {}


def register(regular: Regular) -> None:
    """Let a room have something looked after."""
    _REGULAR[regular.name] = regular


@dataclass
class Round:
    """When each was looked after last, by one worker."""

    _last: dict[str, float] = field(default_factory=dict)

    def go(self) -> None:
        """Look after what is due; what fails is logged, and tried again at its next time."""
        for one in list(_REGULAR.values()):
            if time.monotonic() - self._last.get(one.name, float("-inf")) < one.every:
                continue
            try:
                one.do()
            except DatabaseError:
                raise
            except Exception:
                logger.exception("%s could not be looked after", one.name)
            self._last[one.name] = time.monotonic()
