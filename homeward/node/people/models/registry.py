"""People and what sources say of them; who is behind a commitment of the logs.

A ``Person`` shows the newest word on each field, for lists and searches; ``Fact`` keeps every word with its source.
Health and contacts are tables of their own, since they have rights of their own. None of this is ever in a log.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models


def fresh_key() -> str:
    """Return a key that says nothing of whose it is."""
    return uuid.uuid4().hex


class Holding(models.TextChoices):
    """Why somebody is in the registry."""

    HELD = "held"  # in this party's power
    SOUGHT = "sought"  # in the other's, or missing (AP I 33)


class Standing(models.TextChoices):
    """What is known of where a person is (GC III 122: transfers, releases, escapes, hospital, deaths)."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    HELD = "held"
    HOSPITAL = "in hospital"
    RETURNED = "returned"
    RELEASED = "released"
    ESCAPED = "escaped"
    DECEASED = "deceased"


class PeopleQuerySet(models.QuerySet["Person"]):
    """People, in parts."""

    def live(self) -> "PeopleQuerySet":
        """Those who are somebody of their own: neither merged into another record nor erased."""
        return self.filter(merged_into=None, erased_at=None)


class Person(models.Model):
    """Somebody whom this party holds or seeks; each field is the newest that a source said (see ``Fact``)."""

    key = models.CharField(max_length=32, unique=True, default=fresh_key)
    holding = models.CharField(max_length=8, choices=Holding)
    party = models.CharField(max_length=64, blank=True)  # the power on which the person depends: a participant's name
    category = models.CharField(max_length=64, blank=True)  # as the terms name it: servicemen, civilians
    standing = models.CharField(max_length=16, choices=Standing, default=Standing.UNKNOWN)

    # capture card (GC III Annex IV B), GC III 122, GC IV 138
    surname = models.CharField(max_length=200, blank=True)
    given = models.CharField(max_length=200, blank=True)
    patronymic = models.CharField(max_length=200, blank=True)
    birth = models.CharField(max_length=10, blank=True)  # as far as known: 1990, 1990-05, 1990-05-17
    birth_place = models.CharField(max_length=200, blank=True)
    sex = models.CharField(max_length=1, blank=True)  # M, F
    rank = models.CharField(max_length=100, blank=True)
    service_number = models.CharField(max_length=100, blank=True, db_index=True)
    unit = models.CharField(max_length=200, blank=True)
    father = models.CharField(max_length=200, blank=True)  # first name of the father
    mother_maiden = models.CharField(max_length=200, blank=True)
    nationality = models.CharField(max_length=100, blank=True)
    residence = models.CharField(max_length=200, blank=True)  # last known
    marks = models.TextField(blank=True)  # distinguishing characteristics
    captured_on = models.CharField(max_length=10, blank=True)  # taken, or last heard of; as far as known
    captured_at = models.CharField(max_length=200, blank=True)  # where
    circumstances = models.TextField(blank=True)  # of capture, or of going missing
    site = models.CharField(max_length=200, blank=True)  # place of holding
    site_number = models.CharField(max_length=100, blank=True)  # the prisoner's number there

    priority = models.CharField(max_length=64, blank=True)  # class of priority, as the terms name it
    stretcher = models.BooleanField(default=False)

    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    erased_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = PeopleQuerySet.as_manager()

    class Meta:
        """By name."""

        ordering: ClassVar = ["surname", "given", "patronymic", "id"]
        indexes: ClassVar = [models.Index(fields=["surname", "given", "patronymic", "id"], name="person_by_name")]

    def __str__(self) -> str:
        """Return the key: a name would end in a log."""
        return self.key

    @property
    def name(self) -> str:
        """The name as written, surname first."""
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)

    @property
    def root(self) -> "Person":
        """Who this is now: the record that this one was merged into, if it was."""
        person = self
        while person.merged_into is not None:
            person = person.merged_into
        return person


class Source(models.Model):
    """Where something about people comes from: a list, a card, a request of a family, a call."""

    class Kind(models.TextChoices):
        """What it is."""

        LIST = "list"
        CARD = "capture card"
        REQUEST = "tracing request"  # AP I 33
        OFFICIAL = "official message"
        WITNESS = "witness"
        MEDIA = "media"
        OWN = "own record"

    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=200, blank=True)  # of the list or the letter; no person's name
    dated = models.CharField(max_length=10, blank=True)  # as far as known
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Return its title."""
        return self.title


class Fact(models.Model):
    """What a source says of a person: one or several of its fields. Added only; the newest about a field counts."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="facts")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="facts")
    values = models.JSONField()  # {field: value}, as written
    counts = models.BooleanField(default=True)  # or stands beside what counts, as another source's word
    reason = models.TextField(blank=True)  # why it was corrected, where it was
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order they were recorded."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)


class Spelling(models.Model):
    """Another spelling of a person's name, as a source writes it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="spellings")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    surname = models.CharField(max_length=200, blank=True)
    given = models.CharField(max_length=200, blank=True)
    patronymic = models.CharField(max_length=200, blank=True)

    class Meta:
        """In the order they came."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)

    @property
    def name(self) -> str:
        """The name as written, surname first."""
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)


class NameKey(models.Model):
    """By what a person is found while a name is being typed: see ``finding``."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=32)

    class Meta:
        """Found by their beginning."""

        indexes: ClassVar = [models.Index(fields=["key", "person"], name="name_key")]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)


class _Said(models.Model):
    """What is said of a person beside the registry's fields; added only."""

    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first."""

        abstract = True
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)


class StandingChange(_Said):
    """A change of where a person is, with its date."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="standings")
    standing = models.CharField(max_length=16, choices=Standing)
    since = models.CharField(max_length=10, blank=True)  # as far as known
    place = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")


class Note(_Said):
    """A note on a person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()


class Health(_Said):
    """State of health (GC III Annex IV B, 122) and medical needs; behind ``Right.SEE_HEALTH``."""

    class State(models.TextChoices):
        """As the capture card asks."""

        GOOD = "good"
        NOT_WOUNDED = "not wounded"
        RECOVERED = "recovered"
        CONVALESCENT = "convalescent"
        SICK = "sick"
        SLIGHTLY_WOUNDED = "slightly wounded"
        SERIOUSLY_WOUNDED = "seriously wounded"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="health")
    state = models.CharField(max_length=20, choices=State, blank=True)
    on = models.CharField(max_length=10, blank=True)  # of which day; as far as known
    needs = models.TextField(blank=True)  # for a handover: medicine, care, transport
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")


class Contact(_Said):
    """Whom to inform, and how (GC III 122, GC IV 138); behind ``Right.SEE_CONTACTS``."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=100, blank=True)
    address = models.TextField(blank=True)
    reach = models.CharField(max_length=200, blank=True)  # telephone or mail
    language = models.CharField(max_length=8, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")


class Photo(_Said):
    """A picture of a person, painted anew: what a camera wrote into the file is not kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="photos")
    key = models.CharField(max_length=32, unique=True, default=fresh_key)
    data = models.BinaryField()  # JPEG
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")


class Merge(models.Model):
    """Two records found to be one person; it can be taken back, since nothing of either is lost."""

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges_into")
    gone = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges_away")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)
