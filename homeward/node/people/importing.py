"""A list is read, compared with the registry, looked at, and taken in; killed anywhere, it goes on where it was.

The two jobs are done part by part (``homeward.node.jobs``). What a part does is committed with the place to go on
from; a row that was taken in says so itself, so no row is taken in twice.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward.matching import Index, Outcome, match
from homeward.node import NodeError
from homeward.node.accounts.looks import looked
from homeward.node.jobs import actions as jobs
from homeward.node.jobs.work import Work
from homeward.node.people import reading
from homeward.node.people.fields import read_value
from homeward.node.people.models import Import, ImportRow, Person, Source
from homeward.node.people.registry import columns_of, index_of
from homeward.node.people.taking import plan, take

READ, TAKE = "list-read", "list-take"
ROWS_READ, ROWS_COMPARED, ROWS_TAKEN = 2000, 2000, 500  # in one part
Plan, State = ImportRow.Plan, Import.State


class ImportingError(NodeError):
    """What was asked about a list cannot be done; the message, translated, says why."""


@transaction.atomic
def give(user: User, name: str, data: bytes, source: Source, today: date, *, holding: str, **given: Any) -> Import:
    """Give a list, and have it read and compared with the registry; nothing in the registry changes by this.

    Args:
        user: who gives it.
        name: of the file.
        data: its bytes.
        source: where it is from.
        today: to which ages are counted.
        holding: whether its people are held or sought.
        given: ``party``, ``category`` and ``newer``, see ``Import``.
    """
    made = Import.objects.create(
        name=name[:200], data=data, source=source, read_on=today, holding=holding, by=user, **given
    )
    _start(user, made, READ)
    looked(user, "changed", "list", made.key)
    return made


@transaction.atomic
def remap(user: User, of: Import, mapping: Mapping[str, str]) -> None:
    """Say which column is which field, and have the list read again.

    Raises:
        ImportingError: it was taken in already.
        MappingError: the columns cannot be that.
    """
    if of.state != State.READY or not of.data:  # the file is forgotten, too, when somebody on it was erased
        raise ImportingError(_("The columns can be chosen only before the list is taken in."))
    reading.check_mapping([reading.Column(**column) for column in of.columns], mapping)
    of.entries.all().delete()
    of.mapping, of.state, of.rows = dict(mapping), State.READING, 0
    of.save()
    _start(user, of, READ)


@transaction.atomic
def take_in(user: User, of: Import) -> None:
    """Have everything that is ready taken in: what was compared, what was mended, what was decided.

    Raises:
        ImportingError: it is still being read, or was dropped.
    """
    if of.state not in {State.READY, State.DONE}:
        raise ImportingError(_("This list is not ready to be taken in."))
    of.state, of.data = State.TAKING, b""
    of.save()
    waiting = of.entries.filter(done=False).exclude(plan__in=(Plan.BAD, Plan.UNSURE, Plan.LEAVE)).count()
    _start(user, of, TAKE, waiting)
    looked(user, "changed", "list", of.key, waiting)


@transaction.atomic
def drop(user: User, of: Import) -> None:
    """Forget a list with all its rows; what was taken in stays."""
    of.entries.all().delete()
    of.state, of.data, of.columns = State.DROPPED, b"", []
    of.save()
    looked(user, "changed", "list", of.key)


@transaction.atomic
def mend(row: ImportRow, typed: Mapping[str, str], today: date) -> None:
    """Put right what could not be understood in a row; it is tried again when the list is taken in.

    Raises:
        FieldError: what was typed cannot be understood either.
        ImportingError: there is no name in it, or it was taken in.
    """
    if row.done:
        raise ImportingError(_("This row was taken in already; correct the person instead."))
    cells = dict(row.cells)
    for name, text in typed.items():
        value = read_value(name, text, today)
        cells[name] = value
        if not value:
            del cells[name]
    if not any(cells.get(name) for name in ("surname", "given", "patronymic")):
        raise ImportingError(_("There is no name in this row; write it as it is in the source."))
    row.cells, row.faults, row.plan, row.person, row.probability = cells, [], Plan.UNSEEN, None, None
    row.save()


@transaction.atomic
def decide(row: ImportRow, decision: str) -> None:
    """Say who a row is that may be somebody known: ``same``, ``other``, or to ``leave`` it out.

    Raises:
        ImportingError: it was taken in, or there is nobody it may be.
    """
    if row.done or row.of.state == State.TAKING:
        raise ImportingError(_("This row was taken in already; correct the person instead."))
    if decision == "same" and row.person is not None:
        row.plan = Plan.CHANGE
    elif decision == "other" and row.plan != Plan.BAD:
        row.plan, row.person, row.probability = Plan.ADD, None, None
    elif decision == "leave":
        row.plan = Plan.LEAVE
    else:
        raise ImportingError(_("Say whether it is the same person, somebody else, or to be left out."))
    row.save()


def counts(of: Import) -> dict[str, int]:
    """Return how many rows there are of each plan."""
    found = dict(of.entries.values_list("plan").annotate(n=Count("id")).order_by())
    return {plan.value: found.get(plan.value, 0) for plan in Plan}


def _start(user: User, of: Import, kind: str, total: int | None = None) -> None:
    of.job = jobs.start(user, kind, of.key, total).pk
    of.save(update_fields=["job"])


# --- jobs ---------------------------------------------------------------------------------------------------------


def read_job(work: Work) -> str:
    """Read a list and compare it with the registry.

    Raises:
        ListError: the file cannot be read.
    """
    of = Import.objects.get(key=work.subject)
    _read(work, of)
    _compare(work, of, offset=of.rows)
    Import.objects.filter(pk=of.pk, state=State.READING).update(state=State.READY)
    return ngettext(
        "%(count)d row was read and compared with the registry; nothing was changed yet.",
        "%(count)d rows were read and compared with the registry; nothing was changed yet.",
        of.rows,
    ) % {"count": of.rows}


def take_job(work: Work) -> str:
    """Take in what is ready of a list, 500 rows at a time."""
    of = Import.objects.select_related("source", "by").get(key=work.subject)
    _compare(work, of, offset=None)
    while rows := list(_ready(of)[:ROWS_TAKEN]):
        with work.part():
            take(of, rows)
            work.done += len(rows)
    Import.objects.filter(pk=of.pk).update(state=State.DONE)
    aside = of.entries.filter(done=False, plan__in=(Plan.BAD, Plan.UNSURE)).count()
    told = ngettext("%(count)d row was taken in.", "%(count)d rows were taken in.", work.done) % {"count": work.done}
    waits = ngettext("%(count)d row waits for you.", "%(count)d rows wait for you.", aside) % {"count": aside}
    return f"{told} {waits}" if aside else told


def _ready(of: Import) -> Any:
    return of.entries.filter(done=False, plan__in=(Plan.ADD, Plan.CHANGE, Plan.SAME)).order_by("position")


def _read(work: Work, of: Import) -> None:
    """Write the rows down, from where it was interrupted."""
    start = int(work.cursor or 0)
    if of.rows and start >= of.rows:
        return
    listing = reading.open_list(of.name, bytes(of.data), of.read_on, of.mapping)
    columns = reading.columns_of(listing, of.mapping)
    with work.part():
        of.rows, of.columns = len(listing), reading.as_json(columns)
        of.left_out = [[one.row, one.why.value] for one in listing.left_out][:100]
        of.save(update_fields=["rows", "columns", "left_out"])
        work.total = 2 * of.rows
    while start < of.rows:
        some = list(reading.rows(listing, columns, of.read_on, start, ROWS_READ))
        with work.part():
            ImportRow.objects.bulk_create(_written(of, some, start), batch_size=500)
            start += len(some)
            work.cursor = work.done = start


def _written(of: Import, some: Sequence[reading.Read], start: int) -> list[ImportRow]:
    return [
        ImportRow(
            of=of,
            position=start + place,
            number=row.number,
            cells=row.cells,
            faults=row.faults,
            plan=Plan.BAD if row.is_bad else Plan.UNSEEN,
        )
        for place, row in enumerate(some)
    ]


def _compare(work: Work, of: Import, *, offset: int | None) -> None:
    """Find out who the rows are; ``offset`` says how many are done before, None that this is no progress of its own."""
    index: Index | None = None
    people: dict[str, int] = {}
    while rows := list(of.entries.filter(plan=Plan.UNSEEN).order_by("position")[:ROWS_COMPARED]):
        if index is None:
            index = index_of()
            people = dict(Person.objects.live().values_list("key", "pk"))
        _plan(rows, index, people)
        with work.part():
            plan(rows)
            if offset is not None:
                work.done = offset + rows[-1].position + 1


def _plan(rows: Sequence[ImportRow], index: Index, people: Mapping[str, int]) -> None:
    """Say of each row who it is: nobody known, somebody for sure, or perhaps somebody."""
    table = match(index, columns_of([(str(row.pk), row.cells) for row in rows])).table()
    for row, key, outcome, probability in zip(
        rows, table["registry_id"], table["outcome"], table["probability"], strict=True
    ):
        row.person_id = people.get(str(key))
        row.probability = float(probability) if row.person_id else None
        if row.person_id is None or outcome == Outcome.NOBODY:
            row.plan = Plan.ADD
        else:
            row.plan = Plan.CHANGE if outcome == Outcome.CERTAIN else Plan.UNSURE
