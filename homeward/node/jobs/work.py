"""One job being done: its parts, each whole or not at all.

1. What a part writes, how far the job is and where to go on are one transaction.
2. Between two parts the job ends if somebody asked for it, and the worker if it was told to; never inside one.
3. A part counts only while its worker holds the node's lock, so two workers cannot both do it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from homeward.node.jobs.models import Job


class Ended(Exception):  # noqa: N818  # not an error: somebody asked for it
    """The job is to end after the part that was done."""


class Interrupted(Exception):  # noqa: N818  # not an error: another worker goes on
    """The worker is to end; the job goes on with the next."""


def _never() -> bool:
    return False


class Work:
    """What a job's function is given.

    Attributes:
        subject: the key that was given when the job was asked for.
        cursor: where to go on from, None at the beginning; any JSON.
        done: how many are done.
        total: how many there are; None while unknown.
    """

    def __init__(self, job: Job, interrupted: Callable[[], bool] = _never) -> None:
        self.job = job
        self.subject: str = job.subject
        self.cursor: Any = job.cursor
        self.done: int = job.done
        self.total: int | None = job.total
        self._interrupted = interrupted

    @contextmanager
    def part(self) -> Iterator[None]:
        """Do one part in a transaction; set ``done`` and ``cursor`` inside it.

        Raises:
            Ended, Interrupted: after the part, when the job is not to go on; let it pass.
        """
        with transaction.atomic():
            yield
            Job.objects.filter(pk=self.job.pk).update(cursor=self.cursor, done=self.done, total=self.total, tries=0)
        self.pause()

    def tell(self, done: int) -> None:
        """Say how far it is, where there is nothing to write. Raises as ``part`` does."""
        self.done = done
        with self.part():
            pass

    def pause(self) -> None:
        """Give others a chance to end this. Raises as ``part`` does."""
        if self._interrupted():
            raise Interrupted
        if Job.objects.filter(pk=self.job.pk, stop=True).exists():
            raise Ended
