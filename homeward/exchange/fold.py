"""The fold: a heap of logged entries becomes the state of an exchange.

It is total: whatever the bytes, it returns a state. It is pure: the same entries give the same state, in any order and
however often each is given. Every entry is judged by what its author had seen, so a judgement, once made, is not
changed by what comes later, but for two things that are always shown: an author's own second entry at one index, and a
withdrawal that an acceptance, not having seen it, has beaten.
"""

from collections.abc import Iterable

from homeward.exchange.book import Book
from homeward.exchange.entries import Entry, Logged, Ref
from homeward.exchange.order import Event, Order, arrange
from homeward.exchange.rulebook import Broken, RuleError, rule
from homeward.exchange.rules import handover, log, offers, opening, telling
from homeward.exchange.standing import Fate, Standing
from homeward.exchange.state import State
from homeward.exchange.view import View
from homeward.exchange.wire import encode
from homeward.exchange.words import (
    Accept,
    Answer,
    Close,
    Correction,
    Departure,
    Dispute,
    ExchangeError,
    Keys,
    Manifest,
    Open,
    PeopleList,
    Receipt,
    Resolution,
    Statement,
    Substitution,
    Terms,
    Withdraw,
)

_TRIAL = "an entry not yet signed"
NO_FOUNDING = rule("open.one", "Nothing stands while it is open which founding entry holds.")


def fold(logged: Iterable[Logged], founding: str | None = None) -> State:
    """Fold entries into the state they make.

    Args:
        logged: entries of the logs of one exchange, in any order, with any repetition, complete or not.
        founding: the digest of the founding entry, where known; without it, the one that all its participants joined.

    Returns:
        The state. Broken rules, entries that wait and forked logs are in it; nothing is raised.
    """
    order = arrange(logged)
    found = opening.found(order, founding)
    if found is None:
        return _nothing(order)
    book = Book(found, opening.constitution_of(found))
    judged = log.judge(order, found, book.constitution)
    broken = dict(judged.broken)
    for event in order.events:
        if event in broken:
            continue
        book.hear(event)
        try:
            _say(event, book)
        except RuleError as error:
            broken[event] = Broken(event.ref, error.rule, error.detail)
    view = View(book, sum(event.bit for event in order.events))
    for event in offers.too_late(book, view):
        broken[event] = Broken(event.ref, offers.TOO_LATE)
    return State(
        view=view,
        entries=tuple(sorted((_standing(event, broken.get(event)) for event in order.events), key=lambda one: one.ref)),
        pending=order.pending,
        equivocations=tuple(judged.equivocations),
        newest=_newest(order, broken, book.names),
        good_keys=_good_keys(order, judged, book),
    )


def rehearse(
    logged: Iterable[Logged], entry: Entry, signers: frozenset[str], founding: str | None = None
) -> Broken | None:
    """Say which rule an entry would break at the end of its author's log, before anybody signs it.

    Args:
        logged: what is known so far.
        entry: what would be said; ``previous`` and ``after`` as in ``State.newest``.
        signers: the keys that would sign it.
        founding: as for ``fold``.

    Returns:
        The rule it would break, or None where it would stand.

    Raises:
        WireError: the entry cannot be written at all.
        ExchangeError: it would wait for entries that are not here.
    """
    known = list(logged)
    places = {one.digest: one.index for one in known if one.participant == entry.author}
    index = 0 if entry.previous is None else 1 + places.get(entry.previous, len(places))
    state = fold([*known, Logged(entry.author, index, _TRIAL, encode(entry), signers)], founding)
    found = state.standing(_TRIAL)
    if found is None:
        raise ExchangeError("The entry names others that are not here; take what it names from State.newest.")
    return found.broken


def _say(event: Event, book: Book) -> None:
    """Judge one entry by what its author had seen, and keep what it says."""
    entry = event.said
    body = entry.body
    if isinstance(body, Open):
        opening.check_open(event, body, book)
        return
    opening.check_joined(event, book)
    view = View(book, event.past)
    telling.check_not_ended(event, view)
    match body:
        case Keys():
            pass  # their rules are the log's own
        case Close():
            telling.check_close(event, body, view)
        case Accept():
            offers.check_accept(event, body, view)
        case Withdraw():
            offers.check_withdraw(event, body, view)
        case Terms():
            offers.check_terms(event, body, view)
        case Manifest():
            offers.check_manifest(event, body, view)
        case Substitution():
            offers.check_substitution(event, body, view)
        case Resolution():
            offers.check_resolution(event, body, view)
        case Dispute():
            handover.check_dispute(event, body, view)
            book.contest(event, body)
        case Correction():
            book.correct(handover.check_correction(event, body, view), event, body.content)
        case PeopleList() | Answer() | Departure() | Receipt() | Statement():
            handover.check_record(event, body, view)
            book.keep(event, body)


def _standing(event: Event, broken: Broken | None) -> Standing:
    return Standing(event.ref, event.entry, Fate.VOID if broken else Fate.STANDS, broken)


def _nothing(order: Order) -> State:
    void = (_standing(event, _why_not(event)) for event in order.events)
    return State(
        view=None,
        entries=tuple(sorted(void, key=lambda one: one.ref)),
        pending=order.pending,
        equivocations=(),
        newest={},
        good_keys={},
    )


def _why_not(event: Event) -> Broken:
    if event.fault is not None:
        return Broken(event.ref, event.fault.rule, event.fault.detail)
    body = event.said.body
    if isinstance(body, Open) and body.repeats is None:
        try:
            opening.check_founding(event, body)
        except RuleError as error:
            return Broken(event.ref, error.rule, error.detail)
    return Broken(event.ref, NO_FOUNDING)


def _newest(order: Order, broken: dict[Event, Broken], names: tuple[str, ...]) -> dict[str, Ref]:
    """Return the end of each log on the branch that holds: what to name next in ``after`` and ``previous``."""
    ends: dict[str, tuple[int, bool, Ref]] = {}
    for event in order.events:
        name, why = event.ref.participant, broken[event].rule if event in broken else None
        if name in names and why is not log.EQUIVOCATION:
            end = (event.ref.index, why is not log.SIGNATURE, event.ref)
            ends[name] = max(ends.get(name, end), end)
    return {name: ref for name, (_, _, ref) in ends.items()}


def _good_keys(order: Order, judged: log.Judged, book: Book) -> dict[str, frozenset[str]]:
    keys = {one.name: frozenset(one.keys) for one in book.constitution.participants}
    for event in order.events:
        if event in judged.keys and judged.broken.get(event, None) is None:
            keys[event.ref.participant] = judged.keys[event]
    return keys
