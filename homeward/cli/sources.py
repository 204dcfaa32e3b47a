"""``homeward sources``: documents for the node: files, folders, lists of addresses, a folder that is watched."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from homeward.node.sources.intake import Intake


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward sources``."""
    command = commands.add_parser(
        "sources",
        help="add documents to the node's public record",
        description="Read files, folders and addresses into the node, and weigh the record anew. What cannot be read "
        "is named, and the rest goes on.",
    )
    command.add_argument("paths", metavar="PATH", nargs="*", type=Path, help="a document, or a folder of documents")
    command.add_argument("--urls", metavar="FILE", type=Path, help="a file of https addresses, one a line")
    command.add_argument("--published", metavar="DATE", help="when they were published, if they do not say it")
    command.add_argument("--watch", metavar="DIR", type=Path, help="go on: add what comes into this folder")
    command.add_argument("--every", metavar="SECONDS", type=float, default=5.0, help="how often to look into it")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Add, weigh and say so; 0, or 1 if something could not be added."""
    from homeward import HomewardError
    from homeward.cli.files import found
    from homeward.node.setup import prepare

    if not (options.paths or options.urls or options.watch):
        raise HomewardError("Name documents, a list of addresses (--urls) or a folder to be watched (--watch).")
    prepare()
    from homeward.node.sources.intake import Intake

    intake = Intake(options.published)
    for file in found(options.paths):
        intake.file(file)
    if options.urls is not None:
        intake.addresses(options.urls)
    if intake.waiting:
        _weigh(intake)
    for line in intake.said:
        print(line)
    if options.watch is not None:
        _watch(intake, options.watch, options.every)
    return 1 if intake.failed else 0


def _weigh(intake: "Intake") -> None:
    from homeward.node.public.actions import reweigh

    reweigh()
    intake.waiting = 0


def _watch(intake: "Intake", folder: Path, every: float) -> None:
    """Add what comes into a folder, until interrupted."""
    import time

    from homeward.cli.files import found
    from homeward.cli.watching import Watched

    watched = Watched(folder)
    print(f"Watching {folder}; end with Ctrl-C.", flush=True)
    while True:
        before = len(intake.said)
        for file in watched.quiet(found([folder])):
            intake.file(file)
        if intake.waiting:
            _weigh(intake)
        for line in intake.said[before:]:
            print(line, flush=True)
        time.sleep(every)
