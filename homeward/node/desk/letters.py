"""Sealed details: who the people behind the commitments of a list or a manifest are, for named recipients alone.

A letter is age ciphertext; its SHA-256 stands in the author's signed entry (``sealed``), so it needs no signature of
its own. Inside are lines of canonical JSON: a heading, then a person each, with the salt of their commitment. The salts
are why nobody can test a guess against the log; deleting a letter is why a person can be forgotten while every proof
stays.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rfc8785

from homeward.exchange import CommitmentError, opens
from homeward.exchange.commitment import SALT_BYTES
from homeward.exchange.entries import Body
from homeward.exchange.words import Correction, Manifest, PeopleList, Substitution
from homeward.node.desk.errors import LetterError

FORMAT = "homeward letter 1"
MAX_PEOPLE = 20_000
_BLOCK = 4096  # bytes; a letter is filled up to a multiple, so that its length tells less about what names it holds


@dataclass(frozen=True, slots=True, repr=False)
class Details:
    """A person: the commitment on the log, its salt, and the canonical details behind it."""

    person: str
    salt: bytes
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Contents:
    """What a letter says: of which exchange, by whom, to whom, about whom."""

    exchange: str
    author: str
    to: tuple[str, ...]
    people: tuple[Details, ...]


def write(contents: Contents) -> bytes:
    """Write a letter's contents, to be sealed.

    Raises:
        LetterError: a commitment is not the one of its details, or there are too many people.
    """
    _check_commitments(contents.people)
    heading: dict[str, Any] = {
        "letter": FORMAT,
        "exchange": contents.exchange,
        "author": contents.author,
        "to": list(contents.to),
    }
    people: Iterable[dict[str, Any]] = (
        {"person": one.person, "salt": one.salt.hex(), "details": dict(one.details)}
        for one in sorted(contents.people, key=lambda one: one.person)
    )
    data = b"".join(rfc8785.dumps(line) + b"\n" for line in (heading, *people))
    return data + b"\n" * (-len(data) % _BLOCK)


def read(data: bytes) -> Contents:
    """Read what a letter says, each commitment computed anew.

    Raises:
        LetterError: it is malformed, or a commitment is not the one of its details. No detail is quoted.
    """
    try:
        heading, *lines = [json.loads(line) for line in data.decode("utf-8").splitlines() if line]
        if heading.keys() != {"letter", "exchange", "author", "to"} or heading["letter"] != FORMAT:
            raise ValueError("not a letter of this version")
        people = tuple(_details(line) for line in lines)
        contents = Contents(str(heading["exchange"]), str(heading["author"]), tuple(map(str, heading["to"])), people)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # not chained: the library's message would quote what it could not read
        raise LetterError("The letter is not written as a letter of sealed details.") from None
    _check_commitments(contents.people)
    return contents


def check(contents: Contents, exchange: str, author: str, body: Body) -> None:
    """Check that a letter says what an entry committed to: each of its people once, and nobody else.

    Raises:
        LetterError: which difference there is; people are named by commitment only.
    """
    if (contents.exchange, contents.author) != (exchange, author):
        raise LetterError("The letter is of another exchange or author than the entry that names it.")
    committed, sent = people_of(body), {one.person for one in contents.people}
    if missing := committed - sent:
        raise LetterError(f"The letter lacks details of {len(missing)} of {len(committed)} people of its entry.")
    if sent - committed:
        raise LetterError(f"The letter has details of {len(sent - committed)} people who are not in its entry.")


def sealed_of(body: Body) -> str | None:
    """Return the digest of the letter that an entry's body names, if it names one."""
    inner = body.content if isinstance(body, Correction) else body
    return inner.sealed if isinstance(inner, PeopleList | Manifest | Substitution) else None


def people_of(body: Body) -> set[str]:
    """Return the commitments of the people whose details belong to a body."""
    inner = body.content if isinstance(body, Correction) else body
    match inner:
        case PeopleList():
            passengers: Iterable[str] = (one.person for one in inner.people)
        case Manifest():
            passengers = (one.person for one in (*inner.people, *inner.goodwill))
        case Substitution():
            passengers = (one.person for one in inner.ins)
        case _:
            passengers = ()
    return set(passengers)


def _details(tree: dict[str, object]) -> Details:
    details = tree["details"]
    if tree.keys() != {"person", "salt", "details"} or not isinstance(details, dict):
        raise ValueError("other fields than a person's")
    return Details(str(tree["person"]), bytes.fromhex(str(tree["salt"])), details)


def _check_commitments(people: Sequence[Details]) -> None:
    if len(people) > MAX_PEOPLE:
        raise LetterError(f"A letter is about at most {MAX_PEOPLE:,} people; send several.")
    if len({one.person for one in people}) != len(people):
        raise LetterError("The letter has details of one person twice.")
    for number, one in enumerate(people, 1):
        try:
            good = len(one.salt) == SALT_BYTES and opens(one.person, one.details, one.salt)
        except CommitmentError:
            good = False
        if not good:
            raise LetterError(f"Person {number} of the letter is not the one that the log committed to.")
