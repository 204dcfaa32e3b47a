"""Rules of the crossing: departures, receipts, disputes, resolutions, and the correction of any record.

1. Each side speaks for itself: the giver of who left, the receiver of who arrived, once about each person.
2. A word is changed only by a correction, which is its author's own and keeps to what it corrects. A word that a
   resolution's backers had not said when they stood behind it opens the matter again (``resolution.heard`` and
   ``homeward.exchange.tally``): a correction never changes what was settled in silence.
3. A head-count that differs from the people counted is no broken rule: it is a difference, shown as one.
"""

from homeward.exchange.book import Kept, leg_of
from homeward.exchange.order import Event
from homeward.exchange.rulebook import RuleError, rule
from homeward.exchange.rules.manifests import check_answer, check_leg, check_list, leaving
from homeward.exchange.rules.telling import check_statement
from homeward.exchange.standing import Leg
from homeward.exchange.view import View
from homeward.exchange.words import (
    Answer,
    Correction,
    Departure,
    Dispute,
    Outcome,
    PeopleList,
    Receipt,
    Record,
    Resolution,
    Statement,
    Terms,
)

TERMS = rule("handover.terms", "Nothing is handed over before terms are in force.")
BY = rule("handover.by", "The giver says who left, the receiver who arrived.")
PLACE = rule("handover.place", "A record names a leg and a point of the terms, and each person once.")
OUTCOME = rule("handover.outcome", "A giver's word is not an arrival, nor a receiver's a departure.")
SEATED = rule("handover.manifest", "Every person of a record is on a manifest in force for that leg.")
ONCE = rule("handover.once", "A side speaks once of each person; afterwards it corrects.")
LEAVING = rule("handover.leaving", "Whoever agreed to take a person off the manifest does not record that they went.")
AGAINST = rule(
    "departure.wish",
    "Nobody departs whom the giver had seen recorded as not wishing to go.",
    "GC III 109: no repatriation against the will during hostilities",
)
DISPUTE_BY = rule("dispute.by", "A leg is contested by its giver, its receiver or an intermediary.")
DISPUTED = rule("dispute.people", "The people of a dispute are on a manifest in force for that leg, each once.")
RESOLUTION = rule("resolution.people", "A resolution settles something: disputes seen, people on manifests, a count.")
HEARD = rule("resolution.heard", "Nothing is settled about a person before both sides have said what became of them.")
SETTLED = rule("resolution.outcome", "A resolution says received, or why a person stayed.")
BUSY = rule("resolution.once", "A party stands behind one open resolution, and no open substitution, for one person.")
CORRECTS = rule("correction.own", "A correction is of a record of the author's own, named by its first entry.")
SCOPE = rule("correction.scope", "A correction keeps the type of the record, its leg, list, stage and kind.")

_GIVEN = frozenset({Outcome.DEPARTED, Outcome.ABSENT, Outcome.DOES_NOT_WISH, Outcome.DECEASED, Outcome.REFUSED})
_SETTLED = (_GIVEN - {Outcome.DEPARTED}) | {Outcome.RECEIVED}
_TAKEN = _SETTLED | {Outcome.WRONG_PERSON}


def _terms(view: View) -> Terms:
    terms = view.agreed()
    if terms is None:
        raise RuleError(TERMS)
    return terms


def check_handover(event: Event, body: Departure | Receipt, view: View, corrected: Kept | None = None) -> None:
    """Check a departure or a receipt, new or as the correction of an earlier one.

    Raises:
        RuleError: a ``handover.*``, ``departure.*`` or ``manifest.place`` rule.
    """
    terms, leg, author = _terms(view), leg_of(body), event.ref.participant
    gives = isinstance(body, Departure)
    if author != (body.giver if gives else body.receiver):
        raise RuleError(BY)
    check_leg(leg, terms, view)
    people = [one.person for one in body.people]
    if body.point not in {one.name for one in terms.points} or len(set(people)) != len(people):
        raise RuleError(PLACE)
    if not {one.outcome for one in body.people} <= (_GIVEN if gives else _TAKEN):
        raise RuleError(OUTCOME)
    went = {one.person for one in body.people if one.outcome in {Outcome.DEPARTED, Outcome.RECEIVED}}
    _check_seated(went, people, leg, corrected, view)
    told = view.book.told_of[author, leg]
    if again := next((person for person in people if told.get(person, corrected) is not corrected), None):
        raise RuleError(ONCE, f"{again[:12]} is in entry {told[again].event.ref.index}.")
    if went & leaving(author, leg.giver, view):
        raise RuleError(LEAVING)
    if gives and (unwilling := went & view.barred(leg.giver).keys() - _said_gone(corrected, view)):
        raise RuleError(AGAINST, f"{min(unwilling)[:12]}.")


def _check_seated(went: set[str], people: list[str], leg: Leg, corrected: Kept | None, view: View) -> None:
    """A correction may still name those who have left the manifest since, as staying."""
    seats = view.seats(leg)
    named = _named(corrected, view)
    for person in people:
        if person not in seats and (person in went or person not in named):
            raise RuleError(SEATED, f"{person[:12]} is not.")


def _named(corrected: Kept | None, view: View) -> set[str]:
    newest = view.content(corrected) if corrected else None
    if newest is None or not isinstance(newest[1], Departure | Receipt):
        return set()
    return {one.person for one in newest[1].people}


def _said_gone(corrected: Kept | None, view: View) -> set[str]:
    """Who already departed by the record being corrected: a wish recorded since does not make the correction void."""
    newest = view.content(corrected) if corrected else None
    if newest is None or not isinstance(newest[1], Departure):
        return set()
    return {one.person for one in newest[1].people if one.outcome is Outcome.DEPARTED}


def check_dispute(event: Event, body: Dispute, view: View) -> None:
    """Check a dispute.

    Raises:
        RuleError: a ``dispute.*``, ``handover.terms`` or ``manifest.place`` rule.
    """
    leg = leg_of(body)
    check_leg(leg, _terms(view), view)
    if event.ref.participant not in (body.giver, body.receiver, *view.book.intermediaries):
        raise RuleError(DISPUTE_BY)
    if len(set(body.people)) != len(body.people) or not set(body.people) <= view.seats(leg).keys():
        raise RuleError(DISPUTED)


def check_resolution(body: Resolution, view: View) -> None:
    """Check what anyone who offers or accepts a resolution must have seen to be so.

    Raises:
        RuleError: a ``resolution.*``, ``handover.terms`` or ``manifest.place`` rule.
    """
    leg = leg_of(body)
    check_leg(leg, _terms(view), view)
    people = [one.person for one in body.people]
    if not people and not body.disputes and body.total is None:
        raise RuleError(RESOLUTION)
    if len(set(people)) != len(people) or not set(people) <= view.seats(leg).keys():
        raise RuleError(RESOLUTION)
    contests = [view.book.contests.get(digest) for digest in body.disputes]
    if len(set(body.disputes)) != len(body.disputes) or not all(
        one is not None and view.has(one.event) and leg_of(one.body) == leg for one in contests
    ):
        raise RuleError(RESOLUTION, "It names a dispute that is not one of this leg.")
    if not {one.outcome for one in body.people} <= _SETTLED:
        raise RuleError(SETTLED)
    for name in (body.giver, body.receiver):
        spoken = {person for person, _, _ in view.words(name, leg)}
        if not set(people) <= spoken:
            raise RuleError(HEARD, f"{name} has not.")


def check_resolution_hold(name: str, body: Resolution, view: View) -> None:
    """Check that a participant is free to stand behind a resolution.

    Raises:
        RuleError: ``resolution.once``.
    """
    people = {one.person for one in body.people}
    if people & leaving(name, body.giver, view):
        raise RuleError(BUSY)
    for proposal in view.undecided(name):
        other = proposal.body
        if isinstance(other, Resolution) and leg_of(other) == leg_of(body):
            both_count = other.total is not None and body.total is not None
            if both_count or people & {one.person for one in other.people}:
                raise RuleError(BUSY, f"Entry {proposal.event.ref.index} of {proposal.event.ref.participant} is open.")


def check_record(event: Event, body: Record, view: View) -> None:
    """Check a new record by the rules of its type.

    Raises:
        RuleError: a rule of that type.
    """
    _check_content(event, body, view, None)


def _check_content(event: Event, body: Record, view: View, corrected: Kept | None) -> None:
    match body:
        case PeopleList():
            check_list(event, body, view)
        case Answer():
            check_answer(event, body, view)
        case Statement():
            check_statement(body, view)
        case Departure() | Receipt():
            check_handover(event, body, view, corrected)


def check_correction(event: Event, body: Correction, view: View) -> Kept:
    """Check a correction and return what it corrects.

    Raises:
        RuleError: a ``correction.*`` rule, or one of the type corrected.
    """
    kept = view.book.kept.get(body.of)
    newest = view.content(kept) if kept else None
    if kept is None or newest is None or kept.author != event.ref.participant:
        raise RuleError(CORRECTS)
    if _scope(newest[1]) != _scope(body.content):
        raise RuleError(SCOPE)
    _check_content(event, body.content, view, kept)
    return kept


def _scope(body: Record) -> tuple[object, ...]:
    match body:
        case PeopleList():
            return (PeopleList, body.kind)
        case Answer():
            return (Answer, body.list)
        case Statement():
            return (Statement, body.stage)
        case _:
            return (type(body), leg_of(body))
