"""Logs and their entries. No entry names a person; nothing here says who read what."""

from typing import ClassVar

from django.db import models


class Log(models.Model):
    """One participant's log, as far as this node has it."""

    participant = models.CharField(max_length=64, unique=True)
    origin = models.CharField(max_length=200)  # its name in the world, first line of its checkpoints
    size = models.PositiveIntegerField(default=0)
    checkpoint = models.TextField()  # the newest, signed by the log

    class Meta:
        """By name."""

        ordering: ClassVar = ["participant"]

    def __str__(self) -> str:
        """Return whose it is."""
        return self.participant


class Entry(models.Model):
    """One entry: its envelope (kept), and what the fold says of it (made again at will)."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="entries")
    index = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # RFC 6962 leaf hash of the envelope, hexadecimal
    envelope = models.BinaryField()

    exchange = models.CharField(max_length=64, blank=True)
    type = models.CharField(max_length=16, blank=True)  # empty where it cannot be read
    time = models.DateTimeField(null=True)  # its author's claim
    fate = models.CharField(max_length=8, blank=True)  # stands, void, pending
    rule = models.CharField(max_length=64, blank=True)  # the rule that a void entry breaks

    class Meta:
        """In the order of the log."""

        ordering: ClassVar = ["log", "index"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["log", "index"], name="entry_once")]

    def __str__(self) -> str:
        """Return its place."""
        return f"{self.log_id}:{self.index}"


class Saying(models.Model):
    """Something this node says, written down before it is signed, so that it is said once whatever is interrupted."""

    key = models.CharField(max_length=80, unique=True)  # the same at every try
    type = models.CharField(max_length=16)
    body = models.BinaryField()  # canonical JSON
    since = models.PositiveIntegerField()  # size of the own log when it was written down
    at = models.DateTimeField(auto_now_add=True)
    index = models.PositiveIntegerField(null=True)  # its place in the own log, once it is said
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        """In the order they were written down."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        """Return its key."""
        return self.key
