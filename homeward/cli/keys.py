"""``homeward keys``: what keys a participant has, new ones for old ones, another passphrase; nothing secret."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from homeward import HomewardError

if TYPE_CHECKING:
    from homeward.ledger import Card, SigningKey
    from homeward.ledger.keyfile import Face

ROTATED = ("author", "log", "witness", "sealing")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward keys``."""
    command = commands.add_parser(
        "keys",
        help="show, replace and protect keys",
        description="Show a participant's keys (their public halves), replace them, change their passphrase.",
    )
    parts = command.add_subparsers(metavar="WHAT", required=True)
    show = parts.add_parser("show", help="show public halves and the words to compare by telephone")
    show.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a key file, a card, a desk's folder")
    show.set_defaults(run=_show)
    rotate = parts.add_parser("rotate", help="replace keys by a new card")
    rotate.add_argument("desk", metavar="DESK", type=Path, help="the participant's folder; its node is stopped")
    for role in ROTATED:
        rotate.add_argument(f"--{role}", action="store_true", help=f"replace the {role} key")
    rotate.add_argument("--recovery", type=Path, help="file of the recovery key: needed for author, log and recovery")
    rotate.add_argument("--new-recovery", type=Path, help="make another recovery key, and write it to this file")
    moved = rotate.add_mutually_exclusive_group()
    moved.add_argument("--address", help="where others reach the node from now on (https://…)")
    moved.add_argument("--no-address", action="store_true", help="nobody can reach the node any more")
    rotate.add_argument("--out", type=Path, help="file to write the new card to")
    rotate.set_defaults(run=_rotate)
    passphrase = parts.add_parser("passphrase", help="put key files under another passphrase")
    passphrase.add_argument("path", metavar="PATH", type=Path, help="a key file, or a desk's folder")
    passphrase.add_argument("--new", type=Path, help="file that holds the new passphrase (otherwise asked for)")
    passphrase.add_argument("--no-passphrase", action="store_true", help="leave the keys unencrypted, for exercises")
    passphrase.set_defaults(run=_passphrase)


def _show(options: argparse.Namespace) -> int:
    from homeward.ledger import keyfile

    for path in options.paths:
        if path.is_dir():
            _show_folder(path)
        elif path.is_file() and _begins(path).startswith(b"homeward card "):
            _show_card(_card(path))
        else:
            _show_key(path, keyfile.look(path))
    return 0


def _show_folder(folder: Path) -> None:
    from homeward.ledger import keyfile

    files = _key_files(folder)
    for path in files:
        _show_key(path, keyfile.look(path), words=False)
    if (newest := _own_card(folder)) is not None:
        _show_card(newest)


def _show_key(path: Path, face: "Face", *, words: bool = True) -> None:
    print(f"{path}: {face.role} key, {'under a passphrase' if face.protected else 'NOT ENCRYPTED'}\n  {face.public}")
    if words:
        _words(face.public.encode() if face.role == "sealing" else bytes.fromhex(face.public))


def _show_card(card: "Card") -> None:
    print(f"Card {card.serial} of {card.name}, log {card.origin}, {card.address or 'no address'}")
    for role in ("author", "log", "witness", "recovery"):
        print(f"  {role:<9} {getattr(card, role).hex()}")
    print(f"  {'sealing':<9} {card.sealing}")
    print(f"  log key   {card.log_key}   (from {card.since} entries on)")
    print(f"  witness   {card.witness_key}")
    _words(card.text.encode())


def _words(data: bytes) -> None:
    from homeward.ledger.fingerprint import LANGUAGES, digits, words

    for language in LANGUAGES:
        print(f"  {language}  {' '.join(words(data, language))}")
    print(f"      {digits(data)}")


def _rotate(options: argparse.Namespace) -> int:
    from homeward.cli.desk import secret_of
    from homeward.ledger import SigningKey
    from homeward.node.desk.desk import Desk
    from homeward.node.desk.replacing import new_card

    roles = [role for role in ROTATED if getattr(options, role)]
    if not (roles or options.new_recovery or options.address or options.no_address):
        raise HomewardError("Say what is to be replaced: --author, --log, --witness, --sealing, --new-recovery, …")
    secret = secret_of(options.desk)
    desk = Desk.open(options.desk, secret)
    recovery = _recovery(options.recovery, secret) if options.recovery else None
    fresh = SigningKey.generate() if options.new_recovery else None
    if fresh is not None:
        fresh.save(options.new_recovery, secret, "recovery")
    moved = {"address": None if options.no_address else options.address} if _moved(options) else {}
    now = datetime.now(UTC).replace(microsecond=0)
    desk = new_card(desk, roles, now, passphrase=secret, recovery=recovery, new_recovery=fresh, **moved)
    print(f"Card {desk.card.serial} of {desk.name} is made. Give it to every other participant; each takes it in with:")
    print("  homeward desk enrol DESK CARD")
    if options.out is not None:
        options.out.write_bytes(desk.card.note.encode())
        print(f"It is in {options.out}.")
    if fresh is not None:
        print(f"Take {options.new_recovery} away and keep it offline; destroy the old recovery key.")
    _words(desk.card.text.encode())
    return 0


def _moved(options: argparse.Namespace) -> bool:
    return bool(options.address or options.no_address)


def _recovery(path: Path, secret: str | None) -> "SigningKey":
    """Open the recovery key: under the same passphrase as the others, or one that is asked for."""
    from homeward.cli import passphrase
    from homeward.ledger import BadKeyError, SigningKey

    try:
        return SigningKey.load(path, secret, "recovery")
    except BadKeyError:
        if (other := passphrase.asked(f"Passphrase of {path.name}: ")) is None:
            raise
    return SigningKey.load(path, other, "recovery")


def _passphrase(options: argparse.Namespace) -> int:
    from homeward.cli import passphrase
    from homeward.ledger import keyfile

    files = _key_files(options.path) if options.path.is_dir() else [options.path]
    if not files:
        raise HomewardError(f"There are no key files in {options.path}.")
    old = passphrase.given(needed=any(keyfile.look(path).protected for path in files))
    new = None
    if not options.no_passphrase:
        new = passphrase.read(options.new) if options.new else passphrase.chosen(anew=True)
    for path in files:
        _change(path, old, new)
    protected = "are under the new passphrase" if new is not None else "are NOT ENCRYPTED now"
    print(f"{len(files)} key files {protected}. Backups of them open with the old one still: replace those as well.")
    return 0


def _change(path: Path, old: str | None, new: str | None) -> None:
    """Change one; where an earlier run was stopped in between, some open with the new passphrase already."""
    from homeward.ledger import BadKeyError, keyfile

    try:
        keyfile.change(path, old, new)
    except BadKeyError as error:
        try:
            done = keyfile.look(path).protected == (new is not None) and bool(keyfile.read(path, new))
        except BadKeyError:
            done = False
        if not done:
            raise error from None


def _key_files(folder: Path) -> list[Path]:
    """Return the key files of a desk's folder, or of a folder of keys."""
    inside = folder / "keys"
    place = inside if inside.is_dir() else folder
    return sorted(path for path in place.iterdir() if path.is_file() and _begins(path).startswith(b"homeward key "))


def _own_card(folder: Path) -> "Card | None":
    try:
        name = (folder / "name").read_text("ascii").strip()
        cards = [_card(path) for path in (folder / "cards").glob(f"{name}.*")]
    except OSError:
        return None
    return max(cards, key=lambda card: card.serial, default=None)


def _card(path: Path) -> "Card":
    from homeward.ledger import Card

    with path.open("rb") as file:
        return Card.parse(file.read(100_000))


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(32)
