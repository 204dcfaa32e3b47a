"""Who has which role, who looked at whose page, and what waits for a second person."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Holding(models.Model):
    """A role that somebody holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="holdings")
    role = models.CharField(max_length=16)

    class Meta:
        """Once each."""

        ordering: ClassVar = ["user", "role"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role"], name="role_once")]

    def __str__(self) -> str:
        """Return the role."""
        return self.role


class Look(models.Model):
    """Somebody saw or did something with a person or a list. Added only; ``subject`` is a key, never a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="looks")
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    act = models.CharField(max_length=32)  # seen, searched, changed, exported, merged, erased, ...
    kind = models.CharField(max_length=32)  # person, list, manifest, ...
    subject = models.CharField(max_length=64, db_index=True)
    number = models.PositiveIntegerField(default=1)  # of people, where several were seen at once

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return what was done to what."""
        return f"{self.act} {self.kind} {self.subject}"


class Request(models.Model):
    """Something that takes two people: asked by one, carried out when another agrees to exactly this."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting"
        DONE = "done"
        DECLINED = "declined"
        FAILED = "failed"

    kind = models.CharField(max_length=32)
    payload = models.JSONField()  # what is to be done, in keys and figures
    digest = models.CharField(max_length=64)  # SHA-256 of kind and payload: what the second person agrees to
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="asked")
    asked_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING, db_index=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="decided"
    )
    decided_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)  # what came of it, or why not

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return what it is."""
        return f"{self.kind} {self.state}"
