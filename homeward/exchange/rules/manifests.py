"""Rules of lists, answers, manifests and substitutions: who may be named, who may be moved.

1. A person of a manifest stands on a list of the giver's, as held or offered, in the same category.
2. Whoever an intermediary has recorded as not wishing to go is put on no manifest (GC III 109).
3. A person is on one manifest at a time, and counts once, on whichever side one looks.
4. Who has left a manifest returns to another, not to the same: what is dead stays dead.
"""

from collections import Counter

from homeward.exchange.book import Proposal, leg_of
from homeward.exchange.order import Event
from homeward.exchange.rulebook import RuleError, rule
from homeward.exchange.standing import Leg
from homeward.exchange.view import View, too_many
from homeward.exchange.words import (
    Answer,
    ListKind,
    Manifest,
    Outcome,
    Passenger,
    PeopleList,
    Replied,
    Resolution,
    Substitution,
    Terms,
)

LIST = rule("list.people", "A list names each person once, and is for others than its author.")
LIST_BY = rule("list.by", "Only a party says whom it holds, seeks, offers or requests.")
TO = rule("answer.to", "Only an addressee answers a list, having seen it, and only about its people, each once.")
WISH = rule(
    "answer.wish",
    "Only an intermediary records a wish not to go, about a person whom the author of the list holds or offers.",
    "GC III 109: no repatriation against the will during hostilities",
)
HELD_AS = rule("answer.held-as", "An answer points to a person of the answerer's own list, and only to confirm.")
MANIFEST_TERMS = rule("manifest.terms", "A manifest is made under the terms in force.")
UNDECIDED = rule("terms.undecided", "Whoever stands behind new terms not yet decided agrees to no manifest meanwhile.")
PLACE = rule("manifest.place", "A manifest names a stage, a point and two parties of the terms.")
PEOPLE = rule("manifest.people", "A manifest or substitution names somebody, and each person once.")
LISTED = rule("manifest.listed", "Every person stands on a list of the giver's, as held or offered, in that category.")
BARRED = rule(
    "manifest.wish",
    "Nobody recorded as not wishing to go is put on a manifest.",
    "GC III 109: no repatriation against the will during hostilities",
)
ONCE = rule("manifest.once", "A party stands behind one manifest, in force or open, for one person.")
ROOM = rule("manifest.room", "A manifest stays inside the terms, with all that the party already stands behind.")
OUT_OF = rule("substitution.manifest", "A substitution changes a manifest in force, and who leaves is on it.")
MOVED = rule("substitution.moved", "Nobody leaves a manifest of whom a side, or a resolution, says that they went.")
BUSY = rule("substitution.once", "A party stands behind one open substitution for one person.")
RETURN = rule("substitution.return", "Who has left a manifest does not return to the same one.")


def check_list(event: Event, body: PeopleList, view: View) -> None:
    """Check a list.

    Raises:
        RuleError: a ``list.*`` rule.
    """
    author = event.ref.participant
    if author not in view.book.parties:
        raise RuleError(LIST_BY)
    people = [one.person for one in body.people]
    others = set(view.book.names) - {author}
    if len(set(people)) != len(people) or not set(body.to) <= others or len(set(body.to)) != len(body.to):
        raise RuleError(LIST)


def check_answer(event: Event, body: Answer, view: View) -> None:
    """Check an answer.

    Raises:
        RuleError: an ``answer.*`` rule.
    """
    author = event.ref.participant
    kept = view.book.kept.get(body.list)
    newest = view.content(kept) if kept else None
    if kept is None or newest is None or not isinstance(newest[1], PeopleList) or author not in newest[1].to:
        raise RuleError(TO)
    listed = {one.person for one in newest[1].people}
    asked = [one.person for one in body.replies]
    if len(set(asked)) != len(asked) or not set(asked) <= listed:
        raise RuleError(TO)
    held = newest[1].kind in {ListKind.HELD, ListKind.OFFERED}
    neutral = author in view.book.intermediaries
    own = view.listed(author) if any(one.held_as for one in body.replies) else {}
    for one in body.replies:
        if one.reply is Replied.DOES_NOT_WISH and not (neutral and held):
            raise RuleError(WISH)
        if one.held_as is not None and (one.reply is not Replied.CONFIRMED or one.held_as not in own):
            raise RuleError(HELD_AS)


def check_manifest(body: Manifest, view: View) -> None:
    """Check what anyone who offers or accepts a manifest must have seen to be so.

    Raises:
        RuleError: a ``manifest.*`` rule.
    """
    current = view.terms()
    if current is None or current.event.ref.digest != body.terms:
        raise RuleError(MANIFEST_TERMS)
    terms = view.agreed()
    assert terms is not None
    check_leg(leg_of(body), terms, view)
    if body.point not in {one.name for one in terms.points}:
        raise RuleError(PLACE, f"There is no point {body.point}.")
    named = (*body.people, *body.goodwill)
    if not named or len({one.person for one in named}) != len(named):
        raise RuleError(PEOPLE)
    _check_nameable(named, body.giver, view)


def check_leg(leg: Leg, terms: Terms, view: View) -> None:
    """Check that a leg is one of the terms: a stage of theirs, between two parties.

    Raises:
        RuleError: ``manifest.place``.
    """
    if leg.giver == leg.receiver or not {leg.giver, leg.receiver} <= set(view.book.parties):
        raise RuleError(PLACE, "Giver and receiver are two parties.")
    if leg.stage not in {stage.name for stage in terms.stages}:
        raise RuleError(PLACE, f"There is no stage {leg.stage}.")


def _check_nameable(people: tuple[Passenger, ...], giver: str, view: View) -> None:
    listed, barred = view.listed(giver), view.barred(giver)
    for one in people:
        if one.person not in listed or listed[one.person][0].category != one.category:
            raise RuleError(LISTED, f"{one.person[:12]} is not, as {one.category}.")
        if one.person in barred:
            raise RuleError(BARRED, f"{one.person[:12]} does not wish to go.")


def check_manifest_hold(name: str, body: Manifest, view: View) -> None:
    """Check that a giver or receiver is free to stand behind a manifest.

    Raises:
        RuleError: ``terms.undecided``, ``manifest.once`` or ``manifest.room``.
    """
    _check_free(name, (*body.people, *body.goodwill), body.giver, view)
    gain = Counter(one.category for one in body.people)
    _check_room(name, leg_of(body), gain, view)


def _check_free(name: str, people: tuple[Passenger, ...], giver: str, view: View) -> None:
    if any(isinstance(one.body, Terms) for one in view.undecided(name)):
        raise RuleError(UNDECIDED)
    held = view.held(name, giver)
    for one in people:
        if one.person in held:
            other = held[one.person].event.ref
            raise RuleError(ONCE, f"{one.person[:12]} is in entry {other.index} of {other.participant}.")


def _check_room(name: str, leg: Leg, gain: Counter[str], view: View) -> None:
    terms = view.agreed()
    load = view.load(name, leg.giver, leg.receiver)
    load[leg].update(gain)
    assert terms is not None, "a manifest is made under terms in force"
    if over := too_many(load, terms, leg.giver, leg.receiver):
        raise RuleError(ROOM, over)


def check_substitution(body: Substitution, view: View) -> Manifest:
    """Check what anyone who offers or accepts a substitution must have seen to be so; return its manifest.

    Raises:
        RuleError: a ``substitution.*`` or ``manifest.*`` rule.
    """
    proposal = view.book.proposals.get(body.manifest)
    if proposal is None or not isinstance(proposal.body, Manifest) or not view.has(proposal.event):
        raise RuleError(OUT_OF)
    roster = view.roster(proposal)
    if not view.in_force(proposal) or any(out not in roster for out in body.outs):
        raise RuleError(OUT_OF)
    named = [*body.outs, *(one.person for one in body.ins)]
    if not named or len(set(named)) != len(named):
        raise RuleError(PEOPLE)
    _check_nameable(body.ins, proposal.body.giver, view)
    been = _ever_on(proposal, view)
    if any(one.person in been for one in body.ins):
        raise RuleError(RETURN)
    _check_not_moved(body, proposal.body, view)
    return proposal.body


def _ever_on(proposal: Proposal, view: View) -> set[str]:
    assert isinstance(proposal.body, Manifest)
    been = {one.person for one in (*proposal.body.people, *proposal.body.goodwill)}
    for other, body in view.substitutions(proposal):
        if view.in_force(other):
            been |= {one.person for one in body.ins}
    return been


def _check_not_moved(body: Substitution, manifest: Manifest, view: View) -> None:
    leg = leg_of(manifest)
    outs = set(body.outs)
    for name in (manifest.giver, manifest.receiver):
        for person, outcome, _ in view.words(name, leg):
            if person in outs and outcome in {Outcome.DEPARTED, Outcome.RECEIVED}:
                raise RuleError(MOVED, f"{person[:12]}, by the word of {name}.")
    for resolution in view.book.resolutions.get(leg, ()):
        if view.has(resolution.event) and isinstance(resolution.body, Resolution) and not view.dead(resolution):
            for one in resolution.body.people:
                if one.person in outs and one.outcome is Outcome.RECEIVED:
                    raise RuleError(MOVED, f"{one.person[:12]}, by a resolution.")


def check_substitution_hold(name: str, body: Substitution, view: View) -> None:
    """Check that a giver or receiver is free to stand behind a substitution.

    Raises:
        RuleError: ``substitution.once``, ``terms.undecided``, ``manifest.once`` or ``manifest.room``.
    """
    proposal = view.book.proposals[body.manifest]
    assert isinstance(proposal.body, Manifest)
    if set(body.outs) & leaving(name, proposal.body.giver, view):
        raise RuleError(BUSY)
    _check_free(name, body.ins, proposal.body.giver, view)
    _check_room(name, leg_of(proposal.body), view.gain(body, proposal), view)


def leaving(name: str, giver: str, view: View) -> set[str]:
    """Return the people of a giver whom an open substitution, that this participant stands behind, would take out."""
    outs: set[str] = set()
    for proposal in view.undecided(name):
        if isinstance(proposal.body, Substitution):
            manifest = view.book.proposals[proposal.body.manifest].body
            if isinstance(manifest, Manifest) and manifest.giver == giver:
                outs |= set(proposal.body.outs)
    return outs
