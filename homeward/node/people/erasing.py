"""Erasing a person, so that they are gone: from every table, from the sealed letters, and from the bytes on the disk.

1. It takes two people; after it is done nothing but the record's key is left to see.
2. What remains: that there was a record with this key, when it was erased, and who looked at it and when. The logs hold
   commitments, which nobody can tie to anyone once salt and details are gone.
3. A database keeps what it deletes until the place is written over. So the file is rewritten afterwards, and its log of
   writes is emptied; if others are reading just then, that is done by the next attempt, and said.
4. Backups, exports and the copies of others are not reached from here: the people who erase are told so.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.node import NodeError
from homeward.node.accounts.looks import looked
from homeward.node.desk import post
from homeward.node.jobs import actions as jobs
from homeward.node.jobs.work import Work
from homeward.node.journal.desk import keeper
from homeward.node.people.fields import NAMES, blank
from homeward.node.people.merging import members
from homeward.node.people.models import Fact, Import, ImportRow, Listed, Merge, NameKey, Person, Spelling, Twin

KIND, SCRUB = "erase person", "scrub"
REASONS: dict[str, str | Promise] = {  # chosen, not typed: what is typed here would name somebody for ever
    "asked": gettext_lazy("the person asked for it"),
    "family": gettext_lazy("the family asked for it"),
    "mistake": gettext_lazy("the record was made by mistake"),
    "over": gettext_lazy("it is no longer needed"),
}
TRIES, PAUSE = 5, 1.0  # at rewriting the file while others read; seconds between them
_ALSO: list[Callable[[list[Person], list[Listed]], None]] = []


class ErasingError(NodeError):
    """A person cannot be erased; the message, translated, says why."""


def at_erasure(forget: Callable[[list[Person], list[Listed]], None]) -> None:
    """Let another room forget what it keeps of people, in the same transaction."""
    if forget not in _ALSO:
        _ALSO.append(forget)


def describe(given: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """Say for the second person who is to be erased; once it is done, nothing but the key is left to say."""
    person = Person.objects.filter(key=given["person"]).first()
    rows = [(_("Record"), str(given["person"])), (_("Reason"), str(REASONS[given["reason"]]))]
    if person is not None and person.erased_at is None:
        rows[:0] = [(_("Name"), person.name or "–"), (_("Date of birth"), person.birth or "–")]
        rows.append((_("On lists that were said"), str(person.listed.exclude(list_digest="").count())))
    rows.append((_("Not reached from here"), _("backups, exports, and what others received; ask them to erase it too")))
    return _("A person is erased for good"), rows


def carry_out(given: Mapping[str, Any], _key: str, user: User) -> str:
    """Erase a person.

    Raises:
        ErasingError: there is no such record.
    """
    person = Person.objects.filter(key=given["person"]).first()
    if person is None:
        raise ErasingError(_("There is no such record."))
    everybody = [person.root, *members(person.root)]
    listed = list(Listed.objects.filter(person__in=everybody))
    _forget_letters([row.commitment for row in listed])
    with transaction.atomic():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA secure_delete = ON")
        _forget(everybody, listed)
        looked(user, "erased", "person", person.root.key, len(everybody))
    if not scrub():
        jobs.start(None, SCRUB)
        return _("The person is erased. The database was busy; the worker writes its file anew when nobody reads.")
    return _("The person is erased, and the database's file was written anew.")


def scrub_job(_work: Work) -> str:
    """Write the file anew that could not be written when somebody was erased.

    Raises:
        ErasingError: others are still reading.
    """
    if not scrub():
        raise ErasingError(_("The database is busy; what was erased is still in its file. Try again."))
    return _("The database's file was written anew.")


def scrub() -> bool:
    """Write the database's file anew, so that nothing deleted is left in it; return whether that was possible now."""
    if connection.in_atomic_block:
        return False  # a rewrite is a transaction of its own
    for attempt in range(TRIES):
        try:
            with connection.cursor() as cursor:
                if connection.vendor != "sqlite":
                    cursor.execute("VACUUM FULL")
                    return True
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                busy = cursor.fetchone()[0]
        except OperationalError:
            busy = True
        if not busy:
            return True
        if attempt < TRIES - 1:
            time.sleep(PAUSE)
    return False


def _forget_letters(commitments: Iterable[str]) -> None:
    """Forget people in the sealed letters that are kept at the desk."""
    kept = keeper()
    if kept is not None:
        for commitment in commitments:
            post.erase_person(kept.desk, commitment, int(timezone.now().timestamp()))


def _forget(people: list[Person], listed: list[Listed]) -> None:
    for forget in _ALSO:
        forget(people, listed)
    of_people: Any = (Fact, Spelling, NameKey)
    _forget_rows(people)
    for table in of_people:
        table.objects.filter(person__in=people).delete()
    for person in people:
        for said in ("standings", "notes", "health", "contacts", "photos"):
            getattr(person, said).all().delete()
    Merge.objects.filter(Q(kept__in=people) | Q(gone__in=people)).delete()
    Twin.objects.filter(Q(a__in=people) | Q(b__in=people)).delete()
    Listed.objects.filter(pk__in=[row.pk for row in listed]).update(salt=b"", details={}, erased_at=timezone.now())
    Person.objects.filter(pk__in=[person.pk for person in people]).update(
        **blank(), standing="unknown", merged_into=None, erased_at=timezone.now()
    )


def _forget_rows(people: list[Person]) -> None:
    """Forget the rows of lists that are about people, also those not taken in: told by number, or by name and birth."""
    names = {(_plain(one.name), one.birth[:4]) for one in people}
    names |= {(_plain(one.name), one.person.birth[:4]) for one in Spelling.objects.filter(person__in=people)}
    numbers = {one.service_number for one in people} - {""}
    waiting = ImportRow.objects.filter(done=False).only("cells").iterator(2000)
    about = [row.pk for row in waiting if _is_about(row.cells, names, numbers)]
    rows = ImportRow.objects.filter(Q(person__in=people) | Q(pk__in=about))
    Import.objects.filter(pk__in=rows.values("of")).update(data=b"")
    rows.update(cells={}, faults=[], done=True, plan=ImportRow.Plan.LEAVE, person=None)


def _is_about(cells: Mapping[str, Any], names: set[tuple[str, str]], numbers: set[str]) -> bool:
    written = _plain(" ".join(part for name in NAMES if (part := str(cells.get(name, "")))))
    born = str(cells.get("birth", ""))[:4]
    same = any(written == name and (not born or not known or born == known) for name, known in names)
    return (bool(written) and same) or cells.get("service_number") in numbers


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
