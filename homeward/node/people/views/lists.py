"""Lists: give one, see what each row would change, mend, decide, take in."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from homeward.lists import Field, MappingError
from homeward.node import NodeError
from homeward.node.accounts.gate import needs, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.jobs.models import Job
from homeward.node.people import columns as more
from homeward.node.people import importing
from homeward.node.people.changes import changes
from homeward.node.people.faults import FAULTS, LEFT_OUT
from homeward.node.people.fields import BY_NAME, FIELDS, HOLDINGS, FieldError
from homeward.node.people.models import Import, ImportRow, Source
from homeward.node.people.reading import FIELD_OF
from homeward.node.people.taking import spellings_of, values_of
from homeward.node.people.uploads import LIST_LIMIT
from homeward.node.people.views.sources import read_source, source_choices

SHOWN = 40
Plan = ImportRow.Plan
PLANS: dict[str, str | Promise] = {
    Plan.ADD: pgettext_lazy("rows of a list", "new people"),
    Plan.CHANGE: pgettext_lazy("rows of a list", "known people"),
    Plan.SAME: pgettext_lazy("rows of a list", "known, nothing new"),
    Plan.UNSURE: pgettext_lazy("rows of a list", "perhaps known: decide"),
    Plan.BAD: pgettext_lazy("rows of a list", "to be mended"),
    Plan.LEAVE: pgettext_lazy("rows of a list", "left out"),
    Plan.UNSEEN: pgettext_lazy("rows of a list", "to be compared"),
}


@needs(Right.CHANGE_PEOPLE)
def lists(request: HttpRequest) -> HttpResponse:
    """Show the lists that were given, and take a new one."""
    problem = ""
    if request.method == "POST":
        try:
            given = _given(request)
        except NodeError as error:
            problem = str(error)
        else:
            return redirect("import", given.key)
    context = {
        "problem": problem,
        "lists": Import.objects.defer("data").select_related("source", "by")[:SHOWN],
        "holdings": HOLDINGS.items(),
        "megabytes": LIST_LIMIT // (1024 * 1024),
        **source_choices(request, Source.Kind.LIST),
    }
    return render(request, "people/lists.html", context, status=400 if problem else 200)


def _given(request: HttpRequest) -> Import:
    file = request.FILES.get("file")
    if file is None or not file.size:
        raise FieldError(
            _("Choose a file of at most %(limit)d MB: CSV, XLSX, XLS or ODS.") % {"limit": LIST_LIMIT // 1024**2}
        )
    if request.POST.get("holding") not in HOLDINGS:
        raise FieldError(_("Say whether its people are held or sought."))
    return importing.give(
        whoever(request),
        file.name or "list",
        file.read(),
        read_source(request),
        datetime.now(UTC).date(),
        holding=request.POST["holding"],
        party=request.POST.get("party", "").strip()[:64],
        category=request.POST.get("category", "").strip().lower()[:64],
        newer=request.POST.get("newer") == "yes",
    )


@needs(Right.CHANGE_PEOPLE)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a list: how far it is, its columns, and its rows with what becomes of each."""
    return _shown(request, _import(key))


@require_POST
@needs(Right.CHANGE_PEOPLE)
def act(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """Take the list in, drop it, or say which column is what."""
    of = _import(key)
    try:
        if what == "take":
            importing.take_in(whoever(request), of)
        elif what == "drop":
            importing.drop(whoever(request), of)
        elif what == "columns":
            importing.remap(whoever(request), of, _mapping(request, of))
        else:
            raise Http404
    except (NodeError, MappingError) as error:
        return _shown(request, of, str(error))
    return redirect("import", of.key)


@needs(Right.CHANGE_PEOPLE)
def row(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Mend a row, or decide who it is."""
    of = _import(key)
    found = of.entries.select_related("person", "of").filter(position=number).first()
    if found is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            if "decision" in request.POST:
                importing.decide(found, request.POST["decision"])
            else:
                typed = {field.name: request.POST[field.name] for field in FIELDS if field.name in request.POST}
                importing.mend(found, typed, datetime.now(UTC).date())
        except NodeError as error:
            problem = str(error)
        else:
            looked(whoever(request), "changed", "list", of.key)
            following = of.entries.filter(plan=request.POST.get("plan", ""), done=False, position__gt=number).first()
            return redirect("import-row", of.key, following.position) if following else redirect("import", of.key)
    looked(whoever(request), "seen", "list", of.key)
    context = {
        "of": of,
        "row": found,
        "plan": PLANS[found.plan],
        "faults": _faults(found),
        "problem": problem,
        "cells": [(field, request.POST.get(field.name, found.cells.get(field.name, ""))) for field in FIELDS],
        "beside": _beside(found),
    }
    return render(request, "people/row.html", context, status=400 if problem else 200)


def _import(key: str) -> Import:
    of = Import.objects.defer("data").select_related("source", "by").filter(key=key).first()
    if of is None:
        raise Http404
    return of


def _shown(request: HttpRequest, of: Import, problem: str = "") -> HttpResponse:
    counts = importing.counts(of)
    asked = request.GET.get("plan", "")
    plan = asked if asked in PLANS else next((one for one in PLANS if counts[one]), Plan.ADD)
    page = Paginator(of.entries.filter(plan=plan).select_related("person"), SHOWN).get_page(request.GET.get("page"))
    looked(whoever(request), "seen", "list", of.key, len(page.object_list))
    job = Job.objects.select_related("asked_by").filter(pk=of.job or 0).first()
    context = {
        "of": of,
        "problem": problem,
        "job": job,
        "working": job is not None and not job.is_over,
        "failed": job.outcome if job is not None and job.state == Job.State.FAILED else "",
        "plans": [(one, says, counts[one], one == plan) for one, says in PLANS.items() if counts[one]],
        "plan": plan,
        "page": page,
        "rows": _rows(of, list(page)),
        "waiting": counts[Plan.BAD] + counts[Plan.UNSURE],
        "ready": of.entries.filter(done=False, plan__in=(Plan.ADD, Plan.CHANGE, Plan.SAME, Plan.UNSEEN)).count(),
        "columns": _columns(of),
        "choices": _choices(),
        "left_out": [(number, LEFT_OUT.get(why, why)) for number, why in of.left_out],
        "query": f"plan={plan}",
    }
    return render(request, "people/import.html", context, status=400 if problem else 200)


def _rows(of: Import, rows: list[ImportRow]) -> list[dict[str, Any]]:
    """Say of some rows what is written in them and what they change."""
    spelt = spellings_of(row.person_id for row in rows if row.person_id is not None)
    found = []
    for row in rows:
        said = [] if row.done or row.person is None else _said(of, row, spelt.get(row.person.pk, []))
        name = " ".join(part for name in ("surname", "given", "patronymic") if (part := row.cells.get(name)))
        if not name and row.person is not None:
            name = row.person.name
        written = [str(row.cells[name]) for name in ("birth", "rank", "service_number") if row.cells.get(name)]
        percent = None if row.probability is None else f"{row.probability:.0%}"
        found.append(
            {"row": row, "name": name, "written": written, "said": said, "faults": _faults(row), "percent": percent}
        )
    return found


def _said(of: Import, row: ImportRow, spellings: list[tuple[str, str, str]]) -> list[tuple[str, str, str, str]]:
    """Return what a row changes as (field, before, after, how)."""
    assert row.person is not None
    new = changes(row.person, values_of(of, row.cells), spellings, newer=of.newer)
    said = [
        (str(BY_NAME[name].label), str(getattr(row.person, name)), str(value), how)
        for values, how in ((new.counts, "counts"), (new.beside, "beside"))
        for name, value in values.items()
    ]
    if new.spelling is not None:
        said.insert(0, (_("Spelling"), row.person.name, " ".join(part for part in new.spelling if part), "beside"))
    return said


def _beside(row: ImportRow) -> list[tuple[str, str, str, bool]]:
    """Return a row and the person it may be, side by side: field, row's, registry's, whether they differ."""
    if row.person is None:
        return []
    found = []
    for field in FIELDS:
        theirs, ours = str(row.cells.get(field.name, "") or ""), str(getattr(row.person, field.name) or "")
        if theirs or (ours and ours != "False"):
            found.append((str(field.label), theirs, "" if ours == "False" else ours, bool(theirs) and theirs != ours))
    return found


def _faults(row: ImportRow) -> list[str]:
    """Say what is wrong with a row, one sentence each."""
    return [
        str(FAULTS[kind]) % {"column": column, "cell": cell[:60], "taken": taken or "–"}
        for kind, column, cell, taken in row.faults
        if kind in FAULTS
    ]


def _columns(of: Import) -> list[tuple[Mapping[str, Any], str, bool]]:
    """Return the columns with what they were understood as, and whether that is doubtful."""
    return [(column, str(column["field"]), bool(column["field"]) and column["sure"] < 0.7) for column in of.columns]


def _choices() -> list[tuple[str, str]]:
    own = [name for name in BY_NAME if name in FIELD_OF.values() or name in more.HEADINGS]
    return [("", _("nothing")), ("full_name", _("Name in one column")), *((n, str(BY_NAME[n].label)) for n in own)]


def _mapping(request: HttpRequest, of: Import) -> dict[str, str]:
    """Return what a person chose, as ``reading.open_list`` takes it: every field that was or is a column."""
    own = {name: field.value for field, name in FIELD_OF.items()}
    known = {own.get(name, name) for name, _says in _choices() if name}
    mapping = dict.fromkeys(known - {Field.ID.value}, "")
    for column in of.columns:
        chosen = request.POST.get(f"column-{column['place']}", "")
        name = own.get(chosen, chosen)
        if not chosen:
            continue
        if name not in mapping or mapping[name]:
            raise MappingError(_("Each column can be one thing only; choose again."))
        mapping[name] = f"#{column['place'] + 1}"
    return mapping
