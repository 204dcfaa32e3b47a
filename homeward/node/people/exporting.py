"""People as a file: exactly what whoever asks may see, as CSV, XLSX or PFIF 1.4; each export is kept as a look.

Health is in it only for those who may see health, contacts only for those who may see contacts.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from homeward.lists import write_list
from homeward.node import NodeError
from homeward.node.accounts.gate import rights_of
from homeward.node.accounts.looks import looked
from homeward.node.accounts.roles import Right
from homeward.node.people import pfif
from homeward.node.people.fields import BY_NAME
from homeward.node.people.models import Contact, Health, Person

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pfif": "application/xml",
}
MOST_ROWS = {"csv": 500_000, "xlsx": 20_000, "pfif": 100_000}  # what a page can wait for
_OWN = ("key", "holding", "standing")


class ExportingError(NodeError):
    """People cannot be exported so; the message, translated, says why."""


def export(user: User, people: "QuerySet[Person]", kind: str) -> bytes:
    """Return people as a file, as far as somebody may see them.

    Args:
        user: who asks.
        people: whom.
        kind: ``csv``, ``xlsx`` or ``pfif``.

    Raises:
        ExportingError: there is no such kind, or there are too many for it.
    """
    if kind not in MEDIA:
        raise ExportingError(_("Choose CSV, XLSX or PFIF."))
    number = people.count()
    if number > MOST_ROWS[kind]:
        raise ExportingError(
            _("%(count)d people are too many for this kind of file; choose fewer, or CSV.") % {"count": number}
        )
    rights = rights_of(user)
    data = _pfif(people) if kind == "pfif" else _sheet(people, kind, rights)
    looked(user, "exported", "person", kind, number)
    return data


def columns(people: "QuerySet[Person]", rights: Iterable[Right]) -> dict[str, list[Any]]:
    """Return people as columns: the registry's fields, and health and contacts for those who may see them."""
    names = [*_OWN, *BY_NAME]
    found: dict[str, list[Any]] = {name: [] for name in names}
    keys: list[int] = []
    for pk, *values in people.order_by("id").values_list("pk", *names).iterator(2000):
        keys.append(pk)
        for name, value in zip(names, values, strict=True):
            found[name].append("yes" if value is True else "" if value is False else str(value))
    if Right.SEE_HEALTH in rights:
        health = _newest(Health.objects.values_list("person", "state", "needs"))
        found["health"] = [health.get(pk, ("", ""))[0] for pk in keys]
        found["medical_needs"] = [health.get(pk, ("", ""))[1] for pk in keys]
    if Right.SEE_CONTACTS in rights:
        contacts = _newest(Contact.objects.values_list("person", "name", "relation", "reach", "address"))
        for place, name in enumerate(("contact", "contact_relation", "contact_reach", "contact_address")):
            found[name] = [contacts.get(pk, ("",) * 4)[place] for pk in keys]
    return found


def _newest(rows: "QuerySet[Any, Any]") -> Mapping[int, tuple[str, ...]]:
    return {pk: tuple(values) for pk, *values in rows.order_by("id").iterator(2000)}


def _sheet(people: "QuerySet[Person]", kind: str, rights: Iterable[Right]) -> bytes:
    with TemporaryDirectory() as folder:  # for its owner only, and gone with the block
        path = Path(folder) / f"people.{kind}"
        write_list(path, columns(people, rights))
        return path.read_bytes()


def _pfif(people: "QuerySet[Person]") -> bytes:
    return "".join(pfif.document(_with_changes(people))).encode()


def _with_changes(people: "QuerySet[Person]") -> Iterator[Person]:
    return people.order_by("id").prefetch_related("standings", "spellings").iterator(500)
