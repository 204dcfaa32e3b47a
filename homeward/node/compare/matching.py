"""The engine is asked about the lists of one participant, all at once, since a person is only once on them.

What people judged before is told to the engine, and is never overridden by it.
"""

from collections.abc import Iterable, Mapping, Sequence
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from homeward.matching import Decision, Judged, match
from homeward.node.compare.models import Arrival, Pair
from homeward.node.jobs.work import Work
from homeward.node.people.models import Listed, Person
from homeward.node.people.registry import columns_of, index_of

KIND = "compare"
SAMPLE = 30  # pairs of an outcome that are looked at before the others are confirmed in bulk; all, if there are fewer
TWICE = 10  # one in so many is judged twice
_DETAILS = {
    "surname": "surname", "given": "first_name", "patronymic": "fathers_name", "sex": "sex", "birth": "born",
    "birth_place": "birth_place", "unit": "unit", "service_number": "service_number",
}  # fmt: skip


def compare_job(work: Work) -> str:
    """Compare the lists of a participant with the registry."""
    author = work.subject
    arrivals = {one.digest: one for one in Arrival.objects.filter(author=author)}
    listed = list(Listed.objects.filter(author=author, list_digest__in=arrivals, erased_at=None).order_by("id"))
    work.total = len(listed)
    people = dict(Person.objects.live().values_list("key", "pk"))
    known = judged(listed, people)
    columns = columns_of([(one.commitment, cells_of(one.details)) for one in listed])
    found = match(index_of(), columns, judged=known, progress=lambda done, _of: work.tell(done))
    decisions = list(found.decisions())
    with work.part():
        _write(decisions, listed, arrivals, people)
        for outcome in (Pair.Outcome.CERTAIN, Pair.Outcome.NOBODY):
            sample(author, outcome)
        Arrival.objects.filter(author=author).update(compared_at=timezone.now())
        work.done = len(listed)
    return ngettext("%(count)d person was compared.", "%(count)d people were compared.", len(listed)) % {
        "count": len(listed)
    }


def cells_of(details: Mapping[str, Any]) -> dict[str, str]:
    """Return the details of a letter as the registry's fields."""
    return {field: str(details.get(name, "")) for field, name in _DETAILS.items()}


def judged(listed: Iterable[Listed], people: Mapping[str, int]) -> list[Judged]:
    """Return what people judged about these before, as the engine takes it."""
    keys = {pk: key for key, pk in people.items()}
    found, taken = [], set()
    decided = Pair.objects.filter(listed__in=list(listed)).exclude(decided__in=("", Pair.Decided.UNSURE))
    for pair in decided.select_related("listed", "listed__person"):
        person = None if pair.listed.person is None else pair.listed.person.root
        if pair.decided == Pair.Decided.DIFFERENT:
            found.append(Judged(pair.listed.commitment, "", same=True))  # nobody of the registry
        elif person is not None and person.pk in keys and person.pk not in taken:
            taken.add(person.pk)
            found.append(Judged(pair.listed.commitment, keys[person.pk], same=True))
    return found


def sample(author: str, outcome: str) -> None:
    """Draw the pairs that are looked at first; what was drawn before stays drawn."""
    pairs = Pair.objects.filter(arrival__author=author, outcome=outcome)
    missing = SAMPLE - pairs.filter(sampled=True).count()
    rest = list(pairs.filter(sampled=False, decided="").values_list("pk", flat=True))
    if missing > 0 and rest:
        drawn = SystemRandom().sample(rest, min(missing, len(rest)))
        Pair.objects.filter(pk__in=drawn).update(sampled=True)


@transaction.atomic
def _write(
    decisions: Sequence[Decision], listed: Sequence[Listed], arrivals: Mapping[str, Arrival], people: Mapping[str, int]
) -> None:
    """Write down what the engine found; what people decided stays."""
    known = {pair.listed_id: pair for pair in Pair.objects.filter(listed__in=listed)}
    fresh: list[Pair] = []
    changed: list[Pair] = []
    for one, decision in zip(listed, decisions, strict=True):
        pair = known.get(one.pk) or Pair(
            arrival=arrivals[one.list_digest], listed=one, twice=int(one.commitment[:8], 16) % TWICE == 0
        )
        _fill(pair, decision, people)
        (changed if pair.pk else fresh).append(pair)
    Pair.objects.bulk_create(fresh, batch_size=300)
    names = ["person", "outcome", "probability", "bits", "evidence", "others", "nobody", "rivals"]
    Pair.objects.bulk_update(changed, names, batch_size=100)


def _fill(pair: Pair, decision: Decision, people: Mapping[str, int]) -> None:
    best = decision.best
    if pair.decided == "":
        pair.outcome = decision.outcome.value
    pair.person_id = people.get(best.id) if best is not None else None
    pair.probability, pair.bits = (best.probability, best.bits) if best is not None else (0.0, 0.0)
    pair.nobody, pair.rivals = decision.nobody, len(decision.rivals)
    pair.others = [[one.id, round(one.probability, 4)] for one in decision.others]
    if best is not None and best.evidence:
        pair.evidence = [[one.field.value, one.bits, one.theirs, one.ours, one.why.value] for one in best.evidence]
