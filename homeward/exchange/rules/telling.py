"""Rules of what is told, and of the end.

1. A statement is held until the terms allow it: ``homeward.exchange.telling`` says until when and what is missing.
2. A party that closes has nothing more to offer or record, but may still correct, contest, settle and speak.
3. Breaking off binds from when it is seen: what was accepted by one who had not seen it stands.
"""

from homeward.exchange.order import Event
from homeward.exchange.rulebook import RuleError, rule
from homeward.exchange.tally import anything_open
from homeward.exchange.view import View
from homeward.exchange.words import (
    Accept,
    Answer,
    Close,
    Closed,
    Departure,
    Manifest,
    PeopleList,
    Receipt,
    Statement,
    Substitution,
    Terms,
)

WORDS = rule("statement.words", "A statement says something, once in each language.")
SCOPE = rule("statement.scope", "A statement about a stage claims figures of that stage, each between two parties.")
BY = rule("close.by", "A party closes, once; nothing but corrections, disputes, settlements and words follow.")
REASON = rule("close.reason", "Whoever breaks off says why.")
NOTHING_OWED = rule(
    "close.nothing-owed", "Done is said when nothing is owed beyond the tolerance and all is confirmed."
)
BROKEN_OFF = rule("close.broken-off", "Whoever has seen a party break off offers and accepts no terms or manifests.")

_AGREEMENTS = (Terms, Manifest, Substitution)
_ENDED = (*_AGREEMENTS, PeopleList, Answer, Departure, Receipt, Close)


def check_statement(body: Statement, view: View) -> None:
    """Check a statement.

    Raises:
        RuleError: a ``statement.*`` rule.
    """
    languages = [one.language for one in body.words]
    if not languages or len(set(languages)) != len(languages) or not all(one.text for one in body.words):
        raise RuleError(WORDS)
    for figure in body.figures:
        between = {figure.giver, figure.receiver}
        if len(between) != 2 or not between <= set(view.book.parties):
            raise RuleError(SCOPE)
        if body.stage is not None and figure.stage != body.stage:
            raise RuleError(SCOPE)


def check_not_ended(event: Event, view: View) -> None:
    """Check that neither the author has closed nor, for a new agreement, anyone is seen to have broken off.

    Raises:
        RuleError: ``close.by`` or ``close.broken-off``.
    """
    book, body = view.book, event.said.body
    if isinstance(body, Accept):
        proposal = book.proposals.get(body.of)
        kind: object = proposal.body if proposal else None
    else:
        kind = body
    if event.ref.participant in book.closes and isinstance(kind, _ENDED):
        raise RuleError(BY)
    if isinstance(kind, _AGREEMENTS):
        for name, (closing, close) in book.closes.items():
            if view.has(closing) and close.outcome is Closed.BROKEN_OFF:
                raise RuleError(BROKEN_OFF, f"{name} has.")


def check_close(event: Event, body: Close, view: View) -> None:
    """Check a close and keep it.

    Raises:
        RuleError: a ``close.*`` rule.
    """
    if event.ref.participant not in view.book.parties:
        raise RuleError(BY)
    if body.outcome is Closed.BROKEN_OFF and not body.reason.strip():
        raise RuleError(REASON)
    if body.outcome is Closed.DONE and (open_matter := anything_open(view)):
        raise RuleError(NOTHING_OWED, open_matter)
    view.book.closes[event.ref.participant] = (event, body)
