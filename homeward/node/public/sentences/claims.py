"""What kinds of claims there are, and what happens to a document on its way."""

from django.utils.translation import gettext_lazy as _

from homeward.reading.words import DamageKind, Kind

KINDS = {
    Kind.TRANSFER: _("people moved"),
    Kind.BREAKDOWN: _("part of the people moved"),
    Kind.BODIES: _("bodies handed over"),
    Kind.AGREEMENT: _("agreement"),
    Kind.PLAN: _("plan"),
    Kind.CUMULATIVE: _("running total"),
    Kind.ORDINAL: _("number in a series"),
    Kind.PREVIOUS_EXCHANGE: _("an earlier exchange"),
    Kind.MEDIATOR: _("mediator"),
    Kind.LOCATION: _("place"),
    Kind.EARLY_DISCLOSURE: _("told early"),
}
DAMAGES = {
    DamageKind.FORMULA: _("prose taken for mathematics on the way; no claim is read from it"),
    DamageKind.STUTTER: _("words repeated on the way; no claim is read from the repetition"),
    DamageKind.ENCODING: _("letters lost on the way; no claim is read from it"),
    DamageKind.BROKEN_WORDS: _("words broken on the way; read as mended"),
    DamageKind.LOOKALIKES: _("letters of another alphabet that look the same; read as mended"),
    DamageKind.SCAN: _("too faint on the picture to be read for sure; no claim is read from it"),
}


def kind(value: Kind | str) -> str:
    """Say what a claim is about."""
    return str(KINDS[Kind(value)])


def damage(value: DamageKind | str) -> str:
    """Say what happened to a passage."""
    return str(DAMAGES[DamageKind(value)])
