"""The worker: takes what waits, one after another, until it is told to end.

Whoever holds the lock is the only worker; so whatever is still called running when the lock is taken was interrupted,
and is taken up again first.
"""

import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from homeward.node import NodeError
from homeward.node.jobs.lock import Lock, lock
from homeward.node.jobs.models import BEAT, Beat, Job
from homeward.node.jobs.regular import Round
from homeward.node.jobs.tasks import told_to_end
from homeward.node.jobs.work import Interrupted

LOOK = 0.5  # seconds between two looks for work
KEPT = timedelta(days=14)  # how long what was done stays in the queue's table
logger = logging.getLogger("homeward.node.jobs")


class WorkerError(NodeError):
    """The worker cannot go on; whoever started it may start it again."""


class TaskFailure(Exception):  # noqa: N818  # what is kept of an error of a task: its name
    """A task ended with an error of this name."""


@dataclass
class Worker:
    """One process's worker.

    Attributes:
        stop: set it to end the worker after the part of a job that is going on.
    """

    stop: Event = field(default_factory=Event)
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    _lock: Lock = field(default_factory=lock)

    def run(self) -> None:
        """Wait for the lock, then work until told to end.

        Raises:
            WorkerError: the database no longer answers, or the lock is lost with its connection.
        """
        beating = Thread(target=self._beat, name="beat", daemon=True)
        try:
            if not self._wait():
                return
            beating.start()
            take_up()
            logger.info("the worker is at work")
            regular = Round()
            while not self.stop.is_set():
                close_old_connections()
                if not self._lock.holds():
                    raise WorkerError("The worker lost its lock with its connection to the database; start it anew.")
                regular.go()
                if not work_once(self.name, self._ends):
                    self.stop.wait(LOOK)
        except DatabaseError as error:
            raise WorkerError(f"The database does not answer the worker ({type(error).__name__}).") from error
        finally:
            self.stop.set()
            if beating.ident is not None:
                beating.join(BEAT)
            self._lock.release()
            logger.info("the worker has ended")

    def _ends(self) -> bool:
        return self.stop.is_set() or not self._lock.holds()

    def _wait(self) -> bool:
        waits = False
        while not self.stop.is_set():
            if self._lock.take():
                return True
            if not waits:
                logger.info("another worker is at work for this node; this one waits to take its place")
            waits = True
            self.stop.wait(LOOK)
        return False

    def _beat(self) -> None:
        since = timezone.now()
        while True:
            try:
                Beat.objects.update_or_create(pk=1, defaults={"at": timezone.now(), "since": since, "pid": os.getpid()})
            except DatabaseError as error:  # the next one may get through; a worker that cannot write ends by itself
                logger.warning("no sign of life could be written: %s", type(error).__name__)
            if self.stop.wait(BEAT):
                break
        connection.close()


def take_up() -> int:
    """Put what was interrupted back into the queue, and return how much that was; only for whoever holds the lock."""
    with transaction.atomic():
        Job.objects.filter(state=Job.State.RUNNING).update(state=Job.State.WAITING)
        found = DBTaskResult.objects.running().update(status=TaskResultStatus.READY)
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
    if found:
        logger.info("%d interrupted jobs are taken up again", found)
    return found


def work_once(name: str = "here", ends: Callable[[], bool] = lambda: False) -> bool:
    """Do what waits longest and return True, or return False if nothing does."""
    if not DBTaskResult.objects.ready().exists():
        return False
    with exclusive_transaction():
        result = DBTaskResult.objects.ready().get_locked()
        if result is None:
            return False
        result.claim(name)
    _do(result, ends)
    return True


def drain() -> int:
    """Do everything that waits, here and now, and return how much that was: for commands and tests."""
    take_up()
    number = 0
    while work_once():
        number += 1
    return number


def _do(result: DBTaskResult[Any, Any], ends: Callable[[], bool]) -> None:
    token = told_to_end.set(ends)
    try:
        returned = result.task.call(*result.task_result.args, **result.task_result.kwargs)
    except Interrupted:
        result.status = TaskResultStatus.READY
        result.save(update_fields=["status"])
        return
    except DatabaseError:
        raise  # taken up again by whoever has a database
    except Exception as error:
        logger.exception("a task failed")
        result.set_failed(TaskFailure(type(error).__name__))  # its words may say whom it was about
        return
    finally:
        told_to_end.reset(token)
    result.set_successful(returned)
