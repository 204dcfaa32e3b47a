"""The people who work at the node of the tests, one for each role; and two more where something takes two."""

import time
from functools import cache
from typing import Any

from django.contrib.auth.hashers import get_hasher, make_password
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from homeward.node.accounts.models import Holding
from homeward.node.accounts.roles import Role
from homeward.node.accounts.visits import BEGUN, SECOND_FACTOR, SEEN

PASSWORD = "three small boats at dawn"
NAMES = {
    Role.COORDINATION: "oksana", Role.HANDOVER: "taras", Role.INTERMEDIARY: "layla", Role.SPOKESPERSON: "iryna",
    Role.LIAISON: "halyna", Role.AUDITOR: "bohdan", Role.OPERATOR: "danylo", Role.REVIEWER: "olena",
}  # fmt: skip


@cache
def hashed(algorithm: str) -> str:
    """The password as it is kept, made once: it is slow to make, as it must be."""
    return make_password(PASSWORD, hasher=algorithm)


def somebody(role: Role, name: str | None = None) -> User:
    """Return an account that holds a role; the same name gives the same account."""
    user, fresh = User.objects.get_or_create(username=name or NAMES[role])
    if fresh:
        user.password = hashed(get_hasher().algorithm)
        user.save()
    Holding.objects.get_or_create(user=user, role=role)
    return user


def at_work(role: Role, name: str | None = None, **kwargs: Any) -> Client:
    """Return the browser, asking for English, of somebody of a role who has signed in with both factors."""
    client = Client(headers={"accept-language": "en"}, **kwargs)
    client.force_login(somebody(role, name))
    session = client.session
    session[SECOND_FACTOR] = timezone.now().isoformat()
    session[BEGUN] = session[SEEN] = int(time.time())
    session.save()
    return client
