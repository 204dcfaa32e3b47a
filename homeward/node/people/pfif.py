"""People in the People Finder Interchange Format 1.4 (http://zesty.ca/pfif/1.4), as tracing services exchange them.

Names, date of birth, sex, home and status are said; never health, contacts, pictures, ranks, units, numbers or where
somebody is held. A record says when it ends, so that whoever takes it forgets it (PFIF 1.4, section on expiry).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from homeward.node.people.models import Person, Standing

NAMESPACE = "http://zesty.ca/pfif/1.4"
KEPT = timedelta(days=60)
DOMAIN = "homeward.invalid"  # of record ids: unique together with the key, and no address of anybody
_STATUS = {
    Standing.MISSING: "information_sought",
    Standing.UNKNOWN: "information_sought",
    Standing.DECEASED: "believed_dead",
}


def document(people: Iterable[Person]) -> Iterator[str]:
    """Yield the parts of one document."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<pfif:pfif xmlns:pfif="{NAMESPACE}">\n'
    for person in people:
        yield _person(person)
    yield "</pfif:pfif>\n"


def _person(person: Person) -> str:
    record = f"{DOMAIN}/{person.key}"
    fields = [
        ("person_record_id", record),
        ("entry_date", _time(person.added_at)),
        ("expiry_date", _time(person.added_at + KEPT)),
        ("source_date", _time(person.added_at)),
        ("full_name", person.name),
        ("given_name", " ".join(part for part in (person.given, person.patronymic) if part)),
        ("family_name", person.surname),
        ("alternate_names", "\n".join(dict.fromkeys(one.name for one in person.spellings.all()))),
        ("sex", {"M": "male", "F": "female"}.get(person.sex, "")),
        ("date_of_birth", person.birth),
        ("home_city", person.residence),
    ]
    return f"<pfif:person>\n{_lines(fields)}{_note(record, person)}</pfif:person>\n"


def _note(record: str, person: Person) -> str:
    changed = next(iter(person.standings.all()), None)  # the newest
    at = _time(changed.recorded_at if changed else person.added_at)
    fields = [
        ("note_record_id", f"{record}.1"),
        ("person_record_id", record),
        ("entry_date", at),
        ("source_date", at),
        ("author_name", "Homeward"),
        ("status", _STATUS.get(Standing(person.standing), "believed_alive")),
        ("text", str(Standing(person.standing).value)),
    ]
    return f"<pfif:note>\n{_lines(fields)}</pfif:note>\n"


def _lines(fields: Iterable[tuple[str, str]]) -> str:
    return "".join(f"<pfif:{name}>{escape(_text(value))}</pfif:{name}>\n" for name, value in fields if value)


def _text(value: str) -> str:
    """Drop the characters that XML cannot hold."""
    return "".join(char for char in value if char >= " " or char in "\t\n")


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
