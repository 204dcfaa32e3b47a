"""Who asks, without keeping who: a keyed digest that changes every day, for counting and nothing else."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from homeward.node.public.models import Remark
from homeward.node.review.models import Attempt

FAILURES, WITHIN = 5, timedelta(minutes=15)
REMARKS, A_DAY = 10, timedelta(days=1)


def digest(what: str) -> str:
    """Return the keyed digest of a name or an address, today's."""
    message = f"{timezone.now().date()} {what}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def address(request: HttpRequest) -> str:
    """Return where a request comes from: what the proxy in front saw, where there is one."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.ENVIRONMENT.behind_proxy else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def is_throttled(*who: str) -> bool:
    """Whether too many sign-ins of any of these failed lately."""
    since = timezone.now() - WITHIN
    return any(Attempt.objects.filter(who=digest(one), at__gte=since).count() >= FAILURES for one in who)


def failed(*who: str) -> None:
    """Count a sign-in that failed, and forget those that no longer count."""
    Attempt.objects.filter(at__lt=timezone.now() - WITHIN).delete()
    Attempt.objects.bulk_create(Attempt(who=digest(one)) for one in who)


def has_said_enough(sender: str) -> bool:
    """Whether a sender has sent as many remarks today as one may."""
    return Remark.objects.filter(sender=sender, at__gte=timezone.now() - A_DAY).count() >= REMARKS
