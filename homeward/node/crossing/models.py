"""A crossing, who is due at it, what was ticked, what is being signed, and what was found of each person.

None of this is ever in a log: a record is signed from it. Ticks are added only; the rest can be corrected and erased.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


def fresh_key() -> str:
    """Return a key that says nothing of what it is for."""
    return uuid.uuid4().hex


class Crossing(models.Model):
    """One direction of a stage at one point; its key stands in addresses and in the code on the paper sheet."""

    key = models.CharField(max_length=32, unique=True, default=fresh_key)
    stage = models.CharField(max_length=64)
    giver = models.CharField(max_length=64)
    receiver = models.CharField(max_length=64)
    point = models.CharField(max_length=64)

    class Meta:
        """Once each."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stage", "giver", "receiver", "point"], name="crossing_once")
        ]

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Seat(models.Model):
    """Somebody on a manifest in force for a crossing, under a number that stays: it is on paper, and on phones."""

    crossing = models.ForeignKey(Crossing, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveIntegerField()
    person = models.CharField(max_length=64)  # the commitment
    category = models.CharField(max_length=64)
    goodwill = models.BooleanField(default=False)
    left = models.BooleanField(default=False)  # taken off the manifest since

    class Meta:
        """By number, each number and person once."""

        ordering: ClassVar = ["crossing", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["crossing", "number"], name="seat_number_once"),
            models.UniqueConstraint(fields=["crossing", "person"], name="seat_person_once"),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)


class Tick(models.Model):
    """One press: what somebody saw become of a person. Added only; ``homeward.node.crossing.ticks`` judges them."""

    class Source(models.TextChoices):
        """Where it was made."""

        SCREEN = "screen"
        QUEUE = "queue"  # kept on a device without network, sent later
        PAPER = "paper"

    key = models.CharField(max_length=80, unique=True)  # one-time: the same press again is the same act
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="ticks")
    outcome = models.CharField(max_length=32, blank=True)  # of homeward.exchange.words.Outcome; empty: taken back
    at = models.DateTimeField()  # true time: when it was pressed
    entered_at = models.DateTimeField(auto_now_add=True)
    seen = models.PositiveBigIntegerField(default=0)  # the last tick that whoever pressed had been shown
    device = models.CharField(max_length=16)  # of one sign-in on one device
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=Source, default=Source.SCREEN)

    class Meta:
        """In the order they were entered."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Signing(models.Model):
    """Words that are being signed: written down as a whole first, then said one after the other, each once."""

    key = models.CharField(max_length=32, unique=True)  # one-time, from the form
    crossing = models.ForeignKey(Crossing, on_delete=models.CASCADE, null=True, related_name="signings")
    kinds = models.JSONField()  # of each entry: departure, receipt, correction, answer
    bodies = models.JSONField()  # canonical JSON of each
    entries = models.JSONField(default=list)  # [index, digest] of those said
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended = models.BooleanField(default=False)
    problem = models.TextField(blank=True)  # why the last try did not get through

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Check(models.Model):
    """What was found of a person at the handover. Private; the newest counts, and erasing takes them all."""

    key = models.CharField(max_length=32, unique=True)  # one-time
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="checks")
    identity = models.CharField(max_length=16, blank=True)  # how it was checked
    identity_by = models.CharField(max_length=200, blank=True)  # by whom
    condition = models.CharField(max_length=20, blank=True)
    medical = models.TextField(blank=True)  # needs
    belongings = models.TextField(blank=True)
    wish = models.CharField(max_length=8, blank=True)  # yes, no, unsure; empty: not asked here
    wish_asked_by = models.CharField(max_length=200, blank=True)
    differs = models.TextField(blank=True)
    found_at = models.DateTimeField()  # true time
    entered_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)


class Wish(models.Model):
    """What a person said they wish, asked by an intermediary. Private but for the answer, which is signed."""

    key = models.CharField(max_length=32, unique=True)  # one-time
    list_digest = models.CharField(max_length=64)  # of the list the person is on
    person = models.CharField(max_length=64, db_index=True)  # the commitment
    reply = models.CharField(max_length=32)  # confirmed, does not wish to go, unknown
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()  # true time
    place = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=100, blank=True)  # spoken
    private = models.BooleanField(default=False)  # nobody else was present
    note = models.TextField(blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said = models.ForeignKey(Signing, on_delete=models.SET_NULL, null=True, related_name="wishes")

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)
