"""``homeward log``: look into a log, prove one entry of it, check it, publish it."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from homeward import HomewardError
from homeward.cli.printable import shown, shown_lines

if TYPE_CHECKING:
    from collections.abc import Callable


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward log``."""
    command = commands.add_parser(
        "log",
        help="look into a log, prove an entry, publish it",
        description="Look into a log, from its file or a folder of tiles. Nothing here needs its key.",
    )
    parts = command.add_subparsers(metavar="WHAT", required=True)
    _part(parts, "head", "its name, size, root and key", _head)
    listed = _part(parts, "list", "its entries, one a line; no person is named", _list)
    listed.add_argument("--start", type=int, default=0, help="index of the first entry (default: %(default)s)")
    listed.add_argument("--count", type=int, default=100, help="how many entries (default: %(default)s)")
    show = _part(parts, "show", "one entry: who signed it and what it says", _show)
    prove = _part(parts, "prove", "write a proof file of one entry (C2SP tlog-proof)", _prove)
    for part in (show, prove):
        part.add_argument("index", metavar="INDEX", type=int, help="the entry's place, from 0")
    prove.add_argument("--out", type=Path, required=True, help="file to write the proof to")
    prove.add_argument("--bare", action="store_true", help="leave the entry itself out of the file")
    prove.add_argument("--checkpoint", type=Path, help="a cosigned checkpoint to prove it under (default: the newest)")
    _part(parts, "check", "read all that is stored and find any flipped bit", _check)
    export = _part(parts, "export", "write it as tiles for any static server", _export)
    export.add_argument("folder", metavar="FOLDER", type=Path, help="where to; tiles that are there stay")


def _part(
    parts: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, says: str, run: object
) -> argparse.ArgumentParser:
    part = parts.add_parser(name, help=says, description=says[0].upper() + says[1:] + ".")
    part.add_argument("log", metavar="LOG", type=Path, help="a log's file, or a folder with a checkpoint in it")
    part.set_defaults(run=run)
    return part


@dataclass(frozen=True, slots=True)
class _Opened:
    """A log, wherever it lies: its newest note, and how to get entries and hashes of it."""

    note: str
    size: int
    key: str
    entry: "Callable[[int], bytes]"
    hashes: "Callable[[int, int], bytes]"


@contextmanager
def _opened(path: Path) -> Iterator[_Opened]:
    from homeward.cli.logs import read_note
    from homeward.ledger import Log, parse_checkpoint
    from homeward.ledger.cosignature import body
    from homeward.ledger.tiles import entry_of, hashes

    if path.is_file():
        with Log.open(path) as log:
            yield _Opened(
                log.checkpoint(),
                log.size,
                str(log.verifier),
                lambda index: next(log.entries(index, index + 1)),
                log.subtree,
            )
        return
    if not (path / "checkpoint").is_file():
        raise HomewardError(f"There is no log at {path}; give a log's file, or a folder with a checkpoint in it.")
    note = read_note(path / "checkpoint")
    size = parse_checkpoint(body(note)).size
    yield _Opened(note, size, "", lambda index: entry_of(path, size, index), hashes(path, size))


def _head(options: argparse.Namespace) -> int:
    with _opened(options.log) as log:
        print(shown_lines(log.note), end="")
        if log.key:
            print(f"\nkey  {log.key}")
    return 0


def _list(options: argparse.Namespace) -> int:
    from homeward.exchange import ExchangeError, decode
    from homeward.ledger import EnvelopeError, leaf_hash, unseal

    with _opened(options.log) as log:
        for index in range(max(options.start, 0), min(options.start + options.count, log.size)):
            envelope = log.entry(index)
            try:
                entry = decode(unseal(envelope).payload)
                said = f"{entry.time:%Y-%m-%d %H:%M}  {entry.type}"
            except (EnvelopeError, ExchangeError):
                said = "                  unreadable"
            print(f"{index:>6}  {leaf_hash(envelope).hex()[:16]}  {said}")
    return 0


def _show(options: argparse.Namespace) -> int:
    from homeward.ledger import leaf_hash, unseal

    with _opened(options.log) as log:
        _within(options.index, log.size)
        envelope = log.entry(options.index)
    sealed = unseal(envelope)
    print(f"leaf    {leaf_hash(envelope).hex()}")
    for signer in sorted(sealed.signers):
        print(f"signed  {signer}")
    try:
        print(json.dumps(json.loads(sealed.payload), indent=1, ensure_ascii=True))
    except ValueError:
        print("What it says is not JSON.")
    return 0


def _prove(options: argparse.Namespace) -> int:
    from homeward.cli.logs import read_note
    from homeward.ledger import parse_checkpoint, prove
    from homeward.ledger.cosignature import body
    from homeward.ledger.tree import inclusion, root

    with _opened(options.log) as log:
        note = read_note(options.checkpoint) if options.checkpoint is not None else log.note
        checkpoint = parse_checkpoint(body(note))
        if checkpoint.size > log.size or root(log.hashes, checkpoint.size) != checkpoint.root:
            raise HomewardError("The checkpoint is not one of this log, or of more of it than is here.")
        _within(options.index, checkpoint.size)
        entry = log.entry(options.index)
        proof = prove(options.index, inclusion(log.hashes, options.index, checkpoint.size), note, entry)
    if options.bare:
        proof = prove(proof.index, proof.path, proof.note)
        options.out.with_suffix(".entry").write_bytes(entry)
    options.out.write_text(str(proof), "utf-8")
    beside = f", with the entry beside it in {options.out.with_suffix('.entry').name}" if options.bare else ""
    print(f"{options.out}: entry {options.index}, under the checkpoint over {checkpoint.size} entries{beside}.")
    return 0


def _check(options: argparse.Namespace) -> int:
    from homeward.cli.logs import beside
    from homeward.ledger import LedgerError, Log, proved, read_checkpoint

    try:
        if options.log.is_file():
            with Log.open(options.log) as log:
                log.check()
                size = log.size
        else:
            checkpoint, _ = read_checkpoint(options.log, beside(options.log))
            size = sum(1 for _ in proved(options.log, checkpoint))
    except LedgerError as error:
        print(f"Damaged: {shown(str(error))}")
        return 1
    print(f"Good: {size} entries, every stored hash and checkpoint is what the entries say.")
    return 0


def _export(options: argparse.Namespace) -> int:
    from homeward.ledger import Log, export

    with Log.open(options.log) as log:
        checkpoint = export(log, options.folder)
        (options.folder / "keys").write_text(f"{log.verifier}\n", "utf-8")
    print(f"{options.folder}: {checkpoint.size} entries of {shown(checkpoint.origin)}.")
    return 0


def _within(index: int, size: int) -> None:
    if not 0 <= index < size:
        raise HomewardError(f"There is no entry {index} in a log of {size} entries.")
