"""A participant begins: five keys, the first card, an empty log."""

from pathlib import Path

from homeward.ledger import Card, SealingKey, SigningKey, issue
from homeward.node.desk.desk import Desk, Keys


def new(
    folder: Path, origin: str, address: str | None = None, passphrase: str | None = None
) -> tuple[Desk, SigningKey]:
    """Make a participant's folder.

    Args:
        folder: where; it must not hold a desk.
        origin: name of its log in the world: host, exchange and participant, with slashes between.
        address: where others reach its node, or None.
        passphrase: of its key files; None leaves them readable to whoever reads them.

    Returns:
        The desk, and its recovery key, which is nowhere in the folder.

    Raises:
        DeskError: there is a desk already.
        CardError: name or address cannot stand on a card.
    """
    keys = Keys(SigningKey.generate(), SigningKey.generate(), SigningKey.generate(), SealingKey.generate())
    recovery = SigningKey.generate()
    card = Card(
        origin.rpartition("/")[2],
        origin,
        1,
        None,
        0,
        keys.author.public,
        keys.log.public,
        keys.witness.public,
        keys.sealing.recipient,
        recovery.public,
        address,
    )
    signers = {"author": keys.author, "log": keys.log, "witness": keys.witness, "recovery": recovery}
    return Desk.create(folder, issue(card, signers), keys, passphrase), recovery
