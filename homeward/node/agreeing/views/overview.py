"""Where the exchange stands, and what every figure and every entry says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from homeward.exchange import Entry, ExchangeError, State, decode
from homeward.exchange.entries import TYPES, Ref
from homeward.exchange.standing import Fate, Offer, OfferFate
from homeward.exchange.words import Correction, Manifest, Substitution, Terms
from homeward.ledger import Standing
from homeward.node.accounts.gate import rights
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import describing, figures, names, needing, record, words
from homeward.node.agreeing.views.gate import at_desk, standing_at
from homeward.node.desk import cosigning
from homeward.node.desk.desk import Desk
from homeward.node.desk.mirrors import Reach

PAGE = 50
LATEST = 8


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in a table: where, its type and title, its fate, how far it has come."""

    ref: Ref
    entry: Entry | None
    fate: Fate
    rule: str
    standing: Standing


@at_desk(Right.SEE_EXCHANGE)
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show where the exchange stands for this participant."""
    state = desk.state()
    far = {name: cosigning.reach(desk, name) for name in desk.cards.names()}
    negotiates = Right.NEGOTIATE in rights(request)
    context = {
        "state": state,
        "own": desk.name,
        "needs": needing.needs(request) if negotiates else [],
        "negotiates": negotiates,
        "participants": _participants(desk, state, far),
        "unseen": {name: one.held - one.seen for name, one in far.items() if one.held > one.seen},
        "proposed": [one for one in state.offers if isinstance(one.body, Terms) and one.fate is OfferFate.OPEN],
        "sheets": [figures.sheet(state, one, other, None) for one, other in figures.pairs(state)],
        "stages": _stages(state),
        "groups": record.groups(state),
        "offers": _offers(state),
        "differences": state.differences,
        "statements": state.statements(timezone.now()),
        "is_party": desk.name in state.parties,
        "disputes": [one for one in state.disputes if one.open],
        "latest": _latest(state, far),
    }
    return render(request, "agreeing/overview.html", context)


@at_desk(Right.SEE_EXCHANGE)
def stage(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """Show a stage: its balance, its manifests, its substitutions, what differs."""
    state = desk.state()
    agreed = next((one for one in state.terms.terms.stages if one.name == name), None) if state.terms else None
    if agreed is None:
        raise Http404
    legs = [state.leg(leg.stage, leg.giver, leg.receiver) for leg in state.legs if leg.stage == name]
    here = [one for one in state.offers if isinstance(one.body, Manifest) and one.body.stage == name]
    digests = {one.ref.digest for one in here}
    context = {
        "stage": agreed,
        "sheets": [figures.sheet(state, one, other, name) for one, other in figures.pairs(state)],
        "legs": legs,
        "manifests": here,
        "substitutions": [
            one for one in state.offers if isinstance(one.body, Substitution) and one.body.manifest in digests
        ],
        "negotiates": Right.NEGOTIATE in rights(request),
        "own": desk.name,
    }
    return render(request, "agreeing/stage.html", context)


@at_desk(Right.SEE_EXCHANGE)
def figure(request: HttpRequest, desk: Desk, measure: str) -> HttpResponse:
    """Open a figure to its signed entries."""
    state = desk.state()
    giver, receiver = request.GET.get("giver", ""), request.GET.get("receiver", "")
    stage, category = request.GET.get("stage") or None, request.GET.get("category") or None
    if measure not in words.MEASURES or not {giver, receiver} <= set(state.parties):
        raise Http404
    count = getattr(state.figures(giver, receiver, stage, category), measure)
    far = _Far(desk)
    context = {
        "measure": measure,
        "meaning": words.MEANINGS[measure],
        "direction": words.direction(giver, receiver),
        "stage": stage,
        "category": category,
        "count": count,
        "lines": [far.line(state, ref) for ref in count.refs],
    }
    return render(request, "agreeing/figure.html", context)


@at_desk(Right.SEE_EXCHANGE)
def entries(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show all entries, newest first."""
    state = desk.state()
    who, kind = request.GET.get("who", ""), request.GET.get("type", "")
    refs = [
        one.ref
        for one in state.entries
        if who in {"", one.ref.participant} and (not kind or (one.entry is not None and one.entry.type == kind))
    ]
    refs += [one.entry for one in state.pending if who in {"", one.entry.participant} and not kind]
    refs.sort(key=lambda ref: (_time(state, ref), ref), reverse=True)
    page = Paginator(refs, PAGE).get_page(request.GET.get("page"))
    far = _Far(desk)
    context = {
        "page": page,
        "lines": [far.line(state, ref) for ref in page.object_list],
        "who": who,
        "kind": kind,
        "types": list(TYPES),
        "names": desk.cards.names(),
    }
    return render(request, "agreeing/entries.html", context)


@at_desk(Right.SEE_EXCHANGE)
def entry(request: HttpRequest, desk: Desk, participant: str, index: int) -> HttpResponse:
    """Show one entry: who says what, when, where it stands, and how far it has come."""
    state = desk.state()
    ref = _ref(state, participant, index)
    if ref is None:
        raise Http404
    line = _Far(desk).line(state, ref)
    said = line.entry or _pending(desk, ref)
    context: dict[str, Any] = {"line": line, "said": said, "spoken": words.spoken(ref.digest)}
    if said is not None:
        context["title"] = describing.title(said.body)
        context["rows"] = describing.rows(said.body, state)
        context["offer"] = next((one for one in state.offers if one.ref == ref), None)
        people = names.people_of(said.body)
        page = Paginator(people, PAGE).get_page(request.GET.get("page"))
        context["page"] = page
        inner = said.body.content if isinstance(said.body, Correction) else said.body
        context["people"] = names.named(
            request, state, names.giver_of(inner, participant, state), list(page.object_list)
        )
    return render(request, "agreeing/entry.html", context)


class _Far:
    """How far the logs have come, asked once a participant."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.known: dict[str, Reach] = {}

    def line(self, state: State, ref: Ref) -> Line:
        """Return an entry as a table shows it."""
        if ref.participant not in self.known:
            self.known[ref.participant] = cosigning.reach(self.desk, ref.participant)
        return _line(state, ref, self.known[ref.participant])


def _line(state: State, ref: Ref, far: Reach) -> Line:
    found = state.standing(ref.digest)
    standing = standing_at(far, ref.index)
    if found is None:
        return Line(ref, None, Fate.PENDING, "", standing)
    rule = words.broken_rule(found.broken) if found.broken else ""
    return Line(ref, found.entry, found.fate, rule, standing)


def _participants(desk: Desk, state: State, far: dict[str, Reach]) -> list[dict[str, Any]]:
    roles = {one.name: one.role for one in state.participants}
    names = [*roles, *(name for name in desk.cards.names() if name not in roles)]
    return [
        {
            "name": name,
            "role": roles.get(name),
            "joined": name in state.joined,
            "card": desk.cards.get(name),
            "reach": far.get(name),
        }
        for name in names
    ]


def _stages(state: State) -> list[dict[str, Any]]:
    if state.terms is None:
        return []
    found = []
    for one in state.terms.terms.stages:
        legs = [leg for leg in state.legs if leg.stage == one.name]
        ways = [(leg, state.figures(leg.giver, leg.receiver, one.name)) for leg in legs]
        confirmed = bool(legs) and all(state.leg(leg.stage, leg.giver, leg.receiver).confirmed for leg in legs)
        found.append({"stage": one, "ways": ways, "confirmed": confirmed})
    return found


def _offers(state: State) -> list[tuple[str, int, int]]:
    """Count manifests, substitutions and resolutions: in force, and open."""
    found = []
    for kind in ("manifest", "substitution", "resolution"):
        here: Sequence[Offer] = [one for one in state.offers if isinstance(one.body, TYPES[kind])]
        in_force = sum(one.fate is OfferFate.IN_FORCE for one in here)
        is_open = sum(one.fate is OfferFate.OPEN for one in here)
        if in_force or is_open:
            found.append((kind, in_force, is_open))
    return found


def _latest(state: State, far: dict[str, Reach]) -> list[Line]:
    refs = sorted((one.ref for one in state.entries), key=lambda ref: (_time(state, ref), ref), reverse=True)
    return [_line(state, ref, far[ref.participant]) for ref in refs[:LATEST] if ref.participant in far]


def _time(state: State, ref: Ref) -> str:
    found = state.standing(ref.digest)
    return found.entry.time.isoformat() if found and found.entry else ""


def _ref(state: State, participant: str, index: int) -> Ref | None:
    places = [one.ref for one in state.entries] + [one.entry for one in state.pending]
    here = [ref for ref in places if (ref.participant, ref.index) == (participant, index)]
    return here[0] if here else None


def _pending(desk: Desk, ref: Ref) -> Entry | None:
    for one in desk.logged():
        if (one.participant, one.index, one.digest) == (ref.participant, ref.index, ref.digest):
            try:
                return decode(one.payload)
            except ExchangeError:
                return None
    return None
