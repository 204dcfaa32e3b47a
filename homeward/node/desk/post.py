"""Letters at a desk: sealed to those who may know, kept, opened, checked against the log, and forgotten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.exchange import Logged, decode
from homeward.exchange.entries import Entry
from homeward.exchange.words import Correction, ExchangeError, PeopleList
from homeward.ledger import SealingError, decrypted, encrypted
from homeward.ledger.sealing import digest as digest_of
from homeward.node.desk import letters
from homeward.node.desk.desk import Desk
from homeward.node.desk.errors import DeskError, LetterError
from homeward.node.desk.letters import Contents, Details

PRIVATE = "-"  # the sender of what is left of an erased letter; it goes to nobody


class Arrival(StrEnum):
    """What became of a letter that an entry names."""

    AWAITED = "awaited"
    GOOD = "good"
    REFUSED = "refused"
    ERASED = "erased"
    OTHERS = "for others"


@dataclass(frozen=True, slots=True)
class Due:
    """A letter that an entry names: where, whose, and what became of it."""

    author: str
    index: int
    digest: str
    arrival: Arrival
    why: str = ""


def sealed(desk: Desk, people: Iterable[Details], to: Sequence[str]) -> tuple[str, bytes]:
    """Seal people's details to participants, and to the desk itself; return the digest and the letter.

    Args:
        desk: whose letter it is.
        people: commitments, salts and details.
        to: names of enrolled participants.

    Raises:
        DeskError: a recipient is not enrolled.
        LetterError: a commitment is not the one of its details.
    """
    recipients = [desk.card.sealing]
    for name in to:
        card = desk.cards.get(name)
        if card is None:
            raise DeskError(f"{name!r} is not enrolled here; nothing can be sealed to it.")
        recipients.append(card.sealing)
    contents = Contents(desk.exchange, desk.name, tuple(sorted(to)), tuple(people))
    ciphertext = encrypted(letters.write(contents), recipients)
    return digest_of(ciphertext), ciphertext


def attach(desk: Desk, people: Iterable[Details], to: Sequence[str], now: int) -> str:
    """Seal people's details, and keep the letter; return the digest to name in the entry. Raises as ``sealed``.

    Args:
        desk: whose letter it is.
        people: commitments, salts and details.
        to: names of enrolled participants.
        now: seconds since the epoch.
    """
    digest, ciphertext = sealed(desk, people, to)
    desk.shelf.put(digest, desk.name, ciphertext, now)
    return digest


def open_letter(desk: Desk, digest: str) -> Contents:
    """Open a letter and check it against the entry that names it; each commitment is computed anew.

    Raises:
        LetterError: it is not here, erased, not for this desk, or not what the log committed to; that is remembered.
    """
    letter = desk.shelf.letter(digest)
    if letter is None or letter.ciphertext is None:
        raise LetterError("This letter was erased." if letter else "This letter has not arrived yet.")
    named = _naming(desk, digest)
    if named is None:
        raise LetterError("No entry of any log here names this letter; what it says cannot be relied on.")
    try:
        contents = letters.read(decrypted(letter.ciphertext, *desk.keys.opening))
        letters.check(contents, desk.exchange, named[0].participant, named[1].body)
    except SealingError as error:
        raise LetterError("This letter is sealed to others.") from error
    except LetterError as error:
        desk.shelf.refuse(digest, str(error))
        raise
    return contents


def due(desk: Desk) -> list[Due]:
    """Return every letter that an entry here names, and what became of it."""
    found = []
    for logged, entry in _entries(desk):
        digest = letters.sealed_of(entry.body)
        if digest is None:
            continue
        letter = desk.shelf.letter(digest)
        arrival, why = Arrival.AWAITED, ""
        if letter is not None:
            arrival, why = _arrived(desk, digest, erased=letter.ciphertext is None)
        elif not _addressed(desk, entry):
            arrival = Arrival.OTHERS
        found.append(Due(logged.participant, logged.index, digest, arrival, why))
    return found


def erase(desk: Desk, digest: str) -> None:
    """Forget a letter's details and salts, for good. Every proof stays as it is: the log holds neither.

    Raises:
        LetterError: there is no such letter.
    """
    if desk.shelf.letter(digest) is None:
        raise LetterError("There is no such letter here.")
    desk.shelf.erase(digest)


def erase_person(desk: Desk, commitment: str, now: int) -> int:
    """Forget one person in every letter that this desk can open; return in how many.

    What is left of such a letter is sealed anew to this desk alone, as a letter that no entry names, and the letter
    itself is erased: its recipients keep their own copies, and are asked to do the same.
    """
    count = 0
    for digest in desk.shelf.letters():
        letter = desk.shelf.letter(digest)
        if letter is None or letter.ciphertext is None:
            continue
        try:
            contents = letters.read(decrypted(letter.ciphertext, *desk.keys.opening))
        except (SealingError, LetterError):
            continue
        left = tuple(one for one in contents.people if one.person != commitment)
        if len(left) == len(contents.people):
            continue
        if left:
            rest = Contents(contents.exchange, contents.author, (desk.name,), left)
            ciphertext = encrypted(letters.write(rest), [desk.card.sealing])
            desk.shelf.put(digest_of(ciphertext), PRIVATE, ciphertext, now)
        desk.shelf.erase(digest)
        count += 1
    return count


def _arrived(desk: Desk, digest: str, *, erased: bool) -> tuple[Arrival, str]:
    if erased:
        return Arrival.ERASED, ""
    try:
        open_letter(desk, digest)
    except LetterError as error:
        return (Arrival.OTHERS, "") if "sealed to others" in str(error) else (Arrival.REFUSED, str(error))
    return Arrival.GOOD, ""


def _naming(desk: Desk, digest: str) -> tuple[Logged, Entry] | None:
    return next(((one, entry) for one, entry in _entries(desk) if letters.sealed_of(entry.body) == digest), None)


def _entries(desk: Desk) -> Iterable[tuple[Logged, Entry]]:
    for one in desk.logged():
        try:
            yield one, decode(one.payload)
        except ExchangeError:
            continue


def _addressed(desk: Desk, entry: Entry) -> bool:
    inner = entry.body.content if isinstance(entry.body, Correction) else entry.body
    return not isinstance(inner, PeopleList) or desk.name in inner.to
