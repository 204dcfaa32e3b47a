"""Who is behind a commitment of a log."""

from typing import ClassVar

from django.db import models

from homeward.node.people.models.registry import Person


class Letter(models.Model):
    """A letter of sealed details that was opened here: its people are in ``Listed``."""

    digest = models.CharField(max_length=64, unique=True)  # of the ciphertext, as the entry names it
    author = models.CharField(max_length=64)
    entry = models.CharField(max_length=64)  # digest of the entry that names it
    people = models.PositiveIntegerField()
    opened_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Return its digest."""
        return self.digest


class Listed(models.Model):
    """Who is behind a commitment of a log. Without its salt and details nobody can tell, which is what erasing does."""

    list_digest = models.CharField(max_length=64, blank=True, db_index=True)  # of the entry; empty until it is said
    author = models.CharField(max_length=64)
    to = models.JSONField(default=list)  # participants who know the details
    commitment = models.CharField(max_length=64, db_index=True)
    salt = models.BinaryField()
    details = models.JSONField()  # canonical details, strings: see ``homeward.node.desk.letters.Details``
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="listed")
    category = models.CharField(max_length=64)
    priority = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        """Once each."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["author", "commitment"], name="listed_once")]

    def __str__(self) -> str:
        """Return the commitment."""
        return self.commitment
