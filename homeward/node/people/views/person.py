"""A person's page, and everything that can be said on it. Every look at it is kept."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.node import NodeError
from homeward.node.accounts import twofold
from homeward.node.accounts.gate import needs, rights, whoever
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.people import erasing, facts, merging, photos
from homeward.node.people.fields import BY_NAME, FIELDS, HOLDINGS, STANDINGS, FieldError, read_date, read_value
from homeward.node.people.models import Contact, Health, Listed, Merge, Note, Person, Photo
from homeward.node.people.states import HEALTH
from homeward.node.people.views.register import grouped
from homeward.node.people.views.sources import KINDS, read_source, source_choices

LONGEST = 4000  # characters of a note


@needs(Right.SEE_PEOPLE)
def page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a person."""
    person = _person(key)
    if person.merged_into is not None:
        return redirect("person", person.root.key)
    looked(whoever(request), "seen", "person", person.key)
    return _shown(request, person)


@needs(Right.CHANGE_PEOPLE)
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Say what is so, or was wrong: what was said before stays to be read."""
    person, problem = _person(key), ""
    if request.method == "POST":
        try:
            today = datetime.now(UTC).date()
            values = {field.name: read_value(field.name, request.POST.get(field.name, ""), today) for field in FIELDS}
            news = {name: value for name, value in values.items() if value != getattr(person, name)}
            if not news:
                raise FieldError(_("Nothing was changed."))
            reason = _text(request, "reason")
            facts.say(person, news, read_source(request), whoever(request), reason)
        except FieldError as error:
            problem = str(error)
        else:
            looked(whoever(request), "changed", "person", person.key)
            return redirect("person", person.key)
    typed = {name: request.POST.get(name, getattr(person, name)) for name in BY_NAME}
    context = {"person": person, "problem": problem, "groups": grouped(typed), **source_choices(request)}
    return render(request, "people/correct.html", context, status=400 if problem else 200)


@require_POST
@needs(Right.CHANGE_PEOPLE)
def say(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """Keep what a form of the page says: status, note, health, contact, picture."""
    person = _person(key)
    if what not in _SAYING:
        raise Http404
    right, keep = _SAYING[what]
    if right not in rights(request):
        raise PermissionDenied
    try:
        with transaction.atomic():
            keep(request, person)
    except NodeError as error:
        return _shown(request, person, str(error))
    looked(whoever(request), "changed", "person", person.key)
    return redirect("person", person.key)


@needs(Right.SEE_PEOPLE)
def photo(request: HttpRequest, key: str) -> HttpResponse:
    """Show a picture, to those who may see people, and to no cache."""
    found = Photo.objects.select_related("person").filter(key=key).first()
    if found is None:
        raise Http404
    looked(whoever(request), "seen", "person", found.person.key)
    return HttpResponse(bytes(found.data), content_type="image/jpeg")


@require_POST
@needs(Right.ERASE_PEOPLE)
def erase(request: HttpRequest, key: str) -> HttpResponse:
    """Ask that a person be erased."""
    person, reason = _person(key), request.POST.get("reason", "")
    if reason not in erasing.REASONS:
        return _shown(request, person, _("Say why the person is to be erased."))
    asked = twofold.ask(whoever(request), erasing.KIND, {"person": person.key, "reason": reason})
    return redirect("office-request", asked.pk)


@require_POST
@needs(Right.CHANGE_PEOPLE)
def part(request: HttpRequest, number: int) -> HttpResponse:
    """Take back that two records were made one."""
    merge = Merge.objects.select_related("kept", "gone").filter(pk=number).first()
    if merge is None:
        raise Http404
    try:
        merging.undo(whoever(request), merge)
    except merging.MergingError as error:
        return _shown(request, merge.kept, str(error))
    return redirect("person", merge.gone.key)


def _person(key: str) -> Person:
    person = Person.objects.filter(key=key, erased_at=None).first()
    if person is None:
        raise Http404
    return person


def _shown(request: HttpRequest, person: Person, problem: str = "") -> HttpResponse:
    given = rights(request)
    everybody = [person, *merging.members(person)]
    context: dict[str, Any] = {
        "person": person,
        "problem": problem,
        "holding": HOLDINGS[person.holding],
        "standing": STANDINGS[person.standing],
        "groups": _known(person),
        "facts": _facts(everybody),
        "spellings": [one for each in everybody for one in each.spellings.select_related("source")],
        "standings": [
            (one, STANDINGS[one.standing])
            for each in everybody
            for one in each.standings.select_related("source", "recorded_by")
        ],
        "notes": Note.objects.filter(person__in=everybody).select_related("recorded_by"),
        "photos": Photo.objects.filter(person__in=everybody).defer("data"),
        "merges": Merge.objects.filter(kept__in=everybody, undone_at=None).select_related("gone", "by"),
        "listed": Listed.objects.filter(person__in=everybody),
        "may_change": Right.CHANGE_PEOPLE in given,
        "may_erase": Right.ERASE_PEOPLE in given,
        "standing_choices": STANDINGS.items(),
        "reasons": erasing.REASONS.items(),
        **source_choices(request),
    }
    if Right.SEE_HEALTH in given:
        states = Health.objects.filter(person__in=everybody).select_related("recorded_by", "source")
        context |= {
            "may_health": True,
            "health": [(one, HEALTH.get(one.state, "")) for one in states],
            "health_choices": HEALTH.items(),
        }
    if Right.SEE_CONTACTS in given:
        contacts = Contact.objects.filter(person__in=everybody).select_related("recorded_by", "source")
        context |= {"may_contacts": True, "contacts": contacts}
    return render(request, "people/person.html", context, status=400 if problem else 200)


def _known(person: Person) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what is known, by group; groups of which nothing is known are left out."""
    found = []
    for title, fields in grouped({field.name: getattr(person, field.name) for field in FIELDS}):
        known = [(str(field.label), _("yes") if value is True else str(value)) for field, value in fields if value]
        if known:
            found.append((title, known))
    return found


def _facts(everybody: list[Person]) -> list[tuple[Any, list[tuple[str, str]], str]]:
    """Return every word that was said, the newest first, with the names of its fields."""
    said = []
    for fact in sorted(
        (one for person in everybody for one in person.facts.select_related("source", "recorded_by")),
        key=lambda one: -one.pk,
    ):
        words = [(str(BY_NAME[name].label), str(value)) for name, value in fact.values.items() if name in BY_NAME]
        said.append((fact, words, str(KINDS[fact.source.kind])))
    return said


# --- what can be said ---------------------------------------------------------------------------------------------


def _text(request: HttpRequest, name: str, most: int = LONGEST) -> str:
    text = request.POST.get(name, "").strip()
    if len(text) > most:
        raise FieldError(_("At most %(most)d characters; make it shorter.") % {"most": most})
    return text


def _date(request: HttpRequest, name: str) -> str:
    return read_date(request.POST.get(name, ""), datetime.now(UTC).date())


def _stand(request: HttpRequest, person: Person) -> None:
    standing = request.POST.get("standing", "")
    if standing not in STANDINGS:
        raise FieldError(_("Choose a status."))
    facts.stand(
        person,
        standing,
        read_source(request),
        whoever(request),
        since=_date(request, "since"),
        place=_text(request, "place", 200),
        note=_text(request, "note"),
    )


def _note(request: HttpRequest, person: Person) -> None:
    text = _text(request, "text")
    if not text:
        raise FieldError(_("Write the note first."))
    Note.objects.create(person=person, text=text, recorded_by=whoever(request))


def _health(request: HttpRequest, person: Person) -> None:
    state, needs_care = request.POST.get("state", ""), _text(request, "needs")
    if state not in HEALTH and not needs_care:
        raise FieldError(_("Choose a state of health, or write what is needed."))
    Health.objects.create(
        person=person,
        state=state if state in HEALTH else "",
        on=_date(request, "on"),
        needs=needs_care,
        source=read_source(request),
        recorded_by=whoever(request),
    )


def _contact(request: HttpRequest, person: Person) -> None:
    name = _text(request, "name", 200)
    if not name:
        raise FieldError(_("Write whom to inform."))
    Contact.objects.create(
        person=person,
        name=name,
        relation=_text(request, "relation", 100),
        reach=_text(request, "reach", 200),
        address=_text(request, "address"),
        source=read_source(request),
        recorded_by=whoever(request),
    )


def _photo(request: HttpRequest, person: Person) -> None:
    file = request.FILES.get("file")
    if file is None:
        raise FieldError(_("Choose a picture of at most 10 MB first."))
    photos.add(whoever(request), person, file.read(), read_source(request))


_SAYING: dict[str, tuple[Right, Callable[[HttpRequest, Person], None]]] = {
    "status": (Right.CHANGE_PEOPLE, _stand),
    "note": (Right.CHANGE_PEOPLE, _note),
    "health": (Right.SEE_HEALTH, _health),
    "contact": (Right.SEE_CONTACTS, _contact),
    "photo": (Right.CHANGE_PEOPLE, _photo),
}
