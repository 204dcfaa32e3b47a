"""Documents as they came, and what was read from them."""

from typing import ClassVar

from django.db import models


class Document(models.Model):
    """A document: its bytes and what its giver said (kept), and the reading of them (made again at will)."""

    key = models.CharField(max_length=16, unique=True)  # the first digits of the digest: the permanent address
    digest = models.CharField(max_length=64)  # SHA-256 of the bytes, hexadecimal
    name = models.CharField(max_length=200)  # as given
    data = models.BinaryField()
    given = models.JSONField(default=dict)  # what the giver said of it: url, outlet, title, language, published
    added_at = models.DateTimeField(auto_now_add=True)

    text = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    has_grammar = models.BooleanField(default=True)  # whether this language can be read
    title = models.TextField(blank=True)
    outlet = models.TextField(blank=True)
    url = models.TextField(blank=True)
    published = models.DateField(null=True)
    updated = models.DateField(null=True)
    captured = models.DateField(null=True)
    damage = models.JSONField(default=list)  # reading.Damage, in order of the text
    is_exchange_report = models.BooleanField(default=False)

    class Meta:
        """Newest first, those without a date last."""

        ordering: ClassVar = [models.F("published").desc(nulls_last=True), "name", "key"]

    def __str__(self) -> str:
        """Return what to call it: its title, or the name it came with."""
        return self.title or self.name


class Judgement(models.Model):
    """What a reviewer decided of a claim. Appended, never changed: the last on a claim holds, whatever is read anew.

    A claim is known by its document's digest, where its evidence stands, and its kind, speaker and count as read.
    """

    digest = models.CharField(max_length=64, db_index=True)  # of the document
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=32)
    speaker = models.TextField()
    count = models.PositiveIntegerField(null=True)
    decision = models.CharField(max_length=8)  # accept, correct, reject
    corrected = models.JSONField(default=dict)  # the fields that are other than as read
    reason = models.TextField(blank=True)
    reviewer = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order in which they were decided."""

        ordering: ClassVar = ["at", "id"]


class Claim(models.Model):
    """One claim of a document: a projection of ``reading.Claim``."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="claims")
    index = models.PositiveIntegerField()
    kind = models.CharField(max_length=32)
    evidence = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    speaker = models.TextField()
    direction = models.CharField(max_length=64, null=True)
    count = models.PositiveIntegerField(null=True)
    count_qualifier = models.CharField(max_length=16, null=True)
    category = models.CharField(max_length=32, null=True)
    exchange_date = models.CharField(max_length=10, null=True)
    value = models.TextField(null=True)
    rules = models.JSONField(default=list)
    reasons = models.JSONField(default=list)  # what weighed most where examples overruled the rules
    judged = models.ForeignKey(Judgement, on_delete=models.SET_NULL, null=True)  # the decision that holds

    class Meta:
        """In the order of the text."""

        ordering: ClassVar = ["document", "index"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "index"], name="claim_once")]

    def __str__(self) -> str:
        """Return its place."""
        return f"{self.document_id}:{self.index}"
