"""What waits for a reviewer before the public record says it: a mediator that the data does not know.

Such a mediator is called by words cut out of a sentence. They may be the name of a private person, or no mediator at
all; its document alone shows them until somebody accepts or corrects the claim.
"""

from collections.abc import Container
from dataclasses import replace

from homeward.reading import is_known
from homeward.weighing.words import PublicRecord, Said

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
    return replace(record, exchanges=tuple(exchanges))


def _is_sure(mediator: Said, accepted: Accepted) -> bool:
    by_people = (voice.row is not None or (voice.document, voice.claim) in accepted for voice in mediator.voices)
    return is_known(mediator.value) or any(by_people)
