"""Lists of people: those that were said, choosing for a new one, and answering person by person."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from homeward.exchange.words import ListKind
from homeward.node.accounts.gate import rights, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.agreeing import actions, answering, choosing, letters, names, record, words
from homeward.node.agreeing.choosing import Choice
from homeward.node.agreeing.models import Draft
from homeward.node.agreeing.record import Group, Replies
from homeward.node.agreeing.sending import SendingError, written
from homeward.node.agreeing.views.gate import at_desk, found
from homeward.node.compare import actions as compare
from homeward.node.desk.desk import Desk

PAGE = 40


@at_desk(Right.SEE_EXCHANGE)
def lists(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every list with what was answered."""
    state = desk.state()
    said = record.replies(state)
    awaited, refused = letters.arrived(desk)
    context = {
        "rows": [_row(group, said) for group in record.groups(state)],
        "negotiates": Right.NEGOTIATE in rights(request),
        "is_party": desk.name in state.parties,
        "refused": refused,
        "awaited": awaited,
        "sees": Right.SEE_PEOPLE in rights(request),
    }
    return render(request, "agreeing/lists.html", context)


@require_POST
@at_desk(Right.SEE_PEOPLE)
def open_letters(_request: HttpRequest, _desk: Desk) -> HttpResponse:
    """Open the letters that have arrived, so that the people of others' lists have names."""
    compare.take_arrivals()
    return redirect("exchange-lists")


@at_desk(Right.SEE_EXCHANGE)
def group(request: HttpRequest, desk: Desk, author: str, kind: str) -> HttpResponse:
    """Show the people of a list, and what each addressee says of them."""
    state = desk.state()
    here = _group(desk, author, kind)
    said = record.replies(state)
    reply = request.GET.get("reply", "")
    chosen = [one for one in here.people if _matches(said, here, one.person, reply)]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    shown = names.named(
        request, state, author, [(one.person, words.category(one.category)) for one in page.object_list],
        here.parts[0].ref.digest,
    )  # fmt: skip
    context = {
        "group": here,
        "row": _row(here, said),
        "page": page,
        "reply": reply,
        "replies": answering.PARTIES_SAY + answering.NEUTRALS_SAY[1:2],
        "people": [(one, sorted(said.get((author, one.person), {}).values(), key=lambda r: r.by)) for one in shown],
        "comparable": desk.name in here.to and desk.name in state.parties and Right.COMPARE in rights(request),
        "asked": desk.name in here.to and Right.NEGOTIATE in rights(request),
        "waiting": len(answering.waiting(state, here, desk.name)),
    }
    return render(request, "agreeing/list.html", context)


@at_desk(Right.NEGOTIATE)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose people for a list; who they are is shown before anything is written down."""
    if Right.SEE_PEOPLE not in rights(request):
        raise Http404
    state = desk.state()
    draft = found(request.GET["draft"], Draft.Kind.LIST) if "draft" in request.GET else None
    data: dict[str, Any] = request.POST.dict() if request.method == "POST" else _again(draft)
    to = request.POST.getlist("to") if request.method == "POST" else _readers(desk, draft)
    choice = Choice.read(data, frozenset(request.POST.getlist("without")))
    chosen = choosing.people(choice) if request.method == "POST" else []
    problem = ""
    if request.method == "POST" and "check" in request.POST:
        try:
            made = actions.write_list(whoever(request), choice.kind, to, [one.key for one in chosen])
        except SendingError as error:
            problem = str(error)
        else:
            return redirect("exchange-draft", made.key)
    if chosen:
        looked(whoever(request), "seen", "list", "choosing", min(len(chosen), PAGE))
    context = {
        "choice": choice,
        "kinds": list(ListKind),
        "others": [one.name for one in state.participants if one.name != desk.name],
        "to": to,
        "fields": [(name, choosing.values(name)) for name in ("party", "category", "priority", "site")],
        "chosen": chosen[:PAGE],
        "count": len(chosen),
        "counts": words.by_category(one.category for one in chosen),
        "looked": request.method == "POST",
        "problem": problem,
    }
    return render(request, "agreeing/list_form.html", context, status=400 if problem else 200)


@require_POST
@at_desk(Right.NEGOTIATE)
def begin(request: HttpRequest, desk: Desk, author: str, kind: str) -> HttpResponse:
    """Begin a working paper of answers, or take up the one that was begun."""
    here = _group(desk, author, kind)
    open_one = Draft.objects.filter(
        kind=Draft.Kind.ANSWER, state=Draft.State.OPEN, payload__author=author, payload__kind=kind
    ).first()
    if open_one is None:
        open_one = actions.paper(whoever(request), Draft.Kind.ANSWER, answering.begun(author, here.kind))
        found_out = answering.judged(here) if desk.name in desk.state().parties else {}
        payload = answering.with_replies(open_one, found_out, answering.PARTIES_SAY)
        actions.change(open_one, payload)
    return redirect(f"{reverse('exchange-answer', args=[open_one.key])}?left=1")


@at_desk(Right.NEGOTIATE)
def answer(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """Reply person by person; what is replied stays on the paper until it is sent."""
    paper, state = found(key, Draft.Kind.ANSWER), desk.state()
    here = _group(desk, paper.payload["author"], paper.payload["kind"])
    allowed = answering.choices(state, desk.name)
    problem = ""
    if request.method == "POST":
        given = {name[2:]: str(value) for name, value in request.POST.items() if name.startswith("r|")}
        payload = answering.with_replies(paper, given, allowed)
        if "judged" in request.POST:
            paper.payload = payload
            payload = answering.with_replies(paper, answering.judged(here), allowed)
        if rest := request.POST.get("rest"):
            waiting = answering.waiting(state, here, desk.name)
            left = [one.person for one in waiting if one.person not in payload["replies"]]
            paper.payload = payload
            payload = answering.with_replies(paper, dict.fromkeys(left, rest), allowed)
        try:
            paper = actions.change(paper, payload)
            if "check" in request.POST:
                return _checked(request, desk, paper)
        except SendingError as error:
            problem = str(error)
    return _answering(request, desk, paper, here, problem)


def _answering(request: HttpRequest, desk: Desk, paper: Draft, here: Group, problem: str) -> HttpResponse:
    state = desk.state()
    replies = answering.replied(paper)
    only_left = request.GET.get("left") == "1"
    waiting = {one.person for one in answering.waiting(state, here, desk.name)}
    asked = [
        one
        for one in answering.asked(here, desk.name)
        if not only_left or (one.person in waiting and one.person not in replies)
    ]
    page = Paginator(asked, PAGE).get_page(request.POST.get("page") or request.GET.get("page"))
    shown = names.named(
        request, state, here.author, [(one.person, words.category(one.category)) for one in page.object_list],
        here.parts[0].ref.digest,
    )  # fmt: skip
    left = sum(one not in replies for one in waiting)
    said = record.replies(state)
    context = {
        "paper": paper,
        "group": here,
        "page": page,
        "people": [(one, replies.get(one.person, ""), _ours(said, desk.name, here, one.person)) for one in shown],
        "choices": answering.choices(state, desk.name),
        "left": left,
        "done": words.counted(Counter(str(words.REPLIES[one]) for one in replies.values())) if replies else "",
        "only_left": only_left,
        "unjudged": answering.unjudged(here),
        "judged": len(answering.judged(here)) if desk.name in state.parties else 0,
        "problem": problem,
    }
    return render(request, "agreeing/answer.html", context, status=400 if problem else 200)


def _checked(request: HttpRequest, desk: Desk, paper: Draft) -> HttpResponse:
    spoken = answering.bodies(desk.state(), paper, desk.name)
    if not spoken:
        raise SendingError(words.NOTHING)
    payload = {"bodies": written(spoken), "paper": paper.key}
    return redirect("exchange-draft", actions.from_paper(whoever(request), paper, payload).key)


def _group(desk: Desk, author: str, kind: str) -> Group:
    here = answering.group_of(desk.state(), author, kind)
    if here is None:
        raise Http404
    return here


def _row(group: Group, said: Replies) -> dict[str, Any]:
    counts: dict[str, Counter[str]] = {}
    for one in group.people:
        for reply in said.get((group.author, one.person), {}).values():
            counts.setdefault(reply.by, Counter())[str(words.REPLIES[reply.reply])] += 1
    answers = [(name, words.counted(counts[name]) if name in counts else "") for name in group.to]
    return {
        "group": group,
        "count": len(group.people),
        "categories": words.by_category(one.category for one in group.people),
        "answers": answers,
    }


def _matches(said: Replies, group: Group, person: str, reply: str) -> bool:
    given = said.get((group.author, person), {})
    if reply == "none":
        return not given
    return not reply or any(one.reply.value == reply for one in given.values())


def _again(draft: Draft | None) -> dict[str, str]:
    return {"kind": draft.payload["kind"]} if draft else {"kind": ListKind.OFFERED.value}


def _readers(desk: Desk, draft: Draft | None) -> list[str]:
    if draft is not None:
        return list(draft.payload["to"])
    return [one.name for one in desk.state().participants if one.name != desk.name]


def _ours(said: Replies, name: str, group: Group, person: str) -> str:
    """What we said of a person before; the newest answer counts."""
    given = said.get((group.author, person), {}).get(name)
    return str(words.REPLIES[given.reply]) if given else ""
