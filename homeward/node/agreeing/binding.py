"""What takes two people at the exchange desk: a list, terms, a manifest, the opening and the end."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from homeward.node.accounts.roles import Right
from homeward.node.accounts.twofold import Kind
from homeward.node.agreeing import words
from homeward.node.agreeing.models import Draft

NAME = "exchange"


def _describe(payload: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    from homeward.node.agreeing.checking import summary

    draft = Draft.objects.get(key=payload["draft"])
    return summary(draft)


def _carry_out(payload: Mapping[str, Any], _key: str, _user: User) -> str:
    from homeward.node.agreeing import actions, sending

    draft = Draft.objects.get(key=payload["draft"])
    if actions.digest_of(draft) != payload["digest"]:
        raise sending.SendingError(_("This was changed since you read it; look at it again."))
    sent = sending.send(draft)
    return "; ".join(
        _("entry %(number)s: %(words)s") % {"number": part.index, "words": words.spoken(part.digest)}
        for part in sent.parts.all()
    )


KIND = Kind(NAME, Right.NEGOTIATE, _describe, _carry_out)
