"""A desk's keys are replaced: because one was stolen or lost, or because its time has come.

1. What is new is on the disk before anything names it, and nothing old is gone before the new card is there: stopped
   at any point, the same command takes up where it was.
2. The new author key is brought in by an entry that the old one signs too, the old one revoked by an entry that the new
   one signs: whoever reads the log alone knows which signature counts where.
3. The new log key takes over at the size that the log has then.
4. Old sealing keys stay, to open what was sealed to them; every other old key is gone.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from homeward.exchange.words import Keys as KeysEntry
from homeward.ledger import SealingKey, Signer, SigningKey, issue
from homeward.node.desk.desk import KEYS, Desk, Keys
from homeward.node.desk.errors import DeskError
from homeward.node.desk.settling import waiting

_OFFLINE = {"author", "log", "recovery"}  # what only the recovery key may replace
_SAME = "same"


def new_card(
    desk: Desk,
    roles: Collection[str],
    time: datetime,
    *,
    passphrase: str | None,
    recovery: Signer | None = None,
    new_recovery: Signer | None = None,
    address: str | None = _SAME,
) -> Desk:
    """Replace keys of a desk, or say where it is reached now, by a new card.

    Args:
        desk: whose keys; use the one that is returned from then on.
        roles: which keys are replaced, of author, log, witness and sealing.
        time: of the entries that bring in and revoke author keys, UTC, whole seconds.
        passphrase: of the desk's key files.
        recovery: needed for author, log and recovery keys.
        new_recovery: takes the recovery key's place; it is not kept at the desk.
        address: where the node is reached; None if nowhere.

    Raises:
        DeskError: the recovery key is needed, or is not the desk's.
        CardError: the card cannot be so.
    """
    roles = set(roles)
    before = desk.card
    changes = {*roles, *(["recovery"] if new_recovery is not None else [])}
    if changes & _OFFLINE and (recovery is None or recovery.public != before.recovery):
        raise DeskError(f"To replace the {_listed(changes & _OFFLINE)} the recovery key of {desk.name} is needed.")
    keys: Keys = desk.keys
    author, log, witness = (
        _fresh(desk.folder, role, passphrase) if role in roles else old
        for role, old in (("author", keys.author), ("log", keys.log), ("witness", keys.witness))
    )
    sealing = _fresh_sealing(desk.folder, passphrase) if "sealing" in roles else keys.sealing
    if "author" in roles:
        _bring_in(desk, author, time)
    card = replace(
        before,
        serial=before.serial + 1,
        previous=before.digest,
        since=desk.held_of(desk.name) if "log" in roles else before.since,
        author=author.public,
        log=log.public,
        witness=witness.public,
        sealing=sealing.recipient,
        recovery=new_recovery.public if new_recovery is not None else before.recovery,
        address=before.address if address == _SAME else address,
    )
    signers: dict[str, Signer] = {"author": author, "log": log, "witness": witness}
    if new_recovery is not None:
        signers["recovery"] = new_recovery
    if recovery is not None:
        signers["recovery-before"] = recovery
    else:
        signers["author-before"] = desk.keys.author
    desk.enrol(issue(card, signers))
    after = Desk.open(desk.folder, passphrase)
    _revoke(after, time)
    return after


def _fresh(folder: Path, role: str, passphrase: str | None) -> SigningKey:
    """Make a key that waits for its card, or take the one that was waiting when this was stopped."""
    path = waiting(folder / KEYS, role)
    if not path.exists():
        SigningKey.generate().save(path, passphrase, role)
    return SigningKey.load(path, passphrase, role)


def _fresh_sealing(folder: Path, passphrase: str | None) -> SealingKey:
    path = waiting(folder / KEYS, "sealing")
    if not path.exists():
        SealingKey.generate().save(path, passphrase)
    return SealingKey.load(path, passphrase)


def _bring_in(desk: Desk, key: SigningKey, time: datetime) -> None:
    good = desk.state().keys(desk.name)
    if desk.keys.author.public.hex() in good and key.public.hex() not in good:
        desk.say(KeysEntry(add=(key.public.hex(),)), time, also=[key])


def _revoke(desk: Desk, time: datetime) -> None:
    """Revoke the author keys of earlier cards that still count."""
    earlier = {card.author.hex() for card in desk.cards.all() if card.name == desk.name} - {desk.card.author.hex()}
    if gone := sorted(earlier & desk.state().keys(desk.name)):
        desk.say(KeysEntry(revoke=tuple(gone)), time)


def _listed(roles: Collection[str]) -> str:
    return " and ".join(f"{role} key" for role in sorted(roles))
