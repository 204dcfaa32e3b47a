"""The queue, a document's claims, and what readers say is wrong."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.node.accounts import limits
from homeward.node.accounts.gate import needs, whoever
from homeward.node.accounts.roles import Right
from homeward.node.public.actions import reweigh
from homeward.node.public.models import Remark
from homeward.node.public.sentences.claims import KINDS
from homeward.node.sources.actions import CORRECTED, JudgementError, judge
from homeward.node.sources.models import Claim, Document
from homeward.reading.words import Category, Qualifier

SHOWN = 40
LONGEST = 4_000  # characters of a remark
REMARKS, A_DAY = 10, timedelta(days=1)  # of one sender
_View = Callable[..., HttpResponse]


def _where_open(view: _View) -> _View:
    """Let a page exist only where the operator opens review."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.REVIEW_OPEN:
            raise Http404
        return view(request, *args, **kwargs)

    return answer


def _for_reviewers(view: _View) -> _View:
    """Let only those in whose part it is."""
    return needs(Right.REVIEW)(_where_open(view))


@_for_reviewers
def queue(request: HttpRequest) -> HttpResponse:
    """Show what readers said, and the documents with claims that nobody has judged."""
    waiting = Count("claims", filter=Q(claims__judged__isnull=True))
    documents = Document.objects.defer("data", "text", "damage").annotate(waiting=waiting, said=Count("claims"))
    context = {
        "remarks": Remark.objects.filter(answered=False)[:SHOWN],
        "documents": documents.filter(waiting__gt=0).order_by("-published", "key")[:SHOWN],
    }
    return render(request, "review/queue.html", context)


@_for_reviewers
def document(request: HttpRequest, key: str) -> HttpResponse:
    """Show a document's claims with what was decided; keep a decision."""
    found = Document.objects.defer("data", "damage").filter(key=key).first()
    if found is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            _decide(request, found)
        except JudgementError as error:
            problem = str(error)
        else:
            reweigh()
            return redirect(f"{request.path}#read-{request.POST['claim']}")
    context = {
        "document": found,
        "claims": list(found.claims.select_related("judged")),
        "problem": problem,
        "kinds": [(kind.value, words) for kind, words in KINDS.items()],
        "categories": [category.value for category in Category],
        "qualifiers": [qualifier.value for qualifier in Qualifier],
    }
    return render(request, "review/document.html", context, status=400 if problem else 200)


def _decide(request: HttpRequest, document: Document) -> None:
    """Keep the decision of a form.

    Raises:
        JudgementError: it cannot be kept, with what to do.
    """
    index = request.POST.get("claim", "")
    claim = document.claims.filter(index=int(index)).first() if index.isdigit() else None
    if claim is None:
        raise JudgementError("The document was read anew and has no such claim; look at it again.")
    decision = request.POST.get("decision", "")
    corrected = _corrected(request, claim) if decision == "correct" else {}
    judge(claim, decision, whoever(request).get_username(), request.POST.get("reason", "")[:LONGEST], corrected)


def _corrected(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    """Return the fields of the form that are other than as read."""
    fields: dict[str, Any] = {}
    for name in CORRECTED:
        said = request.POST.get(name, "").strip()[:200] or None
        value: Any = said
        if name == "count" and said is not None:
            if not said.isdigit():
                raise JudgementError("The number is not a number: write digits alone.")
            value = int(said)
        if value != getattr(claim, name):
            fields[name] = value
    return fields


@require_POST
@_for_reviewers
def answer(_request: HttpRequest, number: int) -> HttpResponse:
    """Mark a reader's remark as answered."""
    Remark.objects.filter(id=number).update(answered=True)
    return redirect("review")


@_where_open
def remark(request: HttpRequest) -> HttpResponse:
    """Take what a reader says is wrong on a page. Only reviewers see it."""
    page = (request.POST if request.method == "POST" else request.GET).get("page", "")[:200]
    page = page if page.startswith("/") else ""
    if request.method != "POST":
        return render(request, "review/remark.html", {"page": page})
    text = request.POST.get("text", "").strip()
    sender = limits.digest(limits.address(request))
    problem = ""
    if not text or len(text) > LONGEST:
        problem = _("Say what is wrong, in at most 4,000 characters.")
    elif _has_said_enough(sender):
        problem = _("You have sent as many remarks today as one may. Come back tomorrow.")
    if problem:
        context = {"page": page, "problem": problem, "text": text}
        return render(request, "review/remark.html", context, status=400)
    contact = request.POST.get("contact", "").strip()[:200]
    Remark.objects.create(page=page, text=text, contact=contact, sender=sender)
    return render(request, "review/thanks.html", {"page": page})


def _has_said_enough(sender: str) -> bool:
    """Whether a sender has sent as many remarks today as one may."""
    return Remark.objects.filter(sender=sender, at__gte=timezone.now() - A_DAY).count() >= REMARKS
