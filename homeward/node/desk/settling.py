"""What a new card says comes about: keys that waited for it take their places, and the log's new key takes over."""

from pathlib import Path

from homeward.ledger import Card, Cards, Log, keyfile

REPLACEABLE = ("author", "log", "witness", "sealing")


def waiting(keys: Path, role: str) -> Path:
    """Return where a new key waits until a card names it."""
    return keys / f"{role}.key.next"


def settle(keys: Path, log: Path, cards: Cards, name: str, wait: float) -> None:
    """Put the keys that a participant's newest card names in their places; as often as asked, stopped at any point.

    Args:
        keys: the folder of the key files.
        log: the participant's own log.
        cards: all that are enrolled.
        name: the participant's.
        wait: seconds to wait for whoever appends to the log.

    Raises:
        BadKeyError, StoreError: a file is damaged.
    """
    card = cards.get(name)
    if card is None:
        return
    for role in REPLACEABLE:
        path, new = keys / f"{role}.key", waiting(keys, role)
        if new.exists() and keyfile.look(new).public == _public(card, role):
            if role == "sealing" and path.exists():
                path.rename(path.with_name(f"sealing.{card.serial - 1}.key"))
            new.replace(path)
    with Log.open(log) as opened:
        known = opened.succession
    if known != (succession := cards.succession(name)):
        with Log.open(log, extending=True, wait=wait) as opened:
            opened.succeed(succession)


def _public(card: Card, role: str) -> str:
    public: bytes = getattr(card, role) if role != "sealing" else b""
    return public.hex() or card.sealing
