"""How often one may be wrong: counted by keyed digests that change every day, so that nobody's name or address is kept.

1. A pair of name and address: 5 failures in a quarter of an hour. An address alone: 20. A name from anywhere: 50, so
   that a stranger cannot lock somebody out from one address, and cannot go on guessing from many.
2. A second factor: 5 for the account, which only those reach who know its password.
3. An attempt is counted before it is judged, so that many at once are not more than one after another.
"""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from homeward.node.accounts.models import Attempt

WITHIN = timedelta(minutes=15)


def digest(what: str) -> str:
    """Return the keyed digest of a name or an address, today's."""
    message = f"{timezone.now().date()} {what}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def address(request: HttpRequest) -> str:
    """Return where a request comes from: what the proxy in front saw, where there is one."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.ENVIRONMENT.behind_proxy else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def of_sign_in(request: HttpRequest, name: str) -> dict[str, int]:
    """Return what a sign-in counts for, and how often it may fail."""
    where = address(request)
    return {f"pair {name} {where}": 5, f"address {where}": 20, f"name {name}": 50}


def of_second_factor(number: int | None) -> dict[str, int]:
    """Return what a second factor counts for, and how often it may fail."""
    return {f"second {number}": 5}


@transaction.atomic
def may_try(allowed: dict[str, int]) -> bool:
    """Count an attempt, unless there were too many already; ``succeeded`` takes it back."""
    since = timezone.now() - WITHIN
    Attempt.objects.filter(at__lt=since).delete()
    if any(Attempt.objects.filter(who=digest(who)).count() >= often for who, often in allowed.items()):
        return False
    Attempt.objects.bulk_create(Attempt(who=digest(who)) for who in allowed)
    return True


def succeeded(allowed: dict[str, int]) -> None:
    """Forget one attempt, which was right."""
    for who in allowed:
        last = Attempt.objects.filter(who=digest(who)).order_by("-id").first()
        if last is not None:
            last.delete()
