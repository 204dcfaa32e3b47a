"""Wishes: whom an intermediary is to ask, what they said, and the answers it signs."""

from datetime import UTC

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from homeward.node.accounts.gate import needs, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.crossing.models import Signing, Wish
from homeward.node.crossing.signing import finish, give_up, unfinished
from homeward.node.crossing.views.common import at_desk, key_in, one_time
from homeward.node.crossing.views.person import time_in
from homeward.node.crossing.wishing import ASKED, Asked, WishError, answers, asked, record, say
from homeward.node.crossing.words import REPLIES
from homeward.node.journal import saying

PAGE = 50
LONGEST = 4_000  # characters of a note


@needs(Right.RECORD_WISHES)
@at_desk
def page(request: HttpRequest) -> HttpResponse:
    """Show whom to ask; names are searched by POST, so that none stands in an address."""
    return _shown(request)


def _shown(request: HttpRequest, problem: str = "") -> HttpResponse:
    everybody = asked(saying.state())
    name = request.POST.get("name", "").strip()[:200]
    part = request.POST.get("part", "")
    matching = [one for one in everybody if _matches(one, name, part)]
    if matching:
        looked(whoever(request), "searched" if name else "seen", "list", "wishes", len(matching[:PAGE]))
    context = {
        "people": matching[:PAGE],
        "found": len(matching),
        "all": len(everybody),
        "name": name,
        "part": part,
        "unasked": sum(one.wish is None and not one.said for one in everybody),
        "unwilling": sum(one.said == ASKED[1] for one in everybody),
        "waits": sum(one.waits for one in everybody),
        "unfinished": unfinished(None),
        "signings": Signing.objects.filter(crossing=None, ended=True).select_related("by")[:10],
        "problem": problem,
    }
    return render(request, "crossing/wishes.html", context, status=400 if problem else 200)


def _matches(one: Asked, name: str, part: str) -> bool:
    words = f"{one.who.name} {one.who.latin} {one.who.number}".casefold()
    if not all(word in words for word in name.casefold().split()):
        return False
    match part:
        case "unasked":
            return one.wish is None and not one.said
        case "waits":
            return one.waits
        case "unwilling":
            return one.said == ASKED[1] or (one.wish is not None and one.wish.reply == ASKED[1])
    return True


@needs(Right.RECORD_WISHES)
@at_desk
def person(request: HttpRequest, commitment: str) -> HttpResponse:
    """Show one person; keep what they said."""
    found = next((one for one in asked(saying.state()) if one.person == commitment), None)
    if found is None:
        return redirect("wishes")
    problem = ""
    if request.method == "POST":
        try:
            record(_wish(request, found))
        except WishError as error:
            problem = str(error)
        else:
            return redirect("wishes")
    looked(whoever(request), "seen", "person", commitment)
    context = {
        "one": found,
        "replies": [(one.value, REPLIES[one.value]) for one in ASKED],
        "earlier": Wish.objects.filter(person=commitment).select_related("by"),
        "said": REPLIES.get(found.said, ""),
        "post": request.POST,
        "now": timezone.now().astimezone(UTC),
        "key": key_in(request) if request.method == "POST" else one_time(),
        "problem": problem,
    }
    return render(request, "crossing/wish.html", context, status=400 if problem else 200)


def _wish(request: HttpRequest, found: Asked) -> Wish:
    said = request.POST
    return Wish(
        key=key_in(request),
        list_digest=found.list_digest,
        person=found.person,
        reply=said.get("reply", ""),
        asked_by=said.get("asked_by", "").strip()[:200],
        asked_at=time_in(said.get("asked_at", "")),
        place=said.get("place", "").strip()[:200],
        language=said.get("language", "").strip()[:100],
        private=said.get("private") == "yes",
        note=said.get("note", "").strip()[:LONGEST],
        by=whoever(request),
    )


@require_POST
@needs(Right.RECORD_WISHES)
@at_desk
def sign(request: HttpRequest) -> HttpResponse:
    """Show the answers that are about to be signed; sign them; finish what was interrupted."""
    step = request.POST.get("step", "")
    if step in {"finish", "give up"} and (begun := unfinished(None)) is not None:
        (finish if step == "finish" else give_up)(begun)
        return redirect("wishes")
    waits = [one for one in asked(saying.state()) if one.waits]
    if step != "sign":
        context = {"waits": waits, "entries": len(answers(waits)), "key": one_time()}
        return render(request, "crossing/wishes_check.html", context)
    count = request.POST.get("count", "")
    try:
        say(whoever(request), key_in(request), int(count) if count.isdigit() else 0)
    except WishError as error:
        return _shown(request, str(error))
    return redirect("wishes")
