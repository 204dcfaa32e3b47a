"""Lists that arrived, the pairs the engine found, and what people judged."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from homeward.node.people.models import Listed, Person


class Arrival(models.Model):
    """A list of somebody else whose letter was opened here."""

    digest = models.CharField(max_length=64, unique=True)  # of the entry
    author = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=16)  # held, sought, offered, requested
    people = models.PositiveIntegerField()
    arrived_at = models.DateTimeField(auto_now_add=True)
    compared_at = models.DateTimeField(null=True)

    class Meta:
        """In the order they came."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        """Return its digest."""
        return self.digest


class Pair(models.Model):
    """Somebody on a list that arrived, and whom the engine thinks it is. Made again with each comparison."""

    class Outcome(models.TextChoices):
        """As the engine says; its words are ``homeward.matching.Outcome``."""

        CERTAIN = "certain"
        TO_JUDGE = "to be judged"
        NOBODY = "nobody"

    class Decided(models.TextChoices):
        """What the judgement that counts says; empty: nobody has judged."""

        SAME = "same"
        DIFFERENT = "different"
        UNSURE = "not sure"

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="pairs")
    listed = models.OneToOneField(Listed, on_delete=models.CASCADE, related_name="pair")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")  # the likeliest
    outcome = models.CharField(max_length=16, choices=Outcome)
    probability = models.FloatField(default=0)
    bits = models.FloatField(default=0)
    evidence = models.JSONField(default=list)  # [field, bits, theirs, ours, why]; forgotten when the person is erased
    others = models.JSONField(default=list)  # further people who may be meant: [key, probability]
    nobody = models.FloatField(default=1)
    rivals = models.PositiveIntegerField(default=0)  # other people of the list who claim the same person
    sampled = models.BooleanField(default=False)  # to be looked at before the others are confirmed in bulk

    decided = models.CharField(max_length=9, choices=Decided, blank=True)
    twice = models.BooleanField(default=False)  # judged a second time, by somebody else who does not see the first
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    held_until = models.DateTimeField(null=True)

    class Meta:
        """The likeliest first."""

        ordering: ClassVar = ["-probability", "id"]
        indexes: ClassVar = [models.Index(fields=["arrival", "outcome", "decided"], name="pair_by_outcome")]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)


class Judgement(models.Model):
    """What somebody judged of a pair. Added only: the newest that is no second look counts."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="judgements")
    verdict = models.CharField(max_length=9, choices=Pair.Decided)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")  # who it is, if same
    reason = models.TextField(blank=True)
    second = models.BooleanField(default=False)  # an independent second look
    bulk = models.BooleanField(default=False)  # confirmed with many others after a sample
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order they were made."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.pk)
