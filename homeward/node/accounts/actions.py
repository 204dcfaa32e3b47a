"""What can be done to an account: invite, give roles, close, open again, reset, and choose a password."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.node import NodeError
from homeward.node.accounts import factors, invitations, visits
from homeward.node.accounts.acts import did
from homeward.node.accounts.gate import roles_of
from homeward.node.accounts.models import Holding, Invitation
from homeward.node.accounts.roles import Role, clash


class AccountError(NodeError):
    """An account cannot be made or changed as it was asked for; the message, translated, says what to do."""


@transaction.atomic
def invite(name: str, roles: Iterable[Role], by: User | None) -> tuple[User, str]:
    """Make an account, and return it with the secret of its invitation.

    Raises:
        AccountError: the name is taken or cannot be used, or the roles do not go together.
    """
    wanted = _fit(roles)
    try:
        User.username_validator(name)
    except ValidationError as error:
        raise AccountError(" ".join(error.messages)) from error
    if not name or len(name) > 60:
        raise AccountError(_("Give a name of at most 60 characters."))
    if User.objects.filter(username__iexact=name).exists():
        raise AccountError(_("There is an account of this name already."))
    user = User(username=name)
    user.set_unusable_password()
    user.save()
    Holding.objects.bulk_create(Holding(user=user, role=role) for role in wanted)
    did("invited", user, by, ", ".join(wanted))
    return user, invitations.make(user)


@transaction.atomic
def set_roles(user: User, roles: Iterable[Role], by: User | None) -> None:
    """Give somebody these roles and no others; sessions end, so that nothing goes on under the old ones.

    Raises:
        AccountError: it is one's own account, or the roles do not go together.
    """
    wanted = _fit(roles)
    if by == user:
        raise AccountError(_("Nobody changes their own roles; ask another operator."))
    if frozenset(wanted) == roles_of(user):
        return
    Holding.objects.filter(user=user).delete()
    Holding.objects.bulk_create(Holding(user=user, role=role) for role in wanted)
    visits.end_all(user)
    did("roles", user, by, ", ".join(wanted))


@transaction.atomic
def close(user: User, by: User | None) -> None:
    """Let somebody sign in no longer; sessions and invitations end, what was done stays.

    Raises:
        AccountError: it is one's own account.
    """
    if by == user:
        raise AccountError(_("Nobody closes their own account; ask another operator."))
    if not user.is_active:
        return
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    Invitation.objects.filter(user=user).delete()
    visits.end_all(user)
    did("closed", user, by)


@transaction.atomic
def reopen(user: User, by: User | None) -> str:
    """Let somebody whose account was closed come back, by a new invitation; return its secret."""
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.is_active = True
    did("opened", user, by)
    return _anew(user)


@transaction.atomic
def reset(user: User, by: User | None) -> str:
    """Take away password and second factor, lost or stolen, and return the secret of a new invitation.

    Raises:
        AccountError: it is one's own account, or a closed one.
    """
    if by == user:
        raise AccountError(_("Nobody resets their own account; ask another operator."))
    if not user.is_active:
        raise AccountError(_("This account is closed; open it again first."))
    did("reset", user, by)
    return _anew(user)


@transaction.atomic
def choose_password(user: User, password: str, again: str, by_invitation: Invitation | None = None) -> None:
    """Give an account the password that its owner chose; all its sessions end.

    Raises:
        AccountError: the password is too weak, or not the same twice, or the invitation is used up.
    """
    if password != again:
        raise AccountError(_("The two passwords are not the same."))
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountError(" ".join(error.messages)) from error
    if by_invitation is not None:
        mine = Invitation.objects.filter(pk=by_invitation.pk, used_at=None, until__gt=timezone.now())
        if not mine.update(used_at=timezone.now()):
            raise AccountError(_("This invitation was used already, or is too old; ask the operator for another."))
    user.set_password(password)
    user.save(update_fields=["password"])
    visits.end_all(user)
    did("password", user, user)


def named(name: str) -> User:
    """Return an account by its name.

    Raises:
        AccountError: there is none.
    """
    user = User.objects.filter(username=name).first()
    if user is None:
        raise AccountError(_("There is no account of this name: %(name)s.") % {"name": name})
    return user


def _anew(user: User) -> str:
    user.set_unusable_password()
    user.save(update_fields=["password"])
    factors.forget(user)
    visits.end_all(user)
    return invitations.make(user)


def _fit(roles: Iterable[Role]) -> list[Role]:
    wanted = sorted(set(roles))
    if not wanted:
        raise AccountError(_("Give at least one role."))
    if (two := clash(wanted)) is not None:
        raise AccountError(
            _("One person cannot be both %(one)s and %(other)s: who guards the door does not go through it.")
            % {"one": two[0].words, "other": two[1].words}
        )
    return wanted
