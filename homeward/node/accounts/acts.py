"""Everything done to an account, or by signing in with it, is kept for the auditor; nothing here is ever changed."""

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.node.accounts.models import Act
from homeward.node.accounts.roles import Role

WORDS = {
    "invited": _("invited"),
    "roles": _("changed roles"),
    "closed": _("closed the account"),
    "opened": _("opened the account again"),
    "reset": _("took the second factor away, and invited anew"),
    "password": _("chose a password"),
    "authenticator": _("set up an authenticator app"),
    "passkey": _("added a passkey"),
    "passkey removed": _("removed a passkey"),
    "recovery codes": _("made new recovery codes"),
    "signed in": _("signed in"),
    "signed out": _("signed out"),
    "sessions": _("ended other sessions"),
    "wrong code": _("gave a wrong second factor"),
}

DETAILS = {
    **{role.value: role.words for role in Role},
    "authenticator": pgettext_lazy("by which factor", "authenticator app"),
    "passkey": pgettext_lazy("by which factor", "passkey"),
    "recovery code": pgettext_lazy("by which factor", "recovery code"),
}


def details(said: str) -> str:
    """Return the detail of an act, in the reader's language."""
    return ", ".join(str(DETAILS.get(one, one)) for one in said.split(", ") if one)


def did(act: str, whom: User, by: User | None, detail: str = "") -> None:
    """Keep what was done to an account.

    Args:
        act: one of ``WORDS``.
        whom: whose account.
        by: who did it; None at the node's own command line.
        detail: roles, or by which factor; no personal data.
    """
    Act.objects.create(by=by, act=act, whom=whom, detail=detail)
