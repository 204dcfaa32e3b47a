"""Asking for a job, and asking that it stop."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.node import NodeError
from homeward.node.accounts.gate import rights_of
from homeward.node.jobs.kinds import kind_of
from homeward.node.jobs.models import Job
from homeward.node.jobs.tasks import carry_out


class JobError(NodeError):
    """A job cannot be asked for or stopped; the message, translated, says why."""


@transaction.atomic
def start(user: User | None, kind: str, subject: str = "", total: int | None = None) -> Job:
    """Ask for a job; the worker takes it up when the transaction around this is committed.

    Args:
        user: who asks; None: the node itself.
        kind: of job, as registered.
        subject: a key of what it is about; no name of a person.
        total: how many there are to do, if known.

    Raises:
        JobError: whoever asks has not the right.
    """
    found = kind_of(kind)
    assert found is not None, f"no room registered the kind {kind}"
    if user is not None and found.right not in rights_of(user):
        raise JobError(_("This is not part of your role."))
    job = Job.objects.create(kind=kind, subject=subject, asked_by=user, total=total, language=get_language() or "en")
    carry_out.enqueue(job.pk)
    return job


@transaction.atomic
def stop(user: User, number: int) -> Job:
    """Ask that a job end after the part that is going on; what is done stays done.

    Raises:
        JobError: it is over, or is not for this person to stop.
    """
    job = Job.objects.select_for_update().filter(pk=number).first()
    if job is None or job.is_over:
        raise JobError(_("This is over already."))
    kind = kind_of(job.kind)
    if kind is None or kind.right not in rights_of(user):
        raise JobError(_("This is not part of your role."))
    job.stop = True
    if job.state == Job.State.WAITING:
        job.state, job.ended_at = Job.State.STOPPED, timezone.now()
    job.save(update_fields=["stop", "state", "ended_at"])
    return job
