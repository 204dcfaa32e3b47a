"""Passkeys (W3C Web Authentication, level 2) as a second factor: a key that signs for this node's address alone."""

import hashlib
import json
import re
from ipaddress import ip_address
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from homeward.node.accounts.models import Passkey

LONGEST = 20_000  # characters of what a browser sends
_STATE = "passkey"  # in the session: the challenge that was set


def are_possible(request: HttpRequest) -> bool:
    """Whether a browser makes passkeys for the address at which the node is asked: a name, and no bare IP address."""
    try:
        ip_address(_host(request).strip("[]"))
    except ValueError:
        return True
    return False


def ask_new(request: HttpRequest, user: User) -> str:
    """Return what a browser needs to make a passkey, as JSON, and remember the challenge; "" if none can be made."""
    if not are_possible(request):
        return ""
    entity = PublicKeyCredentialUserEntity(
        id=f"homeward-{user.pk}".encode(), name=user.get_username(), display_name=user.get_username()
    )
    options, state = _server(request).register_begin(
        entity,
        _credentials(user),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[_STATE] = state
    return json.dumps(dict(options)["publicKey"])


def keep(request: HttpRequest, user: User, said: str, name: str) -> bool:
    """Keep the passkey that a browser made, if it answers the challenge; at most one answer to each."""
    response = _read(said)
    state = request.session.pop(_STATE, None)
    if response is None or state is None:
        return False
    try:
        made = _server(request).register_complete(state, response)
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    credential = made.credential_data
    if credential is None:
        return False
    _, fresh = Passkey.objects.get_or_create(
        identifier=_identifier(credential.credential_id),
        defaults={"user": user, "credential": bytes(credential), "name": name, "count": made.counter},
    )
    return fresh


def ask(request: HttpRequest, user: User) -> str:
    """Return what a browser needs to answer with one of somebody's passkeys, as JSON; "" if there are none."""
    credentials = _credentials(user)
    if not credentials or not are_possible(request):
        return ""
    options, state = _server(request).authenticate_begin(credentials, UserVerificationRequirement.PREFERRED)
    request.session[_STATE] = state
    return json.dumps(dict(options)["publicKey"])


def is_right(request: HttpRequest, user: User, said: str) -> bool:
    """Whether a browser's answer is by one of somebody's passkeys; at most one answer to each challenge."""
    response = _read(said)
    state = request.session.pop(_STATE, None)
    if response is None or state is None:
        return False
    try:
        used = _server(request).authenticate_complete(state, _credentials(user), response)
        count = AuthenticationResponse.from_dict(response).response.authenticator_data.counter
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    held = Passkey.objects.get(identifier=_identifier(used.credential_id))
    if (count or held.count) and count <= held.count:
        return False  # a key that counts, and counts backwards, was copied
    held.count, held.used_at = count, timezone.now()
    held.save(update_fields=["count", "used_at"])
    return True


def _server(request: HttpRequest) -> Fido2Server:
    """Return what checks answers for the address at which the node is asked; Django has checked that it is ours."""
    return Fido2Server(
        PublicKeyCredentialRpEntity(name="Homeward", id=_host(request)),
        verify_origin=lambda origin: origin == f"{request.scheme}://{request.get_host()}",
    )


def _host(request: HttpRequest) -> str:
    return re.sub(r":\d+$", "", request.get_host())


def _credentials(user: User) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(one.credential)) for one in Passkey.objects.filter(user=user)]


def _identifier(credential: bytes) -> str:
    return hashlib.sha256(credential).hexdigest()


def _read(said: str) -> dict[str, Any] | None:
    try:
        found = json.loads(said) if len(said) <= LONGEST else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
