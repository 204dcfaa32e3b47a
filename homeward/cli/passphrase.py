"""The passphrase of a desk's keys: from a file that the environment names, or asked for; never an argument."""

import getpass
import os
import sys

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


def chosen() -> str:
    """Return the passphrase for new keys: from the file, or asked for twice."""
    from homeward.node.environment import read_passphrase

    if (found := read_passphrase(os.environ)) is not None:
        return found
    if not sys.stdin.isatty():
        raise PassphraseError("New keys need a passphrase: put it in a file and name that in HOMEWARD_PASSPHRASE_FILE.")
    found = getpass.getpass("Passphrase for the new keys (several words): ")
    if getpass.getpass("Once more: ") != found:
        raise PassphraseError("The two passphrases differ; nothing was made.")
    return found
