"""What must hold of every state, counted anew from its entries, without the engine's own tally.

Each check quotes the clause it stands for: design, section 4, and GC III 109.
"""

from collections import Counter
from datetime import UTC, datetime

from homeward.exchange import Logged, State
from homeward.exchange.standing import Fate, OfferFate, PersonFate, Standing
from homeward.exchange.words import (
    Accept,
    Correction,
    Departure,
    Dispute,
    Manifest,
    Outcome,
    Receipt,
    Statement,
    Substitution,
    Terms,
    When,
    Withdraw,
)

FAR = datetime(2099, 1, 1, tzinfo=UTC)


def standing(state: State) -> list[Standing]:
    return [one for one in state.entries if one.fate is Fate.STANDS and one.entry is not None]


def nobody_is_handed_over_twice(state: State) -> None:
    """A person has one place on the manifests in force, so no two records can move them."""
    seats = Counter(
        (roster.leg.giver, one.person) for roster in state.rosters for one in (*roster.people, *roster.goodwill)
    )
    assert all(count == 1 for count in seats.values()), seats.most_common(1)
    handed = [one for one in state.people if one.fate is PersonFate.HANDED_OVER]
    assert sum(count(state, leg.giver, leg.receiver, leg.stage) for leg in state.legs) == len(handed)


def count(state: State, giver: str, receiver: str, stage: str) -> int:
    figures = state.figures(giver, receiver, stage)
    return figures.confirmed.value + figures.goodwill.value


def nothing_exceeds_the_terms(state: State) -> None:
    """``manifest``: inside the terms."""
    if state.terms is None:
        assert not state.rosters
        return
    terms = state.terms.terms
    agreed = {
        (stage.name, quota.giver, quota.receiver, quota.category): quota.count
        for stage in terms.stages
        for quota in stage.quotas
    }
    planned: Counter[tuple[str, str, str, str]] = Counter()
    for roster in state.rosters:
        for one in roster.people:
            planned[roster.leg.stage, roster.leg.giver, roster.leg.receiver, one.category] += 1
    for key, people in planned.items():
        assert people <= agreed.get(key, 0), key


def a_confirmed_leg_has_both_words_and_no_open_dispute(state: State) -> None:
    """``dispute``, ``resolution``: a stage is confirmed when both records agree or the difference is resolved."""
    entries = standing(state)
    withdrawn = {one.entry.body.of for one in entries if one.entry and isinstance(one.entry.body, Withdraw)}
    for leg in state.legs:
        if not state.leg(leg.stage, leg.giver, leg.receiver).confirmed:
            continue
        settled: set[str] = set()
        ended: set[str] = set()
        for offer in state.offers:
            if offer.fate is OfferFate.IN_FORCE and hasattr(offer.body, "disputes"):
                settled |= {one.person for one in offer.body.people}
                ended |= set(offer.body.disputes)
        for one in entries:
            body = one.entry.body if one.entry else None
            if isinstance(body, Dispute) and (body.stage, body.giver, body.receiver) == (
                leg.stage,
                leg.giver,
                leg.receiver,
            ):
                assert one.ref.digest in withdrawn | ended
        left, came = (
            words(entries, leg.giver, leg.stage, leg.receiver, Departure),
            words(entries, leg.receiver, leg.stage, leg.giver, Receipt),
        )
        people = {one.person for roster in state.rosters if roster.leg == leg for one in roster.people}
        assert people or any(roster.goodwill for roster in state.rosters if roster.leg == leg)
        for one_person in people:
            assert one_person in left
            assert one_person in came
            if one_person not in settled:
                assert (left[one_person] is Outcome.DEPARTED) == (came[one_person] is Outcome.RECEIVED)


def words(entries: list[Standing], who: str, stage: str, other: str, kind: type) -> dict[str, Outcome]:
    """What a side says now: its records with the newest correction of each."""
    newest: dict[str, object] = {}
    for one in sorted(entries, key=lambda found: found.ref):
        if one.ref.participant == who and one.entry:
            body = one.entry.body
            if isinstance(body, kind):
                newest[one.ref.digest] = body
            elif isinstance(body, Correction) and isinstance(body.content, kind):
                newest[body.of] = body.content
    said: dict[str, Outcome] = {}
    for body in newest.values():
        assert isinstance(body, Departure | Receipt)
        if body.stage == stage and other in {body.giver, body.receiver}:
            said |= {one.person: one.outcome for one in body.people}
    return said


def no_statement_is_told_before_the_terms_allow(state: State) -> None:
    """``statement``: held until the terms allow it."""
    for told in state.told(FAR):
        assert state.terms is not None
        telling = state.terms.terms.telling
        whole = telling.when is When.WHOLE or told.statement.stage is None
        legs = [leg for leg in state.legs if whole or leg.stage == told.statement.stage]
        assert legs
        statuses = [state.leg(leg.stage, leg.giver, leg.receiver) for leg in legs]
        assert all(one.confirmed for one in statuses)
        since = max(one.at for one in statuses if one.at)
        assert told.since is not None
        assert (told.since - since).total_seconds() == telling.hours * 3600
        assert not [one for one in state.told(since) if telling.hours and one.ref == told.ref]
        original = next(
            one.entry.body.of if isinstance(one.entry.body, Correction) else one.ref.digest
            for one in standing(state)
            if one.entry and one.ref == told.ref
        )
        consenting = {
            one.ref.participant
            for one in standing(state)
            if one.entry and isinstance(one.entry.body, Accept) and one.entry.body.of == original
        }
        assert set(telling.consent) <= consenting | {told.author}
        assert isinstance(told.statement, Statement)


def what_is_in_force_has_everyone_behind_it(state: State) -> None:
    """``terms``: in force when every party has accepted the same bytes; ``manifest``: in force when accepted."""
    accepted: dict[str, set[str]] = {}
    for one in standing(state):
        if one.entry and isinstance(one.entry.body, Accept):
            accepted.setdefault(one.entry.body.of, set()).add(one.ref.participant)
    for offer in state.offers:
        needed = set(state.parties) if isinstance(offer.body, Terms) else set()
        if isinstance(offer.body, Manifest):
            needed = {offer.body.giver, offer.body.receiver}
        if isinstance(offer.body, Substitution):
            of = state.standing(offer.body.manifest)
            assert of is not None
            assert of.entry is not None
            assert isinstance(of.entry.body, Manifest)
            needed = {of.entry.body.giver, of.entry.body.receiver}
        if offer.fate in {OfferFate.IN_FORCE, OfferFate.REPLACED}:
            assert needed <= accepted.get(offer.ref.digest, set()) | {offer.author}
    assert sum(isinstance(one.body, Terms) and one.fate is OfferFate.IN_FORCE for one in state.offers) <= 1


def every_figure_opens_to_entries_that_stand(state: State) -> None:
    """Every figure opens to the entries it stands on."""
    refs = {one.ref for one in standing(state)}
    for leg in state.legs:
        figures = state.figures(leg.giver, leg.receiver, leg.stage)
        for name in ("agreed", "planned", "departed", "received", "confirmed", "disputed", "owed", "goodwill"):
            figure = getattr(figures, name)
            assert set(figure.refs) <= refs
            assert figure.value == 0 or figure.refs
        assert figures.confirmed.value <= min(figures.planned.value, figures.agreed.value)


def hold(state: State) -> None:
    """Check every invariant."""
    nobody_is_handed_over_twice(state)
    nothing_exceeds_the_terms(state)
    a_confirmed_leg_has_both_words_and_no_open_dispute(state)
    no_statement_is_told_before_the_terms_allow(state)
    what_is_in_force_has_everyone_behind_it(state)
    every_figure_opens_to_entries_that_stand(state)


def grew(before: State, after: State) -> None:
    """Whatever was judged stays judged; whatever was confirmed is opened again only by an entry that does so."""
    if after.equivocations != before.equivocations:
        return  # an author's second entry at one index is shown, and may undo what nobody had relied on
    then = {one.ref: one for one in before.entries}
    now = {one.ref: one for one in after.entries}
    for ref, one in then.items():
        assert ref in now
        if one != now[ref]:
            assert one.fate is Fate.STANDS
            broken = now[ref].broken
            assert broken is not None
            assert broken.rule.id == "withdraw.too-late"
    fates = {one.ref: one.fate for one in after.offers}
    for offer in before.offers:
        if offer.fate in {OfferFate.IN_FORCE, OfferFate.REPLACED}:
            assert fates[offer.ref] in {OfferFate.IN_FORCE, OfferFate.REPLACED}
        if offer.fate is OfferFate.DEAD:
            assert fates[offer.ref] is OfferFate.DEAD
    new = [one.entry.body for ref, one in now.items() if ref not in then and one.fate is Fate.STANDS and one.entry]
    for leg in before.legs:
        if before.leg(leg.stage, leg.giver, leg.receiver).confirmed:
            still = after.leg(leg.stage, leg.giver, leg.receiver).confirmed
            assert still or any(isinstance(one, Correction | Dispute | Departure | Receipt | Accept) for one in new)


def closed_part(logged: list[Logged], lengths: dict[str, int]) -> list[Logged]:
    """The first so many entries of each log; what lacks its causes will wait."""
    return [one for one in logged if one.index < lengths[one.participant]]
