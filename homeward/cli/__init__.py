"""The command line: ``homeward COMMAND …``, one module a command.

A command module offers ``add(commands)``, which declares its arguments and names the function to run. It imports the
engines inside that function, so that asking for help or running one command never pays for starting the others.
Exit statuses: 0 done, 1 the answer is no (a proof that fails, a check that differs), 2 something was wrong with what
was given, 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from homeward import HomewardError, __version__
from homeward.cli import (
    account,
    carry,
    demo,
    desk,
    keys,
    log,
    match,
    names,
    plan,
    read,
    rebuild,
    serve,
    sources,
    verify,
    weigh,
    worker,
)
from homeward.cli.printable import shown_lines

__all__ = ["main", "parser"]

COMMANDS = (
    demo,
    match,
    names,
    plan,
    read,
    weigh,
    verify,
    log,
    desk,
    carry,
    keys,
    serve,
    worker,
    rebuild,
    sources,
    account,
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command, as the help, the shell and the documentation's tests see it."""
    top = argparse.ArgumentParser(
        prog="homeward",
        description="The record of a prisoner exchange, and of what the world was told about it.",
    )
    top.add_argument("--version", action="version", version=f"homeward {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; what went wrong is one sentence on standard error."""
    options = parser().parse_args(argv)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read on, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (HomewardError, OSError) as error:
        print(f"homeward: {shown_lines(str(error))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return status
