"""Jobs, how far they are, and the worker's sign of life. Nothing here names a person: subjects are keys."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

BEAT = 5.0  # seconds between two signs of life
SILENT = timedelta(seconds=60)  # after which a worker counts as gone


class Job(models.Model):
    """Something that was asked for and takes a while."""

    class State(models.TextChoices):
        """How it stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"

    kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=64, blank=True)  # a key in the room that asked; never a name
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="jobs")
    asked_at = models.DateTimeField(auto_now_add=True)
    language = models.CharField(max_length=8)  # of whoever asked, for the outcome
    state = models.CharField(max_length=8, choices=State, default=State.WAITING, db_index=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)  # None: not known
    cursor = models.JSONField(null=True)  # where to go on from, written with the part that came before
    tries = models.PositiveIntegerField(default=0)  # times it was begun since it last got further
    stop = models.BooleanField(default=False)  # somebody asked that it end after the part that is going on
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)  # what came of it, or why not, in the language of whoever asked

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return what it is."""
        return f"{self.kind} {self.subject} {self.state}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {self.State.DONE, self.State.FAILED, self.State.STOPPED}

    @property
    def percent(self) -> int | None:
        """How far it is; None where the whole is not known."""
        return min(100, 100 * self.done // self.total) if self.total else None


class Beat(models.Model):
    """The worker's sign of life: one row."""

    at = models.DateTimeField()
    since = models.DateTimeField()
    pid = models.PositiveIntegerField()

    def __str__(self) -> str:
        """Return when it was heard of."""
        return f"{self.at:%Y-%m-%d %H:%M:%S}"

    @property
    def is_alive(self) -> bool:
        """Whether it was heard of lately."""
        return timezone.now() - self.at < SILENT
