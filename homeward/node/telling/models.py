"""Drafts of statements. Private until they are released; what is released is an entry of the log."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


def fresh_key() -> str:
    """Return a key that says nothing of what it is for."""
    return uuid.uuid4().hex


class Draft(models.Model):
    """Words for the public about a stage, or the whole (``stage`` empty), and the figures they claim."""

    key = models.CharField(max_length=32, unique=True, default=fresh_key)
    stage = models.CharField(max_length=64, blank=True)
    words = models.JSONField()  # language → text
    figures = models.JSONField()  # [giver, receiver, count, category or empty]
    corrects = models.CharField(max_length=64, blank=True)  # digest of the statement's first entry
    reason = models.TextField(blank=True)  # of a correction: public
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    entry = models.CharField(max_length=64, blank=True)  # digest, once it is released

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class EarlyTold(models.Model):
    """Something others told before the terms allow it: found by the reader, shown inside the office only."""

    document = models.CharField(max_length=64, blank=True)  # its key in this node
    outlet = models.CharField(max_length=200, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    evidence = models.TextField()  # the words
    told = models.CharField(max_length=10, blank=True)  # day
    allowed_from = models.CharField(max_length=10, blank=True)  # day, where it is known

    class Meta:
        """In the order they were told."""

        ordering: ClassVar = ["told", "id"]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)


class Looked(models.Model):
    """What was looked at for what others told: so that it is weighed anew only when something has changed."""

    mark = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        """Return the mark."""
        return self.mark
