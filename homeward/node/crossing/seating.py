"""Who is due at a crossing: the people of the manifests in force, each under a number, with their names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from homeward.exchange import State
from homeward.exchange.standing import Leg, Word
from homeward.exchange.words import Outcome
from homeward.node.crossing.latin import alphabetical, latin
from homeward.node.crossing.models import Crossing, Seat, Tick
from homeward.node.crossing.ticks import NOTHING, Mark, standing
from homeward.node.journal import saying
from homeward.node.people.actions import name_of, open_letters
from homeward.node.people.models import Listed

GOES = {True: Outcome.DEPARTED, False: Outcome.RECEIVED}  # whether this node gives: what its officer says of who goes
STAYS = (Outcome.ABSENT, Outcome.DOES_NOT_WISH, Outcome.DECEASED, Outcome.REFUSED)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody's name and what else is read out at a crossing; empty for those whose details are not here.

    ``title`` is what to call them on a screen: the name, or else the beginning of the commitment.
    """

    title: str
    name: str = ""
    latin: str = ""
    born: str = ""
    rank: str = ""
    number: str = ""  # service number
    stretcher: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody due at a crossing: who, what is ticked, what this node has signed, what the other side has."""

    seat: Seat
    who: Who
    mark: Mark
    signed: Word | None
    other: Word | None
    unwilling: bool  # does not wish to go, by the intermediary's record (GC III 109)

    @property
    def outcome(self) -> str:
        """What stands: the tick, or what was signed where nothing is ticked."""
        return self.mark.outcome or (self.signed.outcome.value if self.signed else "")

    @property
    def changed(self) -> bool:
        """Whether something else was signed than what stands now."""
        return self.signed is not None and bool(self.mark.outcome) and self.mark.outcome != self.signed.outcome.value


def leg_of(crossing: Crossing) -> Leg:
    """Return the direction of the stage."""
    return Leg(crossing.stage, crossing.giver, crossing.receiver)


def speaks(crossing: Crossing) -> bool:
    """Whether this node's participant records here: the giver who left, the receiver who arrived."""
    return saying.desk().name in {crossing.giver, crossing.receiver}


def gives(crossing: Crossing) -> bool:
    """Whether this node's participant is the giver."""
    return saying.desk().name == crossing.giver


def outcomes(crossing: Crossing) -> list[Outcome]:
    """Return what an officer of this node can say of somebody here, who goes first."""
    giving = gives(crossing)
    return [GOES[giving], *STAYS, *([] if giving else [Outcome.WRONG_PERSON])]


def due(state: State) -> dict[tuple[Leg, str], dict[str, tuple[str, bool]]]:
    """Return who is due where: by leg and point, each person's category and whether they go as goodwill."""
    found: dict[tuple[Leg, str], dict[str, tuple[str, bool]]] = {}
    for roster in state.rosters:
        people = found.setdefault((roster.leg, roster.manifest.point), {})
        people |= {one.person: (one.category, False) for one in roster.people}
        people |= {one.person: (one.category, True) for one in roster.goodwill}
    return found


def crossings(state: State) -> list[Crossing]:
    """Return the crossings of the manifests in force, in the order of the terms; each is remembered when first met."""
    kept = {(one.stage, one.giver, one.receiver, one.point): one for one in Crossing.objects.all()}
    found = []
    for leg, point in due(state):
        place = (leg.stage, leg.giver, leg.receiver, point)
        if place not in kept:
            kept[place], _ = Crossing.objects.get_or_create(
                stage=leg.stage, giver=leg.giver, receiver=leg.receiver, point=point
            )
        found.append(kept[place])
    return found


def seats(crossing: Crossing, state: State) -> list[Seat]:
    """Return everyone due at a crossing by number; who comes onto the manifest later gets the next number.

    Numbers are given by name and never used again, since they stand on paper and in the memory of phones.
    """
    people = due(state).get((leg_of(crossing), crossing.point), {})
    known = list(crossing.seats.all())
    if {seat.person for seat in known if not seat.left} == people.keys():
        return known
    names = whose(crossing.giver, people)
    with transaction.atomic():
        Crossing.objects.select_for_update().get(pk=crossing.pk)
        known = list(crossing.seats.all())
        for seat in known:
            if seat.left == (seat.person in people):
                seat.left = not seat.left
                seat.save(update_fields=["left"])
        last = max((seat.number for seat in known), default=0)
        fresh = sorted(
            people.keys() - {seat.person for seat in known}, key=lambda one: (alphabetical(names[one].name), one)
        )
        Seat.objects.bulk_create(
            Seat(crossing=crossing, number=last + place, person=one, category=people[one][0], goodwill=people[one][1])
            for place, one in enumerate(fresh, 1)
        )
    return list(crossing.seats.all())


def whose(giver: str, commitments: Iterable[str]) -> dict[str, Who]:
    """Return who is behind the commitments of a giver, as far as their details are here."""
    wanted = list(commitments)
    if _listed(giver, wanted).count() != len(set(wanted)):
        open_letters()
    found = {row.commitment: _who(row) for row in _listed(giver, wanted).select_related("person")}
    return {one: found.get(one) or Who(one[:12]) for one in wanted}


def _listed(giver: str, commitments: list[str]) -> QuerySet[Listed]:
    return Listed.objects.filter(author=giver, commitment__in=commitments, erased_at=None)


def _who(row: Listed) -> Who:
    details = row.details or {}
    name = name_of(row)
    return Who(
        title=name or row.commitment[:12],
        name=name,
        latin=latin(name, ukrainian="ukraine" in row.to),
        born=str(details.get("born", "")),
        rank=str(details.get("rank", "")),
        number=str(details.get("service_number", "")),
        stretcher=bool(row.person and row.person.stretcher),
    )


def rows(crossing: Crossing, state: State, *, all_seats: bool = False) -> list[Row]:
    """Return everyone due at a crossing, by number, with all that stands about them.

    Args:
        crossing: which.
        state: of the exchange.
        all_seats: also those who have been taken off the manifest since.
    """
    found = [seat for seat in seats(crossing, state) if all_seats or not seat.left]
    names = whose(crossing.giver, [seat.person for seat in found])
    marks = marks_of(crossing)
    giving = gives(crossing)
    barred = state.view.barred(crossing.giver) if state.view else {}
    result = []
    for seat in found:
        said = state.person(crossing.giver, seat.person)
        words = (said.departure, said.receipt) if said else (None, None)
        own, other = words if giving else words[::-1]
        mark = marks.get(seat.pk, NOTHING)
        result.append(Row(seat, names[seat.person], mark, own, other, seat.person in barred))
    return result


def marks_of(crossing: Crossing) -> dict[int, Mark]:
    """Return what stands of the ticks of a crossing, by seat."""
    by_seat: dict[int, list[Tick]] = {}
    for tick in Tick.objects.filter(seat__crossing=crossing).order_by("id"):
        by_seat.setdefault(tick.seat_id, []).append(tick)
    return {seat: standing(ticks) for seat, ticks in by_seat.items()}
