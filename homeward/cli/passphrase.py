"""The passphrase of a desk's keys: from a file that the environment names, or asked for; never an argument."""

import getpass
import os
import sys
from pathlib import Path

from homeward import HomewardError


class PassphraseError(HomewardError):
    """No passphrase was given, or the two differ."""


def given(*, needed: bool) -> str | None:
    """Return the passphrase of existing keys: from ``HOMEWARD_PASSPHRASE_FILE``, or asked for if it is needed."""
    from homeward.node.environment import read_passphrase

    found = read_passphrase(os.environ)
    if found is None and needed:
        if not sys.stdin.isatty():
            raise PassphraseError("The keys are under a passphrase: name its file in HOMEWARD_PASSPHRASE_FILE.")
        found = getpass.getpass("Passphrase of the keys: ")
    return found


def asked(prompt: str) -> str | None:
    """Ask for another passphrase than the desk's; None where there is nobody to ask."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else None


def read(path: Path) -> str:
    """Return the passphrase that a file holds; the end of its line is no part of it."""
    try:
        return path.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PassphraseError(f"The passphrase cannot be read from {path}.") from error


def chosen(*, anew: bool = False) -> str:
    """Return the passphrase for new keys: from the file, or asked for twice.

    Args:
        anew: the file holds the one that is to be replaced: ask.
    """
    from homeward.node.environment import read_passphrase

    if not anew and (found := read_passphrase(os.environ)) is not None:
        return found
    if anew and not sys.stdin.isatty():
        raise PassphraseError("There is nobody to ask for the new passphrase; name a file that holds it with --new.")
    if not sys.stdin.isatty():
        raise PassphraseError("New keys need a passphrase: put it in a file and name that in HOMEWARD_PASSPHRASE_FILE.")
    found = getpass.getpass("Passphrase for the new keys (several words): ")
    if getpass.getpass("Once more: ") != found:
        raise PassphraseError("The two passphrases differ; nothing was made.")
    return found
