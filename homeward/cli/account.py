"""``homeward account``: who works at this node. An invitation opens an account; it is printed once and kept nowhere."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from homeward.node.accounts.roles import Role

WHAT = {
    "add": "make an account with --role, and print its invitation",
    "roles": "give it the roles of --role, and no others",
    "reset": "take password and second factor away, and print a new invitation",
    "close": "let it sign in no longer",
    "open": "let a closed account come back, and print an invitation",
    "list": "print all accounts, their roles, and whether they have a second factor",
}


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward account``."""
    command = commands.add_parser(
        "account",
        help="let somebody work at this node, or no longer",
        description="Make and change the accounts of those who work at this node. "
        + " ".join(f"{what}: {says}." for what, says in WHAT.items()),
    )
    command.add_argument("what", metavar="WHAT", choices=list(WHAT), help=", ".join(WHAT))
    command.add_argument("name", metavar="NAME", nargs="?", help="the name to sign in with")
    command.add_argument("--role", action="append", default=[], metavar="ROLE", help="may be given several times")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do it, and return the exit status."""
    from homeward.node.demo import exercise
    from homeward.node.setup import prepare

    exercise.recognise(Path(os.environ.get("HOMEWARD_VAR") or "var").absolute())
    prepare()
    from django.conf import settings

    from homeward.node.accounts import actions

    if settings.ENVIRONMENT.made_up_key and options.what in {"add", "reset", "open"}:
        raise actions.AccountError(
            "Invitations are sealed by the node's secret key: name its file in HOMEWARD_SECRET_KEY_FILE, as for serve."
        )
    if options.what == "list":
        return _list()
    if options.name is None:
        raise actions.AccountError(f"homeward account {options.what} needs the name of an account.")
    if options.what == "add":
        user, token = actions.invite(options.name, _roles(options.role), None)
        return _invited(user, token)
    user = actions.named(options.name)
    if options.what == "roles":
        actions.set_roles(user, _roles(options.role), None)
        print(f"{user} is now {', '.join(options.role)}.")
    elif options.what == "close":
        actions.close(user, None)
        print(f"{user} can no longer sign in.")
    else:
        return _invited(user, (actions.reset if options.what == "reset" else actions.reopen)(user, None))
    return 0


def _invited(user: "User", token: str) -> int:
    from django.conf import settings
    from django.urls import reverse

    where = settings.ENVIRONMENT.origins[0] if settings.ENVIRONMENT.origins else "http://127.0.0.1:8000"
    print(f"Give {user}, and nobody else, this address. It opens the account once, within three days:")
    print(where + reverse("invitation", args=[token]))
    if not settings.OFFICE_OPEN:
        print("The office is closed at this node: set HOMEWARD_OFFICE=open before serving.")
    return 0


def _list() -> int:
    from django.contrib.auth.models import User

    from homeward.node.accounts import factors

    for user in User.objects.prefetch_related("holdings").order_by("username"):
        roles = ", ".join(holding.role for holding in user.holdings.all()) or "no role"
        state = "closed" if not user.is_active else "open" if factors.has_any(user) else "invited"
        print(f"{user.get_username()}\t{state}\t{roles}")
    return 0


def _roles(said: list[str]) -> "list[Role]":
    from homeward.node.accounts.actions import AccountError
    from homeward.node.accounts.roles import Role

    known = [role.value for role in Role]
    for one in said:
        if one not in known:
            raise AccountError(f"There is no role {one}; there are {', '.join(known)}.")
    return [Role(one) for one in said]
