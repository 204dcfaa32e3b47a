"""Sessions, from signing in to their end: after half an hour of nothing, after eight hours of anything.

A session is what proves both factors, so it ends with them: when its owner's password, second factor or roles change,
or the account closes, all of that account's sessions end.
"""

import time
from datetime import timedelta

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from homeward.node.accounts.models import Visit

IDLE = 30 * 60  # seconds
LONGEST = 8 * 3600  # seconds
NOTED = 60  # seconds between two notes that somebody is still there
SECOND_FACTOR = "second_factor"  # in the session: when it was given
BEGUN, SEEN = "begun", "seen"  # in the session: seconds since 1970
_BROWSERS = ("Firefox", "Edg", "OPR", "Chrome", "Safari")
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


def begin(request: HttpRequest, user: User) -> None:
    """Sign somebody in who has given both factors."""
    forget_old()
    login(request, user, "django.contrib.auth.backends.ModelBackend")
    now = int(time.time())
    request.session.update({SECOND_FACTOR: timezone.now().isoformat(), BEGUN: now, SEEN: now})
    request.session.save()
    Visit.objects.create(
        user=user, session=request.session.session_key or "", browser=_browser(request.headers.get("User-Agent", ""))
    )


def keep(request: HttpRequest) -> None:
    """Let a session go on, or end it, before anything else is answered."""
    session = request.session
    if SECOND_FACTOR not in session:
        return
    now = int(time.time())
    begun, seen = session.get(BEGUN), session.get(SEEN)
    if begun is None or seen is None or now - seen > NOTED:
        if now - (seen or now) > IDLE or now - (begun or now) > LONGEST:
            end(request)
            return
        session[BEGUN], session[SEEN] = begun or now, now
        Visit.objects.filter(session=session.session_key).update(seen_at=timezone.now())


def end(request: HttpRequest) -> None:
    """End the session of a request."""
    Visit.objects.filter(session=request.session.session_key).delete()
    request.session.flush()


def end_all(user: User, but: str | None = None) -> int:
    """End somebody's sessions, all but one; return how many."""
    ended = Visit.objects.filter(user=user).exclude(session=but or "")
    keys = list(ended.values_list("session", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    ended.delete()
    return len(keys)


def end_one(visit: Visit) -> None:
    """End a session by what is known of it."""
    Session.objects.filter(session_key=visit.session).delete()
    visit.delete()


def open_visits(user: User) -> list[Visit]:
    """Return somebody's sessions that have not ended."""
    now = timezone.now()
    return [
        one
        for one in Visit.objects.filter(user=user)
        if (now - one.seen_at).total_seconds() <= IDLE and (now - one.begun_at).total_seconds() <= LONGEST
    ]


def forget_old() -> None:
    """Delete what is left of sessions that nobody ended."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    Visit.objects.filter(begun_at__lt=now - timedelta(seconds=LONGEST)).delete()


def _browser(agent: str) -> str:
    """Return which browser and system, roughly: enough for its owner to know it again, too little to tell two apart."""
    names = {"Edg": "Edge", "OPR": "Opera", "Mac OS": "macOS"}
    found = (next((name for name in wanted if name in agent), "") for wanted in (_BROWSERS, _SYSTEMS))
    return ", ".join(names.get(name, name) for name in found if name)
