"""What every page knows: the languages and the way to switch, whether this is an exercise, what may be done."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

LOCAL_NAMES = {"en": ("EN", "English"), "uk": ("УК", "Українська"), "ru": ("РУ", "Русский")}


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """Return the context of every page."""
    languages = []
    for code, (short, name) in LOCAL_NAMES.items():
        query = request.GET.copy()
        query["lang"] = code
        languages.append({"code": code, "short": short, "name": name, "query": query.urlencode()})
    return {
        "languages": languages,
        "exercise": settings.EXERCISE,
        "uploads_open": settings.UPLOADS_OPEN,
        "review_open": settings.REVIEW_OPEN,
    }


def office(request: HttpRequest) -> dict[str, Any]:
    """Return the navigation of the office on its pages, and nothing elsewhere: the public record knows no session."""
    if not hasattr(request, "session") or hasattr(request, "is_broken") or not request.path.startswith("/office"):
        return {}
    from homeward.node.accounts import gate, nav

    if not gate.is_in(request):
        return {"office_entries": [], "office_who": ""}
    return {"office_entries": nav.entries(request), "office_who": request.user.get_username()}
