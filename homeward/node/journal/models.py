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
