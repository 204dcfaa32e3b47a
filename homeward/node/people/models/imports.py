"""A list being imported: the file, and what will become of each of its rows."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from homeward.node.people.models.registry import Holding, Person, Source, fresh_key


class Import(models.Model):
    """A list that was given: read, compared with the registry, looked at by a person, then taken in."""

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading"
        READY = "ready"  # every row says what it will change; nothing was changed yet
        TAKING = "taking"
        DONE = "done"
        DROPPED = "dropped"

    key = models.CharField(max_length=32, unique=True, default=fresh_key)
    name = models.CharField(max_length=200)  # of the file, for its ending and whoever gave it
    data = models.BinaryField()  # of the file; forgotten when it was read
    mapping = models.JSONField(default=dict)  # columns that a person told: {field: place as "#3"}
    columns = models.JSONField(default=list)  # as they were understood: see ``reading.Column``
    read_on = models.DateField()  # to which ages are counted, the same if it is read again
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    holding = models.CharField(max_length=8, choices=Holding)
    party = models.CharField(max_length=64, blank=True)
    category = models.CharField(max_length=64, blank=True)  # of rows that do not say
    newer = models.BooleanField(default=False)  # where list and registry differ, the list counts
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    job = models.PositiveIntegerField(null=True)  # that reads it or takes it in
    rows = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list)  # rows of the file that are no people: [number, why]
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return its key."""
        return self.key


class ImportRow(models.Model):
    """One row: what its cells mean, what is wrong with it, who it is, and what is to become of it."""

    class Plan(models.TextChoices):
        """What is to become of it, or became of it."""

        UNSEEN = "unseen"  # not compared with the registry yet
        ADD = "add"  # somebody new
        CHANGE = "change"  # somebody known; the row says something new
        SAME = "same"  # somebody known; the row says nothing new
        UNSURE = "unsure"  # perhaps somebody known: a person must say
        BAD = "bad"  # something in it could not be understood: to be mended
        LEAVE = "leave"  # a person said that it is not to be taken in

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()  # among the rows that are people, from 0
    number = models.PositiveIntegerField()  # in the file, from 1
    cells = models.JSONField()  # {field of a person: value}; forgotten when it was taken in
    faults = models.JSONField(default=list)  # [kind, column, cell, taken]
    plan = models.CharField(max_length=8, choices=Plan, default=Plan.UNSEEN)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    probability = models.FloatField(null=True)  # that it is this person
    done = models.BooleanField(default=False)

    class Meta:
        """In the order of the file."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["of", "position"], name="import_row_once")]
        indexes: ClassVar = [models.Index(fields=["of", "plan", "position"], name="import_by_plan")]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.number)
