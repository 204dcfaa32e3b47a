"""What other rooms ask: take in what arrived, have it compared, and what is to be answered to a list."""

from django.contrib.auth.models import User
from django.db import transaction

from homeward.exchange import ExchangeError, decode
from homeward.exchange.words import Correction, ListKind, PeopleList, Replied
from homeward.node.compare import matching
from homeward.node.compare.models import Arrival, Pair
from homeward.node.jobs import actions as jobs
from homeward.node.jobs.models import Job
from homeward.node.journal.saying import desk
from homeward.node.people.actions import open_letters
from homeward.node.people.models import Holding, Listed, Person, Standing


def take_arrivals() -> int:
    """Open the letters that came and note the lists they belong to; return how many lists are new."""
    open_letters()
    speaking = desk()
    known = set(Arrival.objects.values_list("digest", flat=True))
    count = 0
    for logged in speaking.logged():
        if logged.participant == speaking.name:
            continue
        try:
            body = decode(logged.payload).body
        except ExchangeError:
            continue
        digest = body.of if isinstance(body, Correction) else logged.digest
        inner = body.content if isinstance(body, Correction) else body
        if not isinstance(inner, PeopleList) or digest in known:
            continue
        people = Listed.objects.filter(author=logged.participant, list_digest=digest).count()
        if people:
            Arrival.objects.create(digest=digest, author=logged.participant, kind=inner.kind.value, people=people)
            known.add(digest)
            count += 1
    return count


@transaction.atomic
def compare(user: User | None, author: str) -> Job:
    """Have the lists of a participant compared with the registry.

    Raises:
        JobError: whoever asks has not the right.
    """
    return jobs.start(user, matching.KIND, author, Listed.objects.filter(author=author).count())


def answers_for(list_digest: str) -> list[tuple[str, Replied]]:
    """Return what is to be answered to a list, person by person, as far as it is decided.

    Who is found is confirmed, or told to be deceased. Whom nobody found is *not held* where the list asks for people
    (sought, requested), and *unknown* where it names people whom the other side has (held, offered). Who is not judged
    yet is not in it.

    Args:
        list_digest: of the list's entry.

    Returns:
        Commitment and reply, in the order of the commitments.
    """
    arrival = Arrival.objects.filter(digest=list_digest).first()
    if arrival is None:
        return []
    asked = arrival.kind in {ListKind.SOUGHT, ListKind.REQUESTED}
    decided = Pair.objects.filter(arrival=arrival).exclude(decided__in=("", Pair.Decided.UNSURE))
    return [
        (pair.listed.commitment, _reply(pair.listed.person if pair.decided == Pair.Decided.SAME else None, asked=asked))
        for pair in decided.select_related("listed", "listed__person").order_by("listed__commitment")
    ]


def undecided(list_digest: str) -> int:
    """Return how many people of a list wait to be judged."""
    return Pair.objects.filter(arrival__digest=list_digest, decided__in=("", Pair.Decided.UNSURE)).count()


def _reply(person: Person | None, *, asked: bool) -> Replied:
    found = None if person is None else person.root
    if found is not None and found.standing == Standing.DECEASED:
        return Replied.DECEASED
    if asked:
        return Replied.CONFIRMED if found is not None and found.holding == Holding.HELD else Replied.NOT_HELD
    return Replied.CONFIRMED if found is not None else Replied.UNKNOWN


def forget(people: list[Person], listed: list[Listed]) -> None:
    """Forget what the comparison keeps of people who are erased."""
    pairs = Pair.objects.filter(person__in=people) | Pair.objects.filter(listed__in=listed)
    numbers = list(pairs.values_list("pk", flat=True))
    keys = {person.key for person in people}
    for pair in Pair.objects.filter(pk__in=numbers):
        pair.evidence, pair.person = [], None
        pair.others = [one for one in pair.others if one[0] not in keys]
        pair.judgements.update(reason="")
        pair.save()
