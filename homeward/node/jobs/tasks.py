"""The one task behind every job: Django's tasks carry it to the worker, the kind's function does it."""

import logging
from collections.abc import Callable
from contextvars import ContextVar

from django.db import InterfaceError, OperationalError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from homeward import HomewardError
from homeward.node.jobs.kinds import kind_of
from homeward.node.jobs.models import Job
from homeward.node.jobs.work import Ended, Interrupted, Work

TRIES = 5
logger = logging.getLogger("homeward.node.jobs")
told_to_end: ContextVar[Callable[[], bool]] = ContextVar("told_to_end", default=lambda: False)


@task()
def carry_out(number: int) -> None:
    """Do a job, or go on with it; what is over is left as it is.

    Raises:
        Interrupted: the worker is to end before the job is over.
    """
    job = Job.objects.get(pk=number)
    if job.is_over:
        return
    with translation.override(job.language):
        _carry_out(job)


def _carry_out(job: Job) -> None:
    kind = kind_of(job.kind)
    if kind is None:
        return _end(job, Job.State.FAILED, _("This version of the node does not know this kind of job."))
    if job.tries >= TRIES:
        return _end(job, Job.State.FAILED, _("It was begun five times and got no further; the operator should look."))
    job.state, job.tries, job.began_at = Job.State.RUNNING, job.tries + 1, job.began_at or timezone.now()
    job.save(update_fields=["state", "tries", "began_at"])
    logger.info("job %d, %s: begun, %d done", job.pk, job.kind, job.done)
    work = Work(job, told_to_end.get())
    try:
        work.pause()
        outcome = kind.carry_out(work)
    except (Interrupted, OperationalError, InterfaceError):  # it goes on with the next worker, or the next connection
        raise
    except Ended:
        return _end(job, Job.State.STOPPED, "")
    except HomewardError as error:
        return _end(job, Job.State.FAILED, str(error))
    except Exception:
        logger.exception("job %d, %s: failed", job.pk, job.kind)
        return _end(job, Job.State.FAILED, _("Something went wrong in the node; its log says what, to the operator."))
    return _end(job, Job.State.DONE, outcome)


def _end(job: Job, state: Job.State, outcome: str) -> None:
    job.state, job.outcome, job.ended_at = state, outcome, timezone.now()
    job.save(update_fields=["state", "outcome", "ended_at"])
    logger.info("job %d, %s: %s", job.pk, job.kind, state.value)
