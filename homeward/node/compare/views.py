"""The lists that arrived, the queue, and one pair: two columns, the score opened into its parts, three answers."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from homeward.node import NodeError
from homeward.node.accounts.gate import needs, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.compare import actions, judging
from homeward.node.compare.models import Arrival, Judgement, Pair
from homeward.node.compare.words import FIELDS, LISTS, OUTCOMES, VERDICTS, WHYS, likely
from homeward.node.people.actions import name_of
from homeward.node.people.fields import BY_NAME
from homeward.node.people.models import Person

SHOWN = 30
BESIDE = {
    "surname": "surname", "first_name": "given", "fathers_name": "patronymic", "born": "birth",
    "birth_place": "birth_place", "sex": "sex", "father": "father", "mother_maiden": "mother_maiden",
    "nationality": "nationality", "rank": "rank", "service_number": "service_number", "unit": "unit",
    "category": "category",
}  # fmt: skip


@needs(Right.COMPARE)
def comparisons(request: HttpRequest) -> HttpResponse:
    """Show from whom lists arrived and how far they are judged; open and compare what is new."""
    problem = ""
    if request.method == "POST":
        try:
            actions.take_arrivals()
            jobs = [actions.compare(whoever(request), author) for author in _authors()]
        except NodeError as error:
            problem = str(error)
        else:
            return redirect("office-job", jobs[0].pk) if len(jobs) == 1 else redirect("comparisons")
    decided = Count("pairs", filter=~Q(pairs__decided__in=("", Pair.Decided.UNSURE)))
    arrivals = Arrival.objects.annotate(compared=Count("pairs"), decided=decided).order_by("author", "id")
    rows = [(one, LISTS.get(one.kind, one.kind)) for one in arrivals]
    context = {"problem": problem, "arrivals": rows, "agreement": judging.agreement()}
    return render(request, "compare/comparisons.html", context, status=400 if problem else 200)


@needs(Right.COMPARE)
def comparison(request: HttpRequest, author: str) -> HttpResponse:
    """Show how far the lists of a participant are: what waits, what may be confirmed at once, how judges agree."""
    return _shown(request, author)


@require_POST
@needs(Right.COMPARE)
def following(request: HttpRequest, author: str) -> HttpResponse:
    """Give whoever asks the next pair."""
    after = request.POST.get("after", "")
    return _next(request, author, int(after) if after.isdecimal() and len(after) < 18 else 0)


@require_POST
@needs(Right.COMPARE)
def bulk(request: HttpRequest, author: str) -> HttpResponse:
    """Confirm at once what the engine is sure of, where its sample was judged and is good."""
    outcome = request.POST.get("outcome", "")
    if outcome not in judging.RIGHT or author not in _authors():
        raise Http404
    try:
        number = judging.confirm(author, outcome, whoever(request))
    except judging.JudgingError as error:
        return _shown(request, author, str(error))
    done = ngettext("%(count)d pair was confirmed.", "%(count)d pairs were confirmed.", number) % {"count": number}
    return _shown(request, author, done=done)


@needs(Right.COMPARE)
def pair(request: HttpRequest, number: int) -> HttpResponse:
    """Show a pair, and keep what is judged of it."""
    found = Pair.objects.select_related("listed", "person", "arrival").filter(pk=number, listed__erased_at=None).first()
    if found is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            _judge(request, found)
        except judging.JudgingError as error:
            problem = str(error)
            found.refresh_from_db()
        else:
            return _next(request, found.arrival.author, found.pk)
    looked(whoever(request), "seen", "list", found.listed.commitment)
    if found.person is not None:
        looked(whoever(request), "seen", "person", found.person.key)
    return render(request, "compare/pair.html", _context(request, found, problem), status=400 if problem else 200)


def _judge(request: HttpRequest, found: Pair) -> None:
    verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")
    key = request.POST.get("other", "").strip()[-32:] or request.POST.get("person", "")
    person = Person.objects.filter(key=key, erased_at=None).first() if key else found.person
    act = judging.correct if request.POST.get("anew") else judging.judge
    act(found, whoever(request), verdict, person.root if person is not None else None, reason)


def _next(request: HttpRequest, author: str, after: int) -> HttpResponse:
    passed = Pair.objects.filter(pk=after).first()
    if passed is not None:
        judging.release(passed, whoever(request))
    given = judging.next_for(author, whoever(request), after)
    return redirect("comparison-pair", given.pk) if given is not None else redirect("compare", author)


def _authors() -> list[str]:
    return list(Arrival.objects.values_list("author", flat=True).distinct().order_by("author"))


def _shown(request: HttpRequest, author: str, problem: str = "", done: str = "") -> HttpResponse:
    if author not in _authors():
        raise Http404
    pairs = Pair.objects.filter(arrival__author=author, listed__erased_at=None)
    counted = {(o, d): n for o, d, n in pairs.values_list("outcome", "decided").annotate(n=Count("id")).order_by()}
    table = [
        (says, *(counted.get((outcome, verdict), 0) for verdict in ("", *VERDICTS)))
        for outcome, says in OUTCOMES.items()
    ]
    recent = Judgement.objects.filter(pair__arrival__author=author, bulk=False).select_related("pair__listed", "by")
    context = {
        "author": author,
        "problem": problem,
        "done": done,
        "table": table,
        "waiting": judging.waiting(author, whoever(request)).count(),
        "bulks": [(OUTCOMES[one], judging.bulk_of(author, one)) for one in judging.RIGHT],
        "agreement": judging.agreement(author),
        "disagreements": [(one, name_of(one.listed)) for one in _disagreements(author)],
        "recent": [(one, name_of(one.pair.listed), VERDICTS[one.verdict]) for one in recent.order_by("-id")[:SHOWN]],
        "verdicts": [_("not judged"), *VERDICTS.values()],
    }
    return render(request, "compare/comparison.html", context, status=400 if problem else 200)


def _disagreements(author: str) -> Any:
    return judging.disagreements(author).select_related("listed")[:SHOWN]


def _context(request: HttpRequest, found: Pair, problem: str) -> dict[str, Any]:
    user = whoever(request)
    second = judging.is_second(found, user)
    decided = found.decided not in ("", Pair.Decided.UNSURE)
    others = Person.objects.live().in_bulk([key for key, _p in found.others], field_name="key")
    held = found.held_by_id is not None and found.held_by_id != user.pk and not decided
    return {
        "pair": found,
        "problem": problem,
        "name": name_of(found.listed),
        "outcome": OUTCOMES[found.outcome],
        "percent": likely(found.probability),
        "nobody": likely(found.nobody),
        "rows": _beside(found),
        "evidence": [
            (FIELDS.get(field, field), f"{bits:+.1f}", theirs, ours, WHYS.get(why, why))
            for field, bits, theirs, ours, why in found.evidence
        ],
        "others": [(others[key], likely(chance)) for key, chance in found.others if key in others],
        "second": second,
        "anew": decided and not second,
        "held": held,
        "judgements": []
        if second
        else [(one, VERDICTS[one.verdict]) for one in found.judgements.select_related("by", "person")],
    }


def _beside(found: Pair) -> list[tuple[str, str, str, bool]]:
    """Return both sides as written: field, the list's, the registry's, whether they differ."""
    rows = []
    for name, field in BESIDE.items():
        theirs = str(found.listed.details.get(name, ""))
        ours = str(getattr(found.person, field) or "") if found.person is not None else ""
        if theirs or ours:
            differs = bool(theirs and ours) and theirs.casefold() != ours.casefold()
            rows.append((str(BY_NAME[field].label), theirs, ours, differs))
    return rows
