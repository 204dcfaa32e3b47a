"""Judging: who works on which pair, what counts, what may be confirmed in bulk, and how far judges agree.

1. A pair is held for ten minutes by whoever is shown it; nobody else is given it meanwhile.
2. The first decision counts. Whoever comes later with an older page is told so, and nothing is kept.
3. *Not sure* decides nothing: the pair waits for somebody else.
4. One pair in ten is judged a second time by another judge, who is not told of the first decision. Agreement beyond
   chance is Cohen's kappa (Cohen 1960). Where the two differ, the pair waits to be looked at again.
5. What the engine calls certain, or nobody, is confirmed in bulk only when a sample of thirty (or all, if fewer) was
   judged and not one judgement in it says otherwise.
6. A judgement is corrected by another one, with a reason; both stay.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.node import NodeError
from homeward.node.accounts.looks import looked
from homeward.node.compare.models import Judgement, Pair
from homeward.node.people.models import Listed, Person

HELD = timedelta(minutes=10)
FEW = 10  # pairs judged twice under which agreement says nothing
Decided, Outcome = Pair.Decided, Pair.Outcome
RIGHT: dict[str, str] = {Outcome.CERTAIN: Decided.SAME, Outcome.NOBODY: Decided.DIFFERENT}  # what a sample must say


class JudgingError(NodeError):
    """A judgement cannot be kept; the message, translated, says why."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far judges agree on what was judged twice.

    Attributes:
        pairs: how many were judged twice.
        same: of how many the verdicts are the same.
        kappa: agreement beyond chance, at most 1; None where there are too few, or chance alone explains all.
    """

    pairs: int
    same: int
    kappa: float | None


def waiting(author: str, user: User) -> "QuerySet[Pair]":
    """Return the pairs that somebody may be given: sampled ones first, then those to be judged, then second looks."""
    own = Judgement.objects.filter(pair=OuterRef("pk"), by=user, bulk=False)
    second = Judgement.objects.filter(pair=OuterRef("pk"), second=True)
    free = Q(held_by=None) | Q(held_by=user) | Q(held_until__lt=timezone.now())
    one_by_one = [Outcome.TO_JUDGE, *(outcome for outcome in RIGHT if is_spoilt(author, outcome))]
    undecided = Q(decided="") & (Q(sampled=True) | Q(outcome__in=one_by_one))
    due = Q(twice=True) & ~Q(decided__in=("", Decided.UNSURE)) & ~Exists(second)
    pairs = Pair.objects.filter(arrival__author=author, listed__erased_at=None).filter(free)
    return pairs.filter(undecided | Q(decided=Decided.UNSURE) | due).exclude(Exists(own))


@transaction.atomic
def next_for(author: str, user: User, after: int = 0) -> Pair | None:
    """Give somebody the next pair, and hold it for them; None if nothing waits.

    Args:
        author: whose list it is on.
        user: who judges.
        after: the pair that was passed over; it comes again after the others.
    """
    pairs = waiting(author, user).order_by("-sampled", "outcome", "pk")
    mine = pairs.filter(held_by=user, held_until__gte=timezone.now()).exclude(pk=after)
    pair = mine.first() or pairs.filter(pk__gt=after).first() or pairs.exclude(pk=after).first() or pairs.first()
    if pair is None:
        return None
    pair = Pair.objects.select_for_update().get(pk=pair.pk)
    if pair.held_by_id not in (None, user.pk) and pair.held_until and pair.held_until >= timezone.now():
        return None  # somebody was quicker; the next request finds another
    pair.held_by, pair.held_until = user, timezone.now() + HELD
    pair.save(update_fields=["held_by", "held_until"])
    return pair


@transaction.atomic
def release(pair: Pair, user: User) -> None:
    """Let others have a pair that was passed over."""
    Pair.objects.filter(pk=pair.pk, held_by=user).update(held_by=None, held_until=None)


def is_second(pair: Pair, user: User) -> bool:
    """Whether what somebody judges of a pair is a second look: another judge decided it, and it is due for one."""
    judged = list(pair.judgements.filter(bulk=False))
    decided = pair.decided not in ("", Decided.UNSURE)
    return pair.twice and decided and bool(judged) and not any(one.second or one.by_id == user.pk for one in judged)


@transaction.atomic
def judge(pair: Pair, user: User, verdict: str, person: Person | None, reason: str) -> Judgement:
    """Keep a judgement.

    Args:
        pair: of which pair.
        user: who judges.
        verdict: same, different or not sure.
        person: who it is, if it is somebody; the likeliest, unless another was chosen.
        reason: why, in words; needed where the engine is contradicted and where one is not sure.

    Raises:
        JudgingError: somebody else decided meanwhile, or something is missing.
    """
    pair = Pair.objects.select_for_update().select_related("listed").get(pk=pair.pk)
    if verdict not in Decided.values:
        raise JudgingError(_("Choose: the same person, different, or not sure."))
    if verdict == Decided.SAME and (person is None or person.erased_at is not None):
        raise JudgingError(_("Say who of the registry it is."))
    against = RIGHT.get(pair.outcome)
    if not reason.strip() and (verdict == Decided.UNSURE or (against is not None and verdict != against)):
        raise JudgingError(_("Give the reason in a few words."))
    second = is_second(pair, user)
    if not second and pair.decided not in ("", Decided.UNSURE):
        raise JudgingError(_("Somebody else has decided this pair meanwhile; go on with the next."))
    return _keep(pair, user, verdict, person, reason, second=second)


@transaction.atomic
def correct(pair: Pair, user: User, verdict: str, person: Person | None, reason: str) -> Judgement:
    """Judge a pair anew that was decided: the new judgement counts, and the old ones stay to be read.

    Raises:
        JudgingError: no reason is given, or nobody is named.
    """
    pair = Pair.objects.select_for_update().select_related("listed").get(pk=pair.pk)
    if not reason.strip():
        raise JudgingError(_("Say why what was judged before is wrong."))
    if verdict not in Decided.values or (verdict == Decided.SAME and person is None):
        raise JudgingError(_("Choose: the same person, different, or not sure."))
    return _keep(pair, user, verdict, person, reason, second=False)


def _keep(pair: Pair, user: User, verdict: str, person: Person | None, reason: str, *, second: bool) -> Judgement:
    chosen = person if verdict == Decided.SAME else None
    made = Judgement.objects.create(
        pair=pair, verdict=verdict, person=chosen, reason=reason.strip()[:2000], second=second, by=user
    )
    pair.held_by = pair.held_until = None
    if not second:
        pair.decided = verdict
        Listed.objects.filter(pk=pair.listed_id).update(person=chosen)
    pair.save(update_fields=["held_by", "held_until", "decided"])
    looked(user, "changed", "list", pair.listed.commitment)
    return made


# --- in bulk ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bulk:
    """What may be confirmed at once.

    Attributes:
        outcome: of the engine.
        left: pairs that would be confirmed.
        sampled, looked_at: pairs of the sample, and how many of them were judged.
        wrong: judgements in it that say otherwise, or that are not sure.
    """

    outcome: str
    left: int
    sampled: int
    looked_at: int
    wrong: int

    @property
    def is_open(self) -> bool:
        """Whether the rest may be confirmed."""
        return bool(self.left) and not self.wrong and self.looked_at == self.sampled


def is_spoilt(author: str, outcome: str) -> bool:
    """Whether a judgement in the sample of an outcome says otherwise, so that all of it is judged one by one."""
    said = Judgement.objects.filter(pair__arrival__author=author, pair__outcome=outcome, pair__sampled=True, bulk=False)
    return said.exclude(verdict=RIGHT[outcome]).exists()


def bulk_of(author: str, outcome: str) -> Bulk:
    """Return how the sample of an outcome stands."""
    pairs = Pair.objects.filter(arrival__author=author, outcome=outcome, listed__erased_at=None)
    drawn = pairs.filter(sampled=True)
    judged = drawn.exclude(decided="")
    said = Judgement.objects.filter(pair__in=drawn, bulk=False).exclude(verdict=RIGHT[outcome])
    return Bulk(
        outcome,
        pairs.filter(decided="", sampled=False).count(),
        drawn.count(),
        judged.count(),
        said.values("pair").distinct().count(),
    )


@transaction.atomic
def confirm(author: str, outcome: str, user: User) -> int:
    """Confirm the rest of an outcome at once; return how many.

    Raises:
        JudgingError: the sample is not judged, or a judgement in it says otherwise.
    """
    stands = bulk_of(author, outcome)
    if stands.wrong:
        raise JudgingError(_("A judgement in the sample says otherwise: these are judged one by one."))
    if not stands.is_open:
        raise JudgingError(_("The sample has not been judged yet."))
    pairs = list(
        Pair.objects.filter(
            arrival__author=author, outcome=outcome, decided="", sampled=False, listed__erased_at=None
        ).select_related("listed", "person")
    )
    verdict = RIGHT[outcome]
    same = verdict == Decided.SAME
    pairs = [pair for pair in pairs if not same or pair.person is not None]
    Judgement.objects.bulk_create(
        (
            Judgement(pair=pair, verdict=verdict, person=pair.person if same else None, bulk=True, by=user)
            for pair in pairs
        ),
        batch_size=300,
    )
    for pair in pairs:
        pair.decided = verdict
        pair.listed.person = pair.person if same else None
    Pair.objects.bulk_update(pairs, ["decided"], batch_size=300)
    Listed.objects.bulk_update([pair.listed for pair in pairs], ["person"], batch_size=300)
    looked(user, "changed", "list", author, len(pairs))
    return len(pairs)


def agreement(author: str | None = None) -> Agreement:
    """Return how far the first and the second judges agree (Cohen's kappa)."""
    seconds = Judgement.objects.filter(second=True).select_related("pair")
    if author is not None:
        seconds = seconds.filter(pair__arrival__author=author)
    firsts: dict[int, str] = {}
    for one in Judgement.objects.filter(pair__in=seconds.values("pair"), second=False).order_by("id"):
        if one.verdict != Decided.UNSURE or one.pair_id not in firsts:
            firsts.setdefault(one.pair_id, one.verdict)
    pairs = [(firsts[one.pair_id], one.verdict) for one in seconds if one.pair_id in firsts]
    return Agreement(len(pairs), sum(a == b for a, b in pairs), kappa(pairs))


def kappa(pairs: list[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of pairs of verdicts; None for fewer than ten, or where chance explains everything."""
    number = len(pairs)
    if number < FEW:
        return None
    labels = {label for pair in pairs for label in pair}
    by_chance = (
        sum(sum(a == label for a, _ in pairs) * sum(b == label for _, b in pairs) for label in labels) / number**2
    )
    if by_chance >= 1:
        return None
    return (sum(a == b for a, b in pairs) / number - by_chance) / (1 - by_chance)


def disagreements(author: str) -> "QuerySet[Pair]":
    """Return the pairs on which the two judges differ and nobody has looked since."""
    second = Judgement.objects.filter(pair=OuterRef("pk"), second=True)
    later = Judgement.objects.filter(pair=OuterRef("pk"), second=False, id__gt=OuterRef("second_id"))
    differing = second.exclude(verdict=OuterRef("decided")).order_by("-id")
    return (
        Pair.objects.filter(arrival__author=author, twice=True)
        .annotate(second_id=differing.values("id")[:1])
        .filter(second_id__isnull=False)
        .exclude(Exists(later))
    )
