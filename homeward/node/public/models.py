"""The weighed record, a row a page: projections, dropped and made again by ``actions.reweigh``."""

from typing import ClassVar

from django.db import models


class Weighing(models.Model):
    """When the record was last weighed, from what, and the parts that belong to no single exchange."""

    made_at = models.DateTimeField(auto_now=True)
    digest = models.CharField(max_length=64)  # of the whole record: equal digests, equal pages
    documents = models.PositiveIntegerField()
    exchanges = models.PositiveIntegerField()
    contradictions = models.PositiveIntegerField()
    told = models.CharField(max_length=64, blank=True)  # digest of what could be told of the signed record; "": nothing
    rest = models.JSONField()  # checks across exchanges, and what could not be placed


class DealPage(models.Model):
    """One deal: ``weighing.Deal``."""

    key = models.CharField(max_length=100, unique=True)
    begins = models.CharField(max_length=10)  # date of its first stage, as far as known
    signed = models.BooleanField()  # one of its stages is in the signed record
    summary = models.JSONField()  # the main figures: see ``listing.Row``
    value = models.JSONField()

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-begins", "key"]


class ExchangePage(models.Model):
    """One exchange: ``weighing.Exchange``, and beside it what a list of exchanges shows."""

    key = models.CharField(max_length=100, unique=True)
    date = models.CharField(max_length=10)  # as far as known
    kind = models.CharField(max_length=16)
    deal = models.ForeignKey(DealPage, on_delete=models.SET_NULL, null=True, related_name="stages")
    signed = models.BooleanField()
    contradictions = models.PositiveIntegerField()
    summary = models.JSONField()  # the main figures: see ``listing.Row``
    value = models.JSONField()
    words = models.TextField(default="")  # what a search looks in, case-folded

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-date", "key"]


class Facet(models.Model):
    """By what an exchange can be found: a direction, a category, a mediator, a source, how it stands."""

    exchange = models.ForeignKey(ExchangePage, on_delete=models.CASCADE, related_name="facets")
    name = models.CharField(max_length=16)
    value = models.CharField(max_length=200)

    class Meta:
        """Found by name and value."""

        indexes: ClassVar = [models.Index(fields=["name", "value"], name="facet_found")]


class Version(models.Model):
    """How an exchange's page stood from a moment on. Never dropped: the record of how the record changed."""

    key = models.CharField(max_length=100, db_index=True)  # of the exchange
    digest = models.CharField(max_length=64)  # of its value
    since = models.DateTimeField(auto_now_add=True)
    summary = models.JSONField()  # ``listing.Row``
    documents = models.PositiveIntegerField()  # how many sources it then had

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-since", "-id"]


class Remark(models.Model):
    """What a reader says is wrong. Seen by reviewers only."""

    page = models.CharField(max_length=200)  # the address that it is about, with the figure's anchor
    text = models.TextField()
    contact = models.CharField(max_length=200, blank=True)
    sender = models.CharField(max_length=64)  # a keyed digest of the day and the network address, for the limit alone
    at = models.DateTimeField(auto_now_add=True)
    answered = models.BooleanField(default=False)

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["answered", "-at"]


class Dispute(models.Model):
    """One contradiction, for the page across exchanges."""

    exchange = models.ForeignKey(ExchangePage, on_delete=models.CASCADE, null=True, related_name="disputes")
    deal = models.ForeignKey(DealPage, on_delete=models.CASCADE, null=True, related_name="disputes")
    index = models.PositiveIntegerField()
    date = models.CharField(max_length=10)
    cause = models.CharField(max_length=40)
    value = models.JSONField()

    class Meta:
        """Newest first."""

        ordering: ClassVar = ["-date", "exchange_id", "deal_id", "index"]


class ClaimPlace(models.Model):
    """Where a claim is used: on which page, under which anchor."""

    document = models.CharField(max_length=16, db_index=True)
    claim = models.PositiveIntegerField()
    exchange = models.ForeignKey(ExchangePage, on_delete=models.CASCADE, null=True)
    deal = models.ForeignKey(DealPage, on_delete=models.CASCADE, null=True)
    anchor = models.CharField(max_length=120)
    measure = models.JSONField()  # weighing.Measure of the figure there

    class Meta:
        """In the order of the text."""

        ordering: ClassVar = ["document", "claim", "id"]


class Chart(models.Model):
    """A drawn chart, by name, language and width; ``digest`` says of which data."""

    name = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    width = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    svg = models.TextField()

    class Meta:
        """One of each."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "language", "width"], name="chart_once")]
