"""The gate of the exchange desk's pages: the right, and a desk; a node without one says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.ledger import Standing
from homeward.node.accounts.gate import needs
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import actions
from homeward.node.agreeing.models import Draft
from homeward.node.desk.desk import Desk
from homeward.node.desk.mirrors import Reach
from homeward.node.journal import saying
from homeward.node.journal.saying import NoDeskError


def at_desk(right: Right) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a view answer those with a right, and give it the node's desk."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @needs(right)
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                desk = saying.desk()
            except NoDeskError:
                return render(request, "agreeing/no_desk.html", {}, status=200 if request.method == "GET" else 400)
            return view(request, desk, *args, **kwargs)

        return answer

    return wrap


def found(key: str, kind: Draft.Kind | None = None) -> Draft:
    """Return a draft by its key; no such draft is no such page."""
    draft = Draft.objects.select_related("made_by", "request").filter(key=key).first()
    if draft is None or (kind is not None and draft.kind != kind):
        raise Http404
    return actions.settled(draft)


def own(desk: Desk) -> bool:
    """Whether this desk's participant is a party, which lists, gives and receives."""
    return desk.name in desk.state().parties


def standing_at(far: Reach, index: int) -> Standing:
    """Say how far an entry of a log has come that is so far seen and final."""
    if index < min(far.seen, far.final):
        return Standing.FINAL
    return Standing.SEEN if index < far.seen else Standing.PENDING
