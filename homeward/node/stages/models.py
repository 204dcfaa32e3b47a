"""An exchange, its stages, what each participant's word comes to, and the statements made."""

from datetime import datetime
from typing import ClassVar

from django.db import models


class Exchange(models.Model):
    """A signed exchange and its terms in force."""

    name = models.CharField(max_length=64, unique=True)
    parties = models.JSONField()  # names, in the founding entry's order
    intermediaries = models.JSONField()
    place = models.TextField(blank=True)
    agreed_on = models.DateField(null=True)
    terms = models.JSONField(null=True)  # digest of the entry, telling, tolerance, points
    closed = models.CharField(max_length=16, blank=True)
    told_from = models.DateTimeField(null=True)  # from when the figures of the whole may be told; None: not yet known

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class Stage(models.Model):
    """A stage of the terms in force."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=64)
    day = models.DateField()
    confirmed = models.BooleanField()  # in every direction
    disputed = models.BooleanField()  # a difference or a dispute is open
    told_from = models.DateTimeField(null=True)  # from when its figures may be told; None: not yet known

    class Meta:
        """In the order of the terms."""

        ordering: ClassVar = ["exchange", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["exchange", "name"], name="stage_once")]

    def __str__(self) -> str:
        """Return its name."""
        return self.name

    def told(self, now: datetime) -> bool:
        """Whether its figures may be told now."""
        return self.told_from is not None and self.told_from <= now


class Tally(models.Model):
    """One direction and category of a stage, or of the whole (``stage`` None), in numbers."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="tallies")
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, null=True, related_name="tallies")
    position = models.PositiveIntegerField()
    giver = models.CharField(max_length=64)
    receiver = models.CharField(max_length=64)
    category = models.CharField(max_length=64, blank=True)  # empty: everybody
    agreed = models.PositiveIntegerField()
    planned = models.PositiveIntegerField()
    departed = models.PositiveIntegerField()  # by the giver's word
    received = models.PositiveIntegerField()  # by the receiver's word
    confirmed = models.PositiveIntegerField()
    disputed = models.PositiveIntegerField()
    owed = models.PositiveIntegerField()
    goodwill = models.PositiveIntegerField()
    withheld = models.BooleanField(default=False)  # of a group too small for the public: see ``small``
    entries = models.JSONField()  # what it stands on: [participant, index, digest], in order

    class Meta:
        """In the order of the terms."""

        ordering: ClassVar = ["exchange", "stage", "position"]

    def __str__(self) -> str:
        """Return which way it goes."""
        return f"{self.giver} to {self.receiver}"


class Statement(models.Model):
    """A statement for the public; ``told_from`` None while the terms hold it back."""

    exchange = models.ForeignKey(Exchange, on_delete=models.CASCADE, related_name="statements")
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, null=True, related_name="statements")
    author = models.CharField(max_length=64)
    words = models.JSONField()  # language → text
    entry = models.JSONField()  # [participant, index, digest]
    contradicted = models.BooleanField(default=False)  # it claims a figure that the record does not confirm
    told_from = models.DateTimeField(null=True)
    corrections = models.JSONField(default=list)  # what was told before: {words, reason, at, entry}, oldest first

    class Meta:
        """In the order they were entered."""

        ordering: ClassVar = ["exchange", "id"]

    def __str__(self) -> str:
        """Return whose it is."""
        return self.author
