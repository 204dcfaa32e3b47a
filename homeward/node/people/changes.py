"""What a row of a list says of somebody known: what it adds, where it differs, another spelling of the name.

1. What the registry does not know yet is added; a date that is known more exactly is, too.
2. Where both say something else, the registry's word stays and the list's is kept beside it, unless whoever imports it
   said that the list is newer.
3. A name is never overwritten: another spelling is kept beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from homeward.node.people.fields import BY_NAME, NAMES
from homeward.node.people.models import Person

Name = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new.

    Attributes:
        counts: values that the person's row will show.
        beside: values that will be kept as another source's word.
        spelling: of the name, if it is not known yet.
    """

    counts: Mapping[str, Any] = field(default_factory=dict)
    beside: Mapping[str, Any] = field(default_factory=dict)
    spelling: Name | None = None

    def __bool__(self) -> bool:
        return bool(self.counts or self.beside or self.spelling)


def changes(
    person: Person, cells: Mapping[str, Any], spellings: Iterable[Name] = (), *, newer: bool = False
) -> Changes:
    """Return what a row's cells change.

    Args:
        person: whom the row is about.
        cells: by field, as written.
        spellings: other spellings of the name that are known.
        newer: where both say something, the row counts.
    """
    counts: dict[str, Any] = {}
    beside: dict[str, Any] = {}
    for name, value in cells.items():
        if name in NAMES or name not in BY_NAME or not value:
            continue
        known = getattr(person, name)
        if _says_nothing_new(name, str(known), str(value)):
            continue
        (counts if newer or not known or _is_finer(name, known, value) else beside)[name] = value
    written: Name = (cells.get("surname", ""), cells.get("given", ""), cells.get("patronymic", ""))
    own: Name = (person.surname, person.given, person.patronymic)
    known_names = {_plain(own), *map(_plain, spellings)}
    return Changes(counts, beside, written if any(written) and _plain(written) not in known_names else None)


def _plain(name: Name) -> Name:
    return tuple(part.casefold() for part in name)  # type: ignore[return-value]  # three parts stay three


def _says_nothing_new(name: str, known: str, value: str) -> bool:
    if BY_NAME[name].kind == "date":
        return known.startswith(value)
    return known.casefold() == value.casefold()


def _is_finer(name: str, known: str, value: str) -> bool:
    return BY_NAME[name].kind == "date" and value.startswith(known)
