"""An invitation: a link by which somebody chooses a password and a second factor, once, within three days.

Whoever has the link has the account, so it is given to the person and to nobody else, by a way that is trusted; that
it was made, and used, stands in the audit.
"""

import secrets
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from homeward.node.accounts import sealing
from homeward.node.accounts.models import Invitation

VALID = timedelta(days=3)


def make(user: User) -> str:
    """Return the secret of a new invitation, in place of those before; it can be read only now."""
    token = secrets.token_urlsafe(24)
    Invitation.objects.filter(user=user, used_at=None).delete()
    Invitation.objects.create(user=user, digest=digest(token), until=timezone.now() + VALID)
    return token


def digest(token: str) -> str:
    """Return what is kept of an invitation's secret."""
    return sealing.digest("invitation", token)


def of(kept: str) -> Invitation | None:
    """Return an invitation that still opens something, by its digest."""
    return (
        Invitation.objects.select_related("user")
        .filter(digest=kept, used_at=None, until__gt=timezone.now(), user__is_active=True)
        .first()
    )


def may_set_up(user: User) -> bool:
    """Whether somebody without a second factor may set one up now: only as long as the invitation was made for."""
    return Invitation.objects.filter(user=user, until__gt=timezone.now()).exists()
