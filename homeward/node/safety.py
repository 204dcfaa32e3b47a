"""What forbids serving, and what an operator should know of: one sentence each, saying what to do.

Checked before anything is opened: ``homeward serve`` refuses what is unsafe, and names everything at once.
"""

import stat
from pathlib import Path

from homeward.ledger import BadKeyError
from homeward.ledger.keyfile import look
from homeward.node.database import unproven
from homeward.node.environment import Environment

HERE = frozenset({"127.0.0.1", "localhost", "::1"})
EVERYBODY = stat.S_IRWXO


def forbidding(environment: Environment, host: str) -> list[str]:
    """Say what forbids serving on this address; an empty list means that it is safe."""
    return [*_secrets(environment), *_doors(environment, host), *_rights(environment), *_keys(environment)]


def doubtful(environment: Environment) -> list[str]:
    """Say what does not forbid serving, but should be known to whoever operates the node."""
    found = []
    if not environment.worker:
        found.append(
            "HOMEWARD_WORKER is off: long jobs are done only while somebody runs homeward worker, with these settings."
        )
    if environment.key_in_sight:
        found.append(
            "The secret key is in the environment, where this user's other programs can read it: put it in a file, and "
            "name that in HOMEWARD_SECRET_KEY_FILE."
        )
    if environment.desk is None:
        found.append("HOMEWARD_DESK names no folder: this node only publishes, and nobody can negotiate at it.")
    elif _protected(environment.desk) is False:
        found.append(
            "The desk's keys have no passphrase: that is for exercises. Give them one: homeward keys passphrase DESK."
        )
    if environment.exercise:
        found.append("HOMEWARD_EXERCISE is on: every page says that the people are invented.")
    return found


def _secrets(environment: Environment) -> list[str]:
    if environment.made_up_key:
        return [
            "No secret key: put one of at least 50 random characters in a file and name it in HOMEWARD_SECRET_KEY_FILE."
        ]
    return []


def _doors(environment: Environment, host: str) -> list[str]:
    problems = []
    if unproven(environment.database):
        problems.append(
            "HOMEWARD_DATABASE reaches over a network without proof of who answers: add sslmode=verify-full to it."
        )
    if host in HERE:
        return problems
    if not environment.origins:
        problems.append(
            f"{host} can be reached from outside, but HOMEWARD_ORIGIN does not say under which public address "
            "(for example https://record.example.org)."
        )
    elif not environment.encrypted:
        problems.append("HOMEWARD_ORIGIN must begin with https:// when others can reach the node.")
    elif not environment.behind_proxy:
        problems.append(
            "The node does not terminate TLS itself: put a proxy in front, let it set X-Forwarded-Proto, and set "
            "HOMEWARD_PROXY=1."
        )
    return problems


def _rights(environment: Environment) -> list[str]:
    """Folders and files that everybody on the machine can get at."""
    problems = [
        f"{path} can be read by everybody on this machine: chmod 600 {path}."
        for path in environment.secret_files
        if _open_to_everybody(path)
    ]
    problems += [
        f"{path} can be entered by everybody on this machine: chmod 700 {path}."
        for path in (environment.var, environment.desk)
        if path is not None and _open_to_everybody(path)
    ]
    return problems


def _keys(environment: Environment) -> list[str]:
    desk = environment.desk
    if desk is None:
        return []
    protected = _protected(desk)
    if protected is None:
        return []
    problems = []
    if protected and environment.passphrase is None:
        problems.append(
            "The desk's keys are under a passphrase: put it in a file that only the node can read, and name that in "
            "HOMEWARD_PASSPHRASE_FILE."
        )
    if not protected and environment.encrypted and not environment.exercise:
        problems.append(
            "The desk's keys have no passphrase, and this is no exercise: give them one with homeward keys passphrase "
            f"{desk}, and name its file in HOMEWARD_PASSPHRASE_FILE."
        )
    return problems


def _protected(desk: Path) -> bool | None:
    """Whether every key of a desk is under a passphrase; None where no key can be read, which opening it will say."""
    try:
        faces = [look(path) for path in sorted((desk / "keys").glob("*.key"))]
    except (OSError, BadKeyError):
        return None
    return all(face.protected for face in faces) if faces else None


def _open_to_everybody(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & EVERYBODY)
    except OSError:
        return False
