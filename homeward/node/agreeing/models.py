"""What is about to be said, and the entries it becomes. No names: people are keys of the registry, or commitments."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from homeward.node.accounts.models import Request


def fresh_key() -> str:
    """Return a key for a draft."""
    return uuid.uuid4().hex


class Draft(models.Model):
    """Something to be said: what it is, who wrote it, how far it has come."""

    class Kind(models.TextChoices):
        """What it is made of."""

        WORDS = "words"  # bodies of entries, as they will be said
        LIST = "list"  # people of the registry, who become commitments when it is sent
        ANSWER = "answer"  # replies about the people of one list
        PLAN = "plan"  # who goes in which stage, of which manifests are made

    class State(models.TextChoices):
        """How far it has come."""

        OPEN = "open"
        ASKED = "asked"  # a second person is to agree
        SENDING = "sending"  # some of it may have been said; the rest is said when it is sent again
        SAID = "said"
        DROPPED = "dropped"

    key = models.CharField(max_length=32, unique=True, default=fresh_key)
    kind = models.CharField(max_length=8, choices=Kind)
    payload = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN, db_index=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)  # why the last try stopped

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return its key."""
        return self.key


class Part(models.Model):
    """One entry of a draft, written down before it is said, so that it is said once."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    type = models.CharField(max_length=16)
    body = models.BinaryField()  # canonical JSON, without the letter's digest
    to = models.JSONField(default=list)  # to whom a letter with the people's details goes; empty: there is none
    sealed = models.CharField(max_length=64, blank=True)  # digest of that letter, once it is sealed
    index = models.PositiveIntegerField(null=True)  # its place in the own log, once it is said
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        """In the order they are said."""

        ordering: ClassVar = ["draft", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "number"], name="part_once")]

    def __str__(self) -> str:
        """Return its place."""
        return f"{self.draft_id}:{self.number}"

    @property
    def key(self) -> str:
        """What it is said under (see ``journal.saying``): the same at every try."""
        return f"draft-{self.draft.key}-{self.number}"
