"""Somebody of a manifest cannot travel: who goes instead, of those confirmed and not yet on a manifest."""

from collections import Counter
from collections.abc import Sequence

from homeward.exchange import State
from homeward.exchange.standing import Roster
from homeward.exchange.view import bucket, quotas_of
from homeward.exchange.words import Manifest, Passenger, Substitution
from homeward.node.agreeing import letters, names, record
from homeward.node.agreeing.sending import Spoken

LATE = "9999"  # whoever's capture is not dated comes last of a class


def roster_of(state: State, digest: str) -> Roster | None:
    """Return a manifest in force as it stands now, or None."""
    return next((one for one in state.rosters if one.ref.digest == digest), None)


def reserve(state: State, roster: Roster) -> list[Passenger]:
    """Return who may go instead: by the terms' classes, then who is longest in captivity, as far as it is known."""
    priorities = state.terms.terms.priorities if state.terms else ()
    rank = {name: place for place, name in enumerate(priorities)}
    been = {one.person for one in (*roster.manifest.people, *roster.manifest.goodwill)}
    waiting = [one for one in record.willing(state, roster.leg.giver, roster.leg.receiver) if one.person not in been]
    known = names.known(roster.leg.giver, (one.person for one in waiting))

    def place(one: Passenger) -> tuple[int, str, str]:
        row = known.get(one.person)
        since = row.person.captured_on if row is not None and row.person is not None else ""
        return rank.get(one.priority or "", len(rank)), since or LATE, one.person

    return sorted(waiting, key=place)


def suggested(state: State, roster: Roster, outs: Sequence[str]) -> list[Passenger]:
    """Return the next in reserve for those who leave: of the same quota, as many, as far as there are."""
    quotas = quotas_of(state.terms.terms.quotas, roster.leg.giver, roster.leg.receiver) if state.terms else {}
    leaving = set(outs)
    missing = Counter(bucket(one.category, quotas) for one in roster.people if one.person in leaving)
    found = []
    for one in reserve(state, roster):
        if missing[bucket(one.category, quotas)] > 0:
            missing[bucket(one.category, quotas)] -= 1
            found.append(one)
    return found


def substitution(state: State, roster: Roster, outs: Sequence[str], ins: Sequence[Passenger], reason: str) -> Spoken:
    """Write a substitution, with a letter about those who join where this node knows who they are."""
    body = Substitution(roster.ref.digest, tuple(sorted(outs)), tuple(sorted(ins, key=lambda one: one.person)), reason)
    return Spoken(body, letters.readers(state, roster.leg.giver, roster.leg.receiver, [one.person for one in ins]))


def manifest(state: State, body: Manifest) -> Spoken:
    """Write a manifest, with a letter where this node knows who its people are."""
    named = [one.person for one in (*body.people, *body.goodwill)]
    return Spoken(body, letters.readers(state, body.giver, body.receiver, named))
