"""Somebody's second factors: an authenticator app, passkeys, and recovery codes for the day when neither is at hand."""

import secrets
import time
from io import BytesIO

import qrcode
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from qrcode.image.svg import SvgPathImage

from homeward.node.accounts import sealing, totp
from homeward.node.accounts.models import Authenticator, Passkey, RecoveryCode

CODES = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that looks like another


def has_any(user: User) -> bool:
    """Whether somebody has set up a second factor."""
    return Authenticator.objects.filter(user=user).exists() or Passkey.objects.filter(user=user).exists()


def forget(user: User) -> None:
    """Remove every second factor."""
    for model in (Authenticator, Passkey, RecoveryCode):
        model.objects.filter(user=user).delete()


def set_authenticator(user: User, secret: bytes, said: str) -> bool:
    """Keep the secret of somebody's app, in place of one before, if the app shows the right code."""
    step = totp.step_of(said, secret, time.time())
    if step is None:
        return False
    sealed = sealing.seal("authenticator", secret)
    Authenticator.objects.update_or_create(
        user=user, defaults={"secret": sealed, "step": step, "made_at": timezone.now()}
    )
    return True


@transaction.atomic
def is_right(user: User, said: str) -> str:
    """Return what a code that somebody typed is: "authenticator", "recovery code", or "" if it is wrong."""
    held = Authenticator.objects.select_for_update().filter(user=user).first()
    secret = sealing.unseal("authenticator", bytes(held.secret)) if held else None
    if held is not None and secret is not None:
        step = totp.step_of(said, secret, time.time(), held.step)
        if step is not None:
            held.step = step
            held.save(update_fields=["step"])
            return "authenticator"
    kept = _digest(user, said)
    if RecoveryCode.objects.filter(user=user, digest=kept, used_at=None).update(used_at=timezone.now()):
        return "recovery code"
    return ""


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Make ten codes in place of those before; this is the only time that they can be read."""
    RecoveryCode.objects.filter(user=user).delete()
    made = ["-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in made)
    return made


def recovery_codes_left(user: User) -> int:
    """Return how many codes can still be used."""
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def picture(address: str) -> str:
    """Return a QR code as SVG, to stand in a page: nobody else draws it, and nothing is fetched."""
    drawn = qrcode.make(address, image_factory=SvgPathImage, border=2, error_correction=qrcode.ERROR_CORRECT_M)
    out = BytesIO()
    drawn.save(out)
    return "<svg" + out.getvalue().decode().partition("<svg")[2]


def _digest(user: User, said: str) -> str:
    plain = "".join(letter for letter in said.lower() if letter.isalnum())
    return sealing.digest("recovery", f"{user.pk} {plain}")
