"""Two records found to be one person become one, in a way that can be taken back; it takes two people.

1. Nothing of either record is changed but where the second points; so taking it back restores both as they were.
2. The kept record shows what the other knew wherever it knew nothing itself.
3. Who was enlisted under the other record stays enlisted: a commitment on a log is never changed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward.matching import duplicates
from homeward.node import NodeError
from homeward.node.accounts.looks import looked
from homeward.node.jobs.work import Work
from homeward.node.people.facts import set_fields, shown
from homeward.node.people.fields import BY_NAME, blank
from homeward.node.people.models import Fact, Merge, Person, Source, Twin
from homeward.node.people.registry import index_of

FIND, KIND = "twins-find", "merge"
LEAST = 0.5  # probability from which two records are shown as perhaps one
PAIRS = 200  # in one part


class MergingError(NodeError):
    """Two records cannot be made one, or parted again; the message, translated, says why."""


def find_job(work: Work) -> str:
    """Look through the registry for records that are probably one person; what was decided before stays."""
    people = dict(Person.objects.live().values_list("key", "pk"))
    pairs = [
        (min(people[one.a], people[one.b]), max(people[one.a], people[one.b]), one.probability)
        for one in duplicates(index_of(), LEAST)
    ]
    with work.part():
        Twin.objects.filter(different=False).delete()
        work.total = len(pairs)
    for start in range(0, len(pairs), PAIRS):
        with work.part():
            Twin.objects.bulk_create(
                (Twin(a_id=a, b_id=b, probability=likely) for a, b, likely in pairs[start : start + PAIRS]),
                ignore_conflicts=True,
            )
            work.done = min(len(pairs), start + PAIRS)
    return ngettext("%(count)d pair is alike.", "%(count)d pairs are alike.", len(pairs)) % {"count": len(pairs)}


@transaction.atomic
def part(user: User, twin: Twin) -> None:
    """Keep that two records are two people; they are not shown again."""
    twin.different, twin.decided_by = True, user
    twin.save()
    looked(user, "changed", "person", twin.a.key)
    looked(user, "changed", "person", twin.b.key)


def payload(kept: Person, gone: Person) -> dict[str, str]:
    """Return what the second person agrees to.

    Raises:
        MergingError: they cannot be made one.
    """
    if kept.pk == gone.pk:
        raise MergingError(_("This is one record already."))
    if any(one.merged_into_id or one.erased_at for one in (kept, gone)):
        raise MergingError(_("One of the records was merged or erased since; look again."))
    return {"kept": kept.key, "gone": gone.key}


def describe(given: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """Say for the second person which records are to become one: every field in which they differ, side by side."""
    kept, gone = _pair(given)
    rows = [
        (_("This record is kept"), kept.name or kept.key),
        (_("This one becomes part of it"), gone.name or gone.key),
    ]
    for field in BY_NAME.values():
        a, b = getattr(kept, field.name), getattr(gone, field.name)
        if a != b and (a or b):
            rows.append((str(field.label), f"{a or '–'} / {b or '–'}"))
    return _("Two records are made one person"), rows


def carry_out(given: Mapping[str, Any], _key: str, user: User) -> str:
    """Make them one.

    Raises:
        MergingError: one was merged or erased since.
    """
    with transaction.atomic():
        kept, gone = _pair(given)
        if gone.merged_into_id != kept.pk:
            payload(kept, gone)
            for one in (kept, gone):
                _note_as_it_stands(one, user)
            gone.merged_into = kept
            gone.save(update_fields=["merged_into"])
            Merge.objects.create(kept=kept, gone=gone, by=user)
            fill(kept)
            Twin.objects.filter(Q(a=gone) | Q(b=gone), different=False).delete()
            looked(user, "merged", "person", kept.key)
            looked(user, "merged", "person", gone.key)
    return _("They are one record now; it can be taken back on the person's page.")


@transaction.atomic
def undo(user: User, merge: Merge) -> None:
    """Part them again: both are as they were, with what was said of either since.

    Raises:
        MergingError: it was undone already.
    """
    if merge.undone_at is not None:
        raise MergingError(_("They were parted again already."))
    merge.undone_at, merge.undone_by = timezone.now(), user
    merge.save()
    gone = merge.gone
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    fill(merge.kept)
    looked(user, "changed", "person", merge.kept.key)
    looked(user, "changed", "person", gone.key)


def fill(kept: Person) -> None:
    """Let a record show its own word on each field, and where it has none, that of those merged into it."""
    values = blank()
    for one in reversed([kept, *members(kept)]):
        values |= {name: value for name, value in shown(one).items() if value}
    set_fields(kept, values)
    kept.save()


def members(kept: Person) -> Sequence[Person]:
    """Return the records that were merged into one, and into those, in the order of their taking in."""
    found: list[Person] = []
    level = list(kept.merged.order_by("id"))
    while level:
        found += level
        level = list(Person.objects.filter(merged_into__in=level).order_by("id"))
    return found


def _note_as_it_stands(person: Person, user: User) -> None:
    """Keep what a record shows as a fact, if no source ever said it, so that it can be shown again."""
    if not person.facts.exists():
        values = {name: value for name in BY_NAME if (value := getattr(person, name))}
        source = Source.objects.create(kind=Source.Kind.OWN, recorded_by=user)
        Fact.objects.create(person=person, source=source, values=values, recorded_by=user)


def _pair(given: Mapping[str, Any]) -> tuple[Person, Person]:
    people = {one.key: one for one in Person.objects.filter(key__in=(given["kept"], given["gone"]))}
    if len(people) != 2:
        raise MergingError(_("One of the records was merged or erased since; look again."))
    return people[given["kept"]], people[given["gone"]]
