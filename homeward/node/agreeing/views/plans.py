"""A plan of who goes in which stage: made, its proofs said, changed by hand, turned into manifests."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from homeward import HomewardError
from homeward.exchange import State
from homeward.node.accounts.gate import whoever
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import actions, names, planned, proofs, words
from homeward.node.agreeing.models import Draft
from homeward.node.agreeing.sending import SendingError, written
from homeward.node.agreeing.views.gate import at_desk, found, own
from homeward.node.desk.desk import Desk
from homeward.planning import Cell

PAGE = 40


@at_desk(Right.NEGOTIATE)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say how many seats there are, and plan."""
    if not own(desk) or desk.state().terms is None:
        raise Http404
    state, problem = desk.state(), ""
    if request.method == "POST" and "make" in request.POST:
        try:
            limits = {name: _limits(request, state, name) for name in ("seats", "stretchers")}
            given = planned.instance(state, desk.name, limits["seats"], limits["stretchers"])
            payload = {**planned.make(given), **limits}
        except HomewardError as error:
            problem = str(error)
        else:
            return redirect("exchange-plan", actions.paper(whoever(request), Draft.Kind.PLAN, payload).key)
    agreed = state.terms
    assert agreed is not None
    context = {
        "points": [
            (one, request.POST.get(f"seats|{one.name}", ""), request.POST.get(f"stretchers|{one.name}", ""))
            for one in agreed.terms.points
        ],
        "waiting": len(planned.candidates(state, desk.name)),
        "problem": problem,
    }
    return render(request, "agreeing/plan_form.html", context, status=400 if problem else 200)


@at_desk(Right.NEGOTIATE)
def plan(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Show a plan and why it is the best; move somebody and see what that costs; make manifests of it."""
    paper, state, problem = found(key, Draft.Kind.PLAN), desk.state(), ""
    if request.method == "POST":
        try:
            if "check" in request.POST:
                return _checked(request, desk, paper)
            if "drop" in request.POST:
                actions.drop(paper)
                return redirect("exchange-manifests")
            if "back" in request.POST:
                fresh: dict[str, Any] = {"cells": dict(paper.payload["planned"]), "unable": [], "again": None}
                paper = actions.change(paper, {**paper.payload, **fresh})
            elif "unable" in request.POST:
                paper = _without(request, state, desk.name, paper)
            else:
                paper = _moved(request, state, desk.name, paper)
        except HomewardError as error:
            problem = str(error)
    return _shown(request, desk, paper, problem)


def _moved(request: HttpRequest, state: State, giver: str, paper: Draft) -> Draft:
    person, to = request.POST.get("person", ""), request.POST.get("to", "")
    if person not in planned.candidates(state, giver):
        raise SendingError(_("Choose somebody who may still go."))
    return actions.change(paper, planned.moved(paper, person, _cell(paper, to)))


def _without(request: HttpRequest, state: State, giver: str, paper: Draft) -> Draft:
    """Plan again around somebody who cannot travel."""
    person = request.POST.get("person", "")
    given = planned.instance(state, giver, paper.payload["seats"], paper.payload["stretchers"])
    if person not in {one.id for one in given.people}:
        raise SendingError(_("Choose somebody who may still go."))
    return actions.change(paper, planned.without(given, paper, person))


def _cell(paper: Draft, written_cell: str) -> Cell | None:
    if not written_cell:
        return None
    stage, _, point = written_cell.partition("|")
    try:
        return paper.payload["stages"].index(stage), paper.payload["points"].index(point)
    except ValueError:
        raise SendingError(words.NOTHING) from None


def _checked(request: HttpRequest, desk: Desk, paper: Draft) -> HttpResponse:
    stage = request.POST.get("stage") or None
    spoken = list(planned.manifests(desk.state(), desk.name, paper, stage))
    if not spoken:
        raise SendingError(words.NOTHING)
    broken = actions.broken_by(desk, [one.body for one in spoken])
    if broken is not None:
        raise SendingError(words.broken_rule(broken))
    made = actions.from_paper(whoever(request), paper, {"bodies": written(spoken), "paper": paper.key})
    return redirect("exchange-draft", made.key)


def _shown(request: HttpRequest, desk: Desk, paper: Draft, problem: str) -> HttpResponse:
    state = desk.state()
    going = planned.candidates(state, desk.name)
    cells = {person: cell for person, cell in planned.cells(paper).items() if person in going}
    stages, points = paper.payload["stages"], paper.payload["points"]
    where = request.POST.get("where", request.GET.get("where", stages[0]))
    here = [one for one in going if _is_at(cells.get(one), where, stages)]
    here.sort(key=lambda one: (going[one][1].category, one))
    page = Paginator(here, PAGE).get_page(request.POST.get("page") or request.GET.get("page"))
    says = [(one, _says(going[one], cells.get(one), points)) for one in page.object_list]
    context: dict[str, Any] = {
        "paper": paper,
        "rows": _table(desk, state, going, cells, stages),
        "reserve": len(going) - len(cells),
        "proofs": proofs.said(state, desk.name, paper),
        "over": planned.over(state, desk.name, paper),
        "changed": sum(paper.payload["planned"].get(one) != list(cell) for one, cell in cells.items())
        + sum(one in going and one not in cells for one in paper.payload["planned"]),
        "where": where,
        "stages": stages,
        "targets": [(f"{stage}|{point}", f"{stage}, {point}") for stage in stages for point in points],
        "page": page,
        "people": names.named(request, state, desk.name, says, paper.key),
        "again": paper.payload.get("again"),
        "added": _added(request, state, desk.name, paper, going),
        "problem": problem,
    }
    return render(request, "agreeing/plan.html", context, status=400 if problem else 200)


def _added(request: HttpRequest, state: State, giver: str, paper: Draft, going: dict[str, Any]) -> list[names.Somebody]:
    """Who goes instead of those who cannot."""
    again = paper.payload.get("again") or {"added": []}
    added = [(one, words.category(going[one][1].category)) for one in again["added"] if one in going]
    return names.named(request, state, giver, added, paper.key) if added else []


def _table(
    desk: Desk, state: State, going: dict[str, Any], cells: dict[str, Cell], stages: list[str]
) -> list[dict[str, Any]]:
    """A row for every stage and receiver: who goes by category, and how many the terms leave room for."""
    left = planned.room(state, desk.name)
    counted: dict[tuple[int, str], Counter[str]] = {}
    for person, (stage, _point) in cells.items():
        receiver, passenger = going[person]
        counted.setdefault((stage, receiver), Counter())[words.category(passenger.category)] += 1
    return [
        {
            "stage": name,
            "way": words.direction(desk.name, receiver),
            "count": sum(counted.get((number, receiver), Counter()).values()),
            "categories": words.counted(counted.get((number, receiver), Counter())),
            "room": left.of(name, receiver),
        }
        for number, name in enumerate(stages)
        for receiver in state.parties
        if receiver != desk.name and (left.of(name, receiver) or (number, receiver) in counted)
    ]


def _is_at(cell: Cell | None, where: str, stages: list[str]) -> bool:
    return where == "reserve" if cell is None else stages[cell[0]] == where


def _says(candidate: Any, cell: Cell | None, points: list[str]) -> str:
    _receiver, passenger = candidate
    parts = [words.category(passenger.category), passenger.priority or "", points[cell[1]] if cell else ""]
    return ", ".join(part for part in parts if part)


def _limits(request: HttpRequest, state: State, name: str) -> dict[str, int]:
    """Read the limits of the points; an empty one is no limit."""
    assert state.terms is not None
    found = {}
    for point in state.terms.terms.points:
        value = request.POST.get(f"{name}|{point.name}", "").strip()
        if value and not (value.isascii() and value.isdigit() and len(value) < 7):
            raise SendingError(_("Give a whole number."))
        if value:
            found[point.name] = int(value)
    return found
