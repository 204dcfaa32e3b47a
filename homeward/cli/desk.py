"""``homeward desk``: a participant's folder from a terminal: make it, enrol others, speak, see how things stand."""

import argparse
import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from homeward import HomewardError

if TYPE_CHECKING:
    from homeward.ledger import Card
    from homeward.node.desk.desk import Desk


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward desk``."""
    command = commands.add_parser(
        "desk",
        help="a participant's keys, log and peers",
        description="A participant's folder: its keys, its log, its copies of the others' logs, its letters.",
    )
    parts = command.add_subparsers(metavar="WHAT", required=True)
    new = _part(parts, "new", "make a participant's folder, keys and card", _new)
    new.add_argument("--name", required=True, help="the participant's name: lower-case letters, digits, hyphens")
    new.add_argument("--exchange", required=True, help="what the exchange's logs are called: host/name-of-exchange")
    new.add_argument("--address", help="where others reach this node (https://…); none if nobody can")
    new.add_argument("--recovery", type=Path, required=True, help="file of the recovery key, to be kept elsewhere")
    new.add_argument("--no-passphrase", action="store_true", help="leave the keys unencrypted, for exercises")
    card = _part(parts, "card", "write the participant's card, to be given to the others", _card)
    card.add_argument("--out", type=Path, help="file to write it to (default: standard output)")
    enrol = _part(parts, "enrol", "take in another participant's card", _enrol)
    enrol.add_argument("card", metavar="CARD", type=Path, help="the card's file")
    enrol.add_argument("--compared", action="store_true", help="its words were compared already; do not ask")
    say = _part(parts, "say", "sign an entry and append it to the log", _say)
    say.add_argument("type", metavar="TYPE", help="open, terms, list, answer, manifest, accept, …")
    say.add_argument("body", metavar="BODY", type=Path, help="the entry's body as JSON; - for standard input")
    say.add_argument("--time", help="when, as 2025-05-16T12:00:00Z (default: now)")
    _part(parts, "status", "show logs, how far they are seen and final, letters, evidence", _status)
    sync = _part(parts, "sync", "exchange with peers once", _sync)
    sync.add_argument("peers", metavar="PEER", nargs="*", help="these peers only")
    sealed = _part(parts, "seal", "seal people's details to participants", _seal)
    sealed.add_argument("people", metavar="PEOPLE", type=Path, help="a JSON object of details a line")
    sealed.add_argument("--to", action="append", required=True, metavar="NAME", help="who may open it; repeat")
    sealed.add_argument("--out", type=Path, required=True, help="file for digest and commitments, for the entry")
    letter = _part(parts, "letter", "open a letter, checked against the log", _letter)
    letter.add_argument("digest", metavar="DIGEST", help="as the entry names it")
    letter.add_argument("--out", type=Path, required=True, help="file to write the people to")
    erase = _part(parts, "erase", "forget a letter, or one person in all of them", _erase)
    erase.add_argument("digest", metavar="DIGEST", help="of a letter, or a person's commitment with --person")
    erase.add_argument("--person", action="store_true", help="forget this person everywhere")
    found = _part(parts, "evidence", "write the evidence that was kept, a file a piece", _evidence)
    found.add_argument("--out", type=Path, required=True, help="folder to write to")


def _part(
    parts: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, says: str, run: object
) -> argparse.ArgumentParser:
    part = parts.add_parser(name, help=says, description=says[0].upper() + says[1:] + ".")
    part.add_argument("desk", metavar="DESK", type=Path, help="the participant's folder")
    part.set_defaults(run=run)
    return part


def opened(folder: Path) -> "Desk":
    """Open a desk, asking for the passphrase if its keys are under one."""
    from homeward.node.desk.desk import Desk

    return Desk.open(folder, secret_of(folder))


def secret_of(folder: Path) -> str | None:
    """Return the passphrase of a desk's keys, asking for it if they are under one."""
    from homeward.cli import passphrase
    from homeward.ledger import keyfile
    from homeward.node.desk.desk import KEYS

    key = folder / KEYS / "log.key"
    return passphrase.given(needed=key.is_file() and keyfile.look(key).protected)


def _new(options: argparse.Namespace) -> int:
    from homeward.cli import passphrase
    from homeward.node.desk.making import new

    if options.recovery.exists():
        raise HomewardError(f"{options.recovery} exists already; a key is never written over another file.")
    secret = None if options.no_passphrase else passphrase.chosen()
    desk, recovery = new(options.desk, f"{options.exchange.strip('/')}/{options.name}", options.address, secret)
    recovery.save(options.recovery, secret, "recovery")
    print(f"Made {options.desk}: keys, an empty log, and the card of {desk.name}.")
    print(f"Take {options.recovery} away now and keep it offline: it is needed when other keys are lost.")
    _words(desk.card)
    return 0


def _card(options: argparse.Namespace) -> int:
    card = opened(options.desk).card
    if options.out is None:
        print(card.note, end="")
    else:
        options.out.write_bytes(card.note.encode())
        _words(card)
    return 0


def _enrol(options: argparse.Namespace) -> int:
    from homeward.ledger import Card

    desk = opened(options.desk)
    with options.card.open("rb") as file:
        card = Card.parse(file.read(100_000))
    _words(card)
    if not options.compared:
        if not sys.stdin.isatty():
            raise HomewardError("Compare the words with the participant by telephone, then add --compared.")
        if input(f"Has {card.name} read you the same words? Type yes: ").strip().lower() != "yes":
            print("Not enrolled.")
            return 1
    print(f"{card.name} is enrolled." if desk.enrol(card) else f"{card.name} was enrolled before.")
    return 0


def _say(options: argparse.Namespace) -> int:
    from homeward.exchange import decode_body

    desk = opened(options.desk)
    text = sys.stdin.buffer.read() if str(options.body) == "-" else options.body.read_bytes()
    when = datetime.now(UTC).replace(microsecond=0)
    if options.time:
        try:
            when = datetime.strptime(options.time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except ValueError as error:
            raise HomewardError(f"{options.time!r} is not a time like 2025-05-16T12:00:00Z.") from error
    digest = desk.say(decode_body(options.type, text), when)
    print(f"Said: {options.type}, entry {desk.held_of(desk.name) - 1} of {desk.name}.\n{digest}")
    return 0


def _status(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.table import Table

    from homeward.node.desk import arrivals, cosigning, post

    desk = opened(options.desk)
    table = Table("log", title=f"{desk.name} in {desk.exchange}", title_justify="left", box=None, padding=(0, 2))
    for heading in ("entries", "seen", "final"):
        table.add_column(heading, justify="right")
    for name in desk.cards.names():
        far = cosigning.reach(desk, name)
        table.add_row(name, *(f"{number:,}" for number in (far.held, far.seen, far.final)))
    console = Console()
    console.print(table)
    state = desk.state()
    print(f"{len(state.broken)} entries void by the rules, {len(state.pending)} waiting for others.")
    letters = post.due(desk)
    for one in letters:
        if one.arrival in {post.Arrival.AWAITED, post.Arrival.REFUSED}:
            print(f"Letter of {one.author}, entry {one.index}: {one.arrival.value}. {one.why}".rstrip())
    if found := desk.shelf.evidence():
        print(f"{len(found)} pieces of evidence are kept; write them with homeward desk evidence.")
    if silent := arrivals.silent(desk):
        print(f"This desk was restored from a backup and signs nothing before it hears from: {', '.join(silent)}.")
        return 1
    return 0


def _sync(options: argparse.Namespace) -> int:
    from homeward.node.desk import client
    from homeward.node.desk.client import Peer
    from homeward.node.desk.errors import PeerError

    desk = opened(options.desk)
    trouble = 0
    for name in options.peers or desk.peers:
        try:
            problems = client.sync(Peer(desk, name, lambda: int(time.time())))
        except PeerError as error:
            problems = [str(error)]
        for problem in problems:
            print(problem)
        trouble += bool(problems)
        print(f"{name}: {'exchanged, but for the above' if problems else 'exchanged'}.")
    return 1 if trouble else 0


def _seal(options: argparse.Namespace) -> int:
    from homeward.exchange import commit
    from homeward.node.desk import post
    from homeward.node.desk.letters import Details

    desk = opened(options.desk)
    people = []
    for number, line in enumerate(options.people.read_text("utf-8").splitlines(), 1):
        try:
            details = json.loads(line)
            if not isinstance(details, dict) or not all(isinstance(value, str) for value in details.values()):
                raise ValueError
        except ValueError:
            raise HomewardError(f"Line {number} of the file is not a JSON object of texts.") from None
        salt = os.urandom(32)
        people.append(Details(commit(details, salt), salt, details))
    digest = post.attach(desk, people, options.to, int(time.time()))
    _private(options.out, json.dumps({"sealed": digest, "people": [one.person for one in people]}, indent=1) + "\n")
    print(f"{len(people)} people sealed to {', '.join(options.to)}; name this digest in the entry:\n{digest}")
    return 0


def _letter(options: argparse.Namespace) -> int:
    from homeward.node.desk import post

    contents = post.open_letter(opened(options.desk), options.digest)
    lines = (
        json.dumps({"person": one.person, "salt": one.salt.hex(), "details": dict(one.details)}, ensure_ascii=False)
        for one in contents.people
    )
    _private(options.out, "".join(f"{line}\n" for line in lines))
    print(f"{len(contents.people)} people of {contents.author}, each the one that the log committed to.")
    return 0


def _erase(options: argparse.Namespace) -> int:
    from homeward.node.desk import post

    desk = opened(options.desk)
    if options.person:
        count = post.erase_person(desk, options.digest, int(time.time()))
        print(f"Forgotten in {count} letters. The log and its proofs are as they were.")
        return 0 if count else 1
    post.erase(desk, options.digest)
    print("Forgotten. The log and its proofs are as they were.")
    return 0


def _evidence(options: argparse.Namespace) -> int:
    desk = opened(options.desk)
    options.out.mkdir(parents=True, exist_ok=True)
    for digest, data in desk.shelf.evidence().items():
        (options.out / f"{digest[:16]}.evidence.json").write_bytes(data)
    keys = [key for name in desk.cards.names() for key in desk.cards.log_keys(name)]
    nodes = [desk.require(name).node_key for name in desk.cards.names()]
    (options.out / "keys").write_text("".join(f"{key}\n" for key in (*keys, *nodes)), "utf-8")
    print(f"{len(desk.shelf.evidence())} pieces of evidence, with the keys that they are checked by.")
    return 0


def _words(card: "Card") -> None:
    from homeward.ledger.fingerprint import digits

    print(f"Compare these words of {card.name} by telephone, in any language:")
    for language in ("en", "uk", "ru"):
        print(f"  {language}  {' '.join(card.fingerprint(language))}")
    print(f"      {digits(card.text.encode())}")


def _private(path: Path, text: str) -> None:
    """Write a new file that only its owner may read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
