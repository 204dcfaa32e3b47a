"""Setting up a second factor, the first or a further one: what is offered on a page, and what comes back from it."""

import base64

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from homeward.node.accounts import factors, passkeys, sealing, totp
from homeward.node.accounts.acts import did

_OFFERED = "authenticator"  # in the session: the secret that was shown, sealed


class Offer:
    """An authenticator app to be scanned, and a passkey to be made, for one person.

    Attributes:
        kind: what was set up by ``take``.
    """

    def __init__(self, request: HttpRequest, user: User) -> None:
        self.request, self.user, self.kind = request, user, ""

    def shown(self) -> dict[str, SafeString | str]:
        """Return what a page shows: the picture, the secret in letters, and what a browser needs for a passkey."""
        secret = self._secret() or totp.new_secret()
        sealed = sealing.seal("authenticator", secret)
        self.request.session[_OFFERED] = base64.b64encode(sealed).decode()
        issuer = f"Homeward {self.request.get_host()}" if not settings.EXERCISE else "Homeward exercise"
        address = totp.address(secret, self.user.get_username(), issuer)
        return {
            "picture": mark_safe(factors.picture(address)),  # noqa: S308  # drawn here, of a path alone
            "letters": totp.written(secret),
            "passkey": passkeys.ask_new(self.request, self.user),
        }

    @transaction.atomic
    def take(self) -> str:
        """Keep what a form brings back; return what is wrong with it, or ""."""
        credential = self.request.POST.get("credential")
        if credential:
            name = self.request.POST.get("label", "").strip()[:60] or _("Passkey")
            if not passkeys.keep(self.request, self.user, credential, name):
                return _("The passkey could not be taken; try again.")
            self.kind = "passkey"
        else:
            secret = self._secret()
            if secret is None or not factors.set_authenticator(self.user, secret, self.request.POST.get("code", "")):
                return _("The app shows another code. Scan the picture anew, and check that the clock is right.")
            self.request.session.pop(_OFFERED, None)
            self.kind = "authenticator"
        did(self.kind, self.user, self.user)
        return ""

    def _secret(self) -> bytes | None:
        kept = self.request.session.get(_OFFERED)
        return sealing.unseal("authenticator", base64.b64decode(kept)) if kept else None
