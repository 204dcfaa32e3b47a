"""``homeward carry``: everything a peer lacks in one file, for a stick, and such a file taken in."""

import argparse
import os
import time
from pathlib import Path

from homeward.cli.desk import opened


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward carry``."""
    command = commands.add_parser(
        "carry",
        help="exchange with a peer by a file on a stick",
        description="Exchange with a peer by files: as complete as by network, in any order, as often as you like.",
    )
    parts = command.add_subparsers(metavar="WHAT", required=True)
    out = parts.add_parser("out", help="write what a peer lacks", description="Write all that a peer lacks to a file.")
    out.add_argument("desk", metavar="DESK", type=Path, help="the participant's folder")
    out.add_argument("peer", metavar="PEER", help="who shall take it in; nobody else can open it")
    out.add_argument("file", metavar="FILE", type=Path, help="the file; an older one of the same name is replaced")
    out.add_argument("--all", action="store_true", help="everything, whatever the peer has said it holds")
    out.set_defaults(run=_out)
    into = parts.add_parser("in", help="take such files in", description="Take in files that peers have written.")
    into.add_argument("desk", metavar="DESK", type=Path, help="the participant's folder")
    into.add_argument("files", metavar="FILE", type=Path, nargs="+", help="the files, in any order")
    into.set_defaults(run=_in)


def _out(options: argparse.Namespace) -> int:
    from homeward.node.desk import parcel

    data = parcel.pack(opened(options.desk), options.peer, everything=options.all)
    part = options.file.with_name(f".{options.file.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(options.file)
    print(f"{options.file}: {len(data):,} bytes for {options.peer}. It may be carried by anybody.")
    return 0


def _in(options: argparse.Namespace) -> int:
    from homeward.node.desk import parcel
    from homeward.node.desk.answers import MAX_PARCEL
    from homeward.node.desk.errors import ParcelError

    desk, trouble = opened(options.desk), 0
    for path in options.files:
        try:
            with path.open("rb") as file:
                taken = parcel.unpack(desk, file.read(MAX_PARCEL + 1), int(time.time()))
        except ParcelError as error:
            print(f"{path}: {error} Nothing of it was taken.")
            trouble += 1
            continue
        print(f"{path}: {taken}")
        for says in taken.refused:
            print(f"  refused: {says}")
        trouble += bool(taken.refused)
    return 1 if trouble else 0
