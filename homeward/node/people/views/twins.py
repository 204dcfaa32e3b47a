"""Records that may be one person: found by the engine, told apart or made one by people."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from homeward.node.accounts import twofold
from homeward.node.accounts.gate import needs, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.jobs import actions as jobs
from homeward.node.jobs.models import Job
from homeward.node.people import merging
from homeward.node.people.fields import FIELDS
from homeward.node.people.models import Person, Twin

SHOWN = 10


@needs(Right.CHANGE_PEOPLE)
def twins(request: HttpRequest) -> HttpResponse:
    """Show pairs of records that are alike, side by side."""
    return _shown(request)


@require_POST
@needs(Right.CHANGE_PEOPLE)
def find(request: HttpRequest) -> HttpResponse:
    """Have the registry looked through."""
    job = jobs.start(whoever(request), merging.FIND)
    return redirect("office-job", job.pk)


@require_POST
@needs(Right.CHANGE_PEOPLE)
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Keep that two records are two people, or ask that they be made one."""
    twin = Twin.objects.select_related("a", "b").filter(pk=number).first()
    if twin is None:
        raise Http404
    if request.POST.get("decision") == "different":
        merging.part(whoever(request), twin)
        return redirect("twins")
    kept, gone = (twin.b, twin.a) if request.POST.get("decision") == "second" else (twin.a, twin.b)
    return _ask(request, kept, gone)


@require_POST
@needs(Right.CHANGE_PEOPLE)
def merge(request: HttpRequest, key: str) -> HttpResponse:
    """Ask that another record, named by its key, be made part of this one."""
    kept = Person.objects.filter(key=key, erased_at=None).first()
    gone = Person.objects.filter(key=request.POST.get("other", "").strip()[-32:], erased_at=None).first()
    if kept is None or gone is None:
        raise Http404
    return _ask(request, kept, gone)


def _ask(request: HttpRequest, kept: Person, gone: Person) -> HttpResponse:
    try:
        asked = twofold.ask(whoever(request), merging.KIND, merging.payload(kept, gone))
    except merging.MergingError as error:
        return _shown(request, str(error))
    return redirect("office-request", asked.pk)


def _shown(request: HttpRequest, problem: str = "") -> HttpResponse:
    live = Twin.objects.filter(different=False, a__merged_into=None, b__merged_into=None)
    page = Paginator(live.select_related("a", "b").order_by(F("probability").desc(), "id"), SHOWN).get_page(
        request.GET.get("page")
    )
    pairs = [(twin, f"{twin.probability:.0%}", beside(twin.a, twin.b)) for twin in page]
    for twin, _percent, _fields in pairs:
        looked(whoever(request), "seen", "person", twin.a.key)
        looked(whoever(request), "seen", "person", twin.b.key)
    context = {
        "problem": problem,
        "pairs": pairs,
        "page": page,
        "query": "",
        "job": Job.objects.filter(kind=merging.FIND).first(),
    }
    return render(request, "people/twins.html", context, status=400 if problem else 200)


def beside(a: Person, b: Person) -> list[tuple[str, str, str, bool]]:
    """Return two records side by side: field, first, second, whether they differ."""
    found = []
    for field in FIELDS:
        one, other = (str(getattr(person, field.name) or "") for person in (a, b))
        if one or other:
            found.append((str(field.label), one, other, bool(one and other and one.casefold() != other.casefold())))
    return found
