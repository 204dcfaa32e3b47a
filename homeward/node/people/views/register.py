"""The register: find people while typing, look through them by what is no name, take somebody in, export."""

from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.node.accounts.gate import needs, rights, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.people import exporting, facts
from homeward.node.people.fields import FIELDS, GROUPS, HOLDINGS, STANDINGS, FieldError, read_value
from homeward.node.people.finding import MOST_WEIGHED, find
from homeward.node.people.models import Person
from homeward.node.people.views.sources import read_source, source_choices

SHOWN = 30
CHOICES = ("holding", "standing", "category", "party")


@needs(Right.SEE_PEOPLE)
def register(request: HttpRequest) -> HttpResponse:
    """Show people: those found by what was typed, or all of a kind; names are sent in the body, never in an address."""
    typed = request.POST.get("q", "").strip()[:200] if request.method == "POST" else ""
    context = _found(request, typed) if typed else _paged(request)
    looked(whoever(request), "searched" if typed else "seen", "list", "register", len(context["people"]))
    part = request.headers.get("HX-Request") == "true"
    return render(request, "people/_found.html" if part else "people/register.html", {**context, **_around(request)})


def among(asked: Any) -> "QuerySet[Person]":
    """Return the people of the kind that an address asks for."""
    people = Person.objects.live()
    chosen = {name: asked[name] for name in CHOICES if asked.get(name)}
    return people.filter(**chosen)


def _found(request: HttpRequest, typed: str) -> dict[str, Any]:
    people = Person.objects.filter(erased_at=None, **_chosen(request))
    found = find(typed, SHOWN, people)
    return {
        "typed": typed,
        "people": found.people,
        "total": found.total,
        "many": found.total > MOST_WEIGHED,
        "loosely": found.loosely,
    }


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: value for name in CHOICES if (value := request.GET.get(name, "")[:64])}


def _paged(request: HttpRequest) -> dict[str, Any]:
    page = Paginator(among(_chosen(request)), SHOWN).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    return {"people": list(page), "page": page, "total": page.paginator.count, "query": query.urlencode()}


def _around(request: HttpRequest) -> dict[str, Any]:
    chosen = _chosen(request)
    parties = Person.objects.exclude(party="").values_list("party", flat=True).distinct().order_by("party")[:20]
    categories = Person.objects.exclude(category="").values_list("category", flat=True).distinct().order_by("category")
    kinds: list[tuple[str, str, list[tuple[str, Any]]]] = [
        ("holding", _("Held or sought"), list(HOLDINGS.items())),
        ("standing", _("Status"), list(STANDINGS.items())),
        ("category", _("Category"), [(value, value) for value in categories[:20]]),
        ("party", _("Power"), [(value, value) for value in parties]),
    ]
    choices = [
        (name, title, [(value, says, value == chosen.get(name)) for value, says in values])
        for name, title, values in kinds
    ]
    return {"choices": choices, "given": rights(request), "may": _may(request), "asked": request.GET.urlencode()}


def _may(request: HttpRequest) -> dict[str, bool]:
    given = rights(request)
    return {"change": Right.CHANGE_PEOPLE in given, "export": Right.EXPORT_PEOPLE in given}


@needs(Right.CHANGE_PEOPLE)
def new(request: HttpRequest) -> HttpResponse:
    """Take somebody in by hand."""
    problem = ""
    if request.method == "POST":
        try:
            today = datetime.now(UTC).date()
            values = {field.name: read_value(field.name, request.POST.get(field.name, ""), today) for field in FIELDS}
            if not any(values[name] for name in ("surname", "given", "patronymic")):
                raise FieldError(_("Write at least one name."))
            holding = request.POST.get("holding", "")
            if holding not in HOLDINGS:
                raise FieldError(_("Say whether the person is held or sought."))
            source = read_source(request)
            known = {name: value for name, value in values.items() if value}
            person = facts.add(whoever(request), source, holding, known)
        except FieldError as error:
            problem = str(error)
        else:
            looked(whoever(request), "changed", "person", person.key)
            return redirect("person", person.key)
    context = {
        "problem": problem,
        "groups": grouped({field.name: request.POST.get(field.name, "") for field in FIELDS}),
        "holdings": HOLDINGS.items(),
        **source_choices(request),
    }
    return render(request, "people/new.html", context, status=400 if problem else 200)


def grouped(values: Any) -> list[tuple[str, list[tuple[Any, Any]]]]:
    """Return the fields by group, each with its value."""
    return [
        (str(title), [(field, values[field.name]) for field in FIELDS if field.group == group])
        for group, title in GROUPS.items()
    ]


@require_POST
@needs(Right.EXPORT_PEOPLE)
def export(request: HttpRequest) -> HttpResponse:
    """Give the people of a kind as a file."""
    kind = request.POST.get("kind", "")
    chosen = {name: request.POST.get(name, "")[:64] for name in CHOICES}
    try:
        data = exporting.export(whoever(request), among(chosen), kind)
    except exporting.ExportingError as error:
        context = {**_paged(request), **_around(request), "problem": str(error)}
        return render(request, "people/register.html", context, status=400)
    ending = "xml" if kind == "pfif" else kind
    day = datetime.now(UTC).date().isoformat()
    return HttpResponse(
        data,
        content_type=exporting.MEDIA[kind],
        headers={"Content-Disposition": f'attachment; filename="people-{day}.{ending}"'},
    )
