"""Who may review."""

from django.contrib.auth.models import Permission, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from homeward.node import NodeError


class AccountError(NodeError):
    """An account cannot be made as it was asked for; the message says what to do."""


@transaction.atomic
def open_account(name: str, password: str) -> None:
    """Let somebody review, with a new password.

    Raises:
        AccountError: the name or the password cannot be used.
    """
    user = User.objects.filter(username=name).first() or User(username=name)
    try:
        User.username_validator(name)
        validate_password(password, user)
    except ValidationError as error:
        raise AccountError(" ".join(error.messages)) from error
    user.is_active = True
    user.set_password(password)
    user.save()
    user.user_permissions.add(Permission.objects.get(content_type__app_label="sources", codename="add_judgement"))


def close(name: str) -> None:
    """Let somebody sign in no longer; sessions end, decisions stay.

    Raises:
        AccountError: there is nobody of this name.
    """
    if not User.objects.filter(username=name).update(is_active=False):
        raise AccountError(f"There is no reviewer {name}.")
