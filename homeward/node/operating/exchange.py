"""What ties the node to the others: its desk, its keys, its peers, and how far what it said is final."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward import HomewardError
from homeward.ledger.keyfile import look
from homeward.node.desk import cosigning
from homeward.node.desk.keeper import Keeper, Turn
from homeward.node.journal.desk import keeper
from homeward.node.operating.finding import Finding, Level

OFTEN = 3  # failures one after another before it is more than a hiccup


def findings() -> Iterator[Finding]:
    """Look at all of it; a node without a desk has none of it."""
    try:
        kept = keeper()
        if kept is None:
            return
        yield from _desk(kept)
    except HomewardError as error:
        yield Finding(
            _("Desk"), Level.BAD, str(error), _("Mend what the sentence names and start the node again."), english=True
        )
        return
    turns = kept.turns()
    for name in kept.desk.peers:
        yield _peer(kept, name, turns.get(name))


def _desk(kept: Keeper) -> Iterator[Finding]:
    desk = kept.desk
    far = cosigning.reach(desk, desk.name)
    said = ngettext(
        "%(name)s has said %(n)d entry; %(final)d are final.",
        "%(name)s has said %(n)d entries; %(final)d are final.",
        far.held,
    )
    says = said % {"name": desk.name, "n": far.held, "final": far.final}
    pending = far.held - far.final
    yield Finding(
        _("Desk"),
        Level.WARN if pending else Level.GOOD,
        says,
        _("What is not final waits for the others' cosignatures: see whether they can be reached.") if pending else "",
    )
    if desk.shelf.evidence():
        yield Finding(
            _("Desk"),
            Level.BAD,
            _("There is evidence that a participant signed two histories."),
            _("Tell the coordination officer at once; homeward verify shows what it proves."),
        )
    bare = [path.stem for path in sorted((desk.folder / "keys").glob("*.key")) if not look(path).protected]
    yield Finding(
        _("Keys"),
        Level.WARN if bare and not settings.EXERCISE else Level.GOOD,
        _("Without a passphrase: %(keys)s.") % {"keys": ", ".join(bare)} if bare else _("All are under a passphrase."),
        _("Give them one: homeward keys passphrase.") if bare else "",
    )


def _peer(kept: Keeper, name: str, turn: Turn | None) -> Finding:
    what = _("Peer: %(name)s") % {"name": name}
    card = kept.desk.cards.get(name)
    if card is None or card.address is None:
        return Finding(
            what, Level.WARN, _("Its card names no address."), _("Exchange with it by files: homeward carry.")
        )
    if turn is None or (turn.met is None and not turn.failures):
        return Finding(what, Level.WARN, _("There was no exchange yet since the node started."), _("Wait a minute."))
    met = _at(turn.met)
    if not turn.problem:
        return Finding(what, Level.GOOD, _("Last exchange at %(at)s UTC.") % {"at": met})
    said = ngettext(
        "Not reached, %(n)d time in a row; last exchange: %(at)s.",
        "Not reached, %(n)d times in a row; last exchange: %(at)s.",
        turn.failures,
    )
    return Finding(
        what,
        Level.BAD if turn.failures >= OFTEN else Level.WARN,
        said % {"n": turn.failures, "at": met},
        _("Ask its operator by telephone; meanwhile files can be carried: homeward carry."),
    )


def _at(met: float | None) -> str:
    return _("none since the node started") if met is None else f"{datetime.fromtimestamp(met, UTC):%Y-%m-%d %H:%M:%S}"
