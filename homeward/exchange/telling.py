"""What may be told, and from when: the terms' rule applied to the confirmed record.

1. ``telling.terms``: nothing is told while no terms say when.
2. ``telling.confirmed``: what is told about is confirmed in every direction, or the whole is, as the terms say.
3. ``telling.hours``: so many hours have passed since the latest time that either side claims in what confirms it.
4. ``telling.consent``: those whom the terms name have consented to the statement as it now reads.

The time is the reader's to give; no entry can make it pass.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from homeward.exchange.book import Kept
from homeward.exchange.order import Event
from homeward.exchange.rulebook import rule
from homeward.exchange.standing import Contradiction, Corrected, Told
from homeward.exchange.tally import Tally
from homeward.exchange.view import View
from homeward.exchange.words import Correction, Statement, When

TERMS = rule("telling.terms", "Nothing is told while no terms in force say when.")
CONFIRMED = rule(
    "telling.confirmed", "What is told about is confirmed, the stage or the whole as the terms say, in every direction."
)
HOURS = rule("telling.hours", "The hours that the terms name have passed since the confirmation.")
CONSENT = rule("telling.consent", "Those whom the terms name have consented to the statement as it now reads.")


def held(view: View, tally: Tally, stage: str | None, now: datetime) -> tuple[tuple[str, ...], datetime | None]:
    """Say what figures of a stage (None: of the whole) still wait for, and from when they may be told.

    Args:
        view: the view.
        tally: its tally.
        stage: the stage, or None.
        now: the reader's time, with a time zone.
    """
    terms = view.agreed()
    if terms is None:
        return (TERMS.id,), None
    scope = None if terms.telling.when is When.WHOLE else stage
    legs = [tally.leg(leg) for leg in tally.legs if scope in {None, leg.stage}]
    if not legs or not all(leg.confirmed for leg in legs):
        return (CONFIRMED.id,), None
    times = [at for leg in legs if (at := leg.status.at)]
    try:
        since = max(times) + timedelta(hours=terms.telling.hours)
    except OverflowError:  # so many hours that no calendar reaches them
        return (HOURS.id,), None
    return ((HOURS.id,) if now < since else ()), since


def told(view: View, tally: Tally, kept: Kept, now: datetime) -> Told | None:
    """Judge one statement; None where it has been withdrawn."""
    newest = view.content(kept)
    if newest is None or any(view.has(one) for one in kept.withdrawals):
        return None
    event, statement = newest
    assert isinstance(statement, Statement)
    waits, since = held(view, tally, statement.stage, now)
    if not _consented(view, kept, event):
        waits += (CONSENT.id,)
    return Told(
        ref=event.ref,
        author=kept.author,
        statement=statement,
        allowed=not waits,
        waits_for=waits,
        since=since,
        contradictions=_contradictions(tally, statement),
        root=kept.event.ref,
        corrections=tuple(_corrections(view, tally, kept)),
    )


def _corrections(view: View, tally: Tally, kept: Kept) -> Iterator[Corrected]:
    """Yield what each correction took back; it was told if the terms allowed it by the time of the correction."""
    versions = [(event, content) for event, content in kept.versions if view.has(event)]
    for (old, before), (event, _now) in pairwise(versions):
        body = event.said.body
        assert isinstance(before, Statement)
        assert isinstance(body, Correction)
        waits, _since = held(view, tally, before.stage, event.said.time)
        was_told = not waits and _consented(view, kept, old)
        yield Corrected(event.ref, event.said.time, body.reason, before, was_told)


def _consented(view: View, kept: Kept, newest: Event) -> bool:
    terms = view.agreed()
    for name in terms.telling.consent if terms else ():
        given = [one for one in kept.consents.get(name, ()) if view.has(one) and one.past & newest.bit]
        if name != kept.author and not given:
            return False
    return True


def _contradictions(tally: Tally, statement: Statement) -> tuple[Contradiction, ...]:
    found = []
    for figure in statement.figures:
        confirmed = tally.figures(figure.giver, figure.receiver, figure.stage, figure.category).confirmed
        if confirmed.value != figure.count:
            found.append(Contradiction(figure, confirmed))
    return tuple(found)
