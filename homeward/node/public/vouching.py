"""What waits for a reviewer before the public record says it: a mediator that the data does not know.

Such a mediator is called by words cut out of a sentence. They may be the name of a private person, or no mediator at
all; the page of its document alone shows them until somebody accepts or corrects the claim.
"""

from collections.abc import Container
from dataclasses import replace

from homeward.reading import is_known
from homeward.reading.words import Kind
from homeward.weighing.words import PublicRecord, Said, Unplaced

Accepted = Container[tuple[str | None, int | None]]


def vouched(record: PublicRecord, accepted: Accepted) -> PublicRecord:
    """Return the record without the mediators that nobody vouches for.

    Args:
        record: as weighed.
        accepted: claims that somebody accepted or corrected, as key of their document and their index.
    """
    exchanges = (
        replace(one, mediators=tuple(said for said in one.mediators if _is_sure(said, accepted)))
        for one in record.exchanges
    )
    unplaced = (_without_name(one, accepted) for one in record.unplaced)
    return replace(record, exchanges=tuple(exchanges), unplaced=tuple(unplaced))


def names_a_stranger(kind: str | None, value: str | None) -> bool:
    """Whether a claim calls a mediator by what the data does not know; several names stand between semicolons."""
    named = [name.strip() for name in (value or "").split(";")]
    return kind == Kind.MEDIATOR and not all(map(is_known, named))


def _is_sure(mediator: Said, accepted: Accepted) -> bool:
    by_people = (voice.row is not None or (voice.document, voice.claim) in accepted for voice in mediator.voices)
    return is_known(mediator.value) or any(by_people)


def _without_name(one: Unplaced, accepted: Accepted) -> Unplaced:
    """A claim that belongs to no exchange, without its words where they call a mediator whom nobody vouches for."""
    voice = one.voice
    if not names_a_stranger(voice.claim_kind, voice.note) or (voice.document, voice.claim) in accepted:
        return one
    return replace(one, voice=replace(voice, evidence=None, note=None))
