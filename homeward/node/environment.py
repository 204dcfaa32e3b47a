"""What an operator can set: read from the environment once, checked, and said in one place.

Reading never fails for want of a setting, so that tests, translations and migrations run anywhere; what is unsafe for
serving is said by ``homeward.node.safety``, and ``homeward serve`` refuses to start with it.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from homeward.node import NodeError
from homeward.node.database import postgresql

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
SECRET_FILES = ("HOMEWARD_SECRET_KEY_FILE", "HOMEWARD_PASSPHRASE_FILE")
KEY_LENGTH = 50  # characters; Django's own lower bound for a key that signs


class SettingError(NodeError):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of one node.

    Attributes:
        var: the folder of everything that changes: database, logs, key.
        secret_key: what signs forms.
        made_up_key: no key was given, and this one lasts as long as the process.
        origins: the public addresses of the node, ``scheme://host[:port]``; the first is the canonical one.
        uploads: anyone may add a document.
        review: reviewers may judge claims, and readers may say what is wrong.
        office: there are pages under ``/office``, and those with an account may sign in.
        exercise: every page says that this is an exercise.
        behind_proxy: a proxy in front terminates TLS and sets ``X-Forwarded-Proto`` itself.
        desk: the participant's folder, with its keys and logs; None for a node that only publishes.
        passphrase: of the desk's keys.
        every: seconds between two rounds of exchanges with peers.
        smallest: how many people a group has at least for its figure to be public.
        worker: ``homeward serve`` also starts a worker for long jobs.
        database: Django's settings of a database that is not a file in ``var``.
        secret_files: the files that secrets were read from.
        key_in_sight: the secret key was given in the environment itself.
        json_logs: what is logged is written as one JSON object a line.
    """

    var: Path
    secret_key: str
    made_up_key: bool
    origins: tuple[str, ...]
    uploads: bool
    review: bool
    office: bool
    exercise: bool
    behind_proxy: bool
    desk: Path | None = None
    passphrase: str | None = field(default=None, repr=False)
    every: float = 30.0
    smallest: int = 5
    worker: bool = True
    database: dict[str, Any] | None = field(default=None, repr=False)
    secret_files: tuple[Path, ...] = ()
    key_in_sight: bool = False
    json_logs: bool = False

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read the settings.

        Raises:
            SettingError: if a setting has a value that cannot be used.
        """
        key = _key(environ)
        review = _choice(environ, "HOMEWARD_REVIEW", {"": False, "closed": False, "open": True})
        usual = review or bool(environ.get("HOMEWARD_DESK"))
        return cls(
            var=Path(environ.get("HOMEWARD_VAR") or "var").absolute(),
            secret_key=key or secrets.token_urlsafe(KEY_LENGTH),
            made_up_key=key is None,
            origins=_origins(environ.get("HOMEWARD_ORIGIN", "")),
            uploads=_choice(environ, "HOMEWARD_UPLOADS", {"": False, "closed": False, "open": True}),
            review=review,
            office=_choice(environ, "HOMEWARD_OFFICE", {"": usual, "closed": False, "open": True}),
            exercise=_choice(environ, "HOMEWARD_EXERCISE", {"": False, "0": False, "1": True}),
            behind_proxy=_choice(environ, "HOMEWARD_PROXY", {"": False, "0": False, "1": True}),
            desk=Path(environ["HOMEWARD_DESK"]).absolute() if environ.get("HOMEWARD_DESK") else None,
            passphrase=read_passphrase(environ),
            every=_seconds(environ, "HOMEWARD_EVERY", 30.0),
            smallest=_smallest(environ),
            worker=_choice(environ, "HOMEWARD_WORKER", {"": True, "on": True, "off": False}),
            database=_database(environ),
            secret_files=tuple(Path(environ[name]) for name in SECRET_FILES if environ.get(name)),
            key_in_sight=bool(environ.get("HOMEWARD_SECRET_KEY")) and not environ.get("HOMEWARD_SECRET_KEY_FILE"),
            json_logs=_choice(environ, "HOMEWARD_LOG", {"": False, "lines": False, "json": True}),
        )

    @property
    def hosts(self) -> list[str]:
        """The host names a request may ask for: those of the public addresses, and loopback names for a supervisor."""
        return [*(urlsplit(origin).hostname or "" for origin in self.origins), *LOOPBACK]

    @property
    def encrypted(self) -> bool:
        """Whether every public address is reached by TLS."""
        return bool(self.origins) and all(origin.startswith("https://") for origin in self.origins)


def read_passphrase(environ: Mapping[str, str]) -> str | None:
    """Return the passphrase of a desk's keys from the file that ``HOMEWARD_PASSPHRASE_FILE`` names, if it names one.

    Raises:
        SettingError: the file cannot be read.
    """
    name = environ.get("HOMEWARD_PASSPHRASE_FILE")
    if not name:
        return None
    try:
        return Path(name).read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            f"HOMEWARD_PASSPHRASE_FILE names {name}, which cannot be read; check the path and its permissions."
        ) from error


def _seconds(environ: Mapping[str, str], name: str, usual: float) -> float:
    text = environ.get(name, "")
    try:
        seconds = float(text or usual)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 86_400:
        raise SettingError(f"{name} is {text!r}; give seconds, from 0.1 to 86400.")
    return seconds


def _database(environ: Mapping[str, str]) -> dict[str, Any] | None:
    address = environ.get("HOMEWARD_DATABASE", "")
    if address in {"", "sqlite"}:
        return None
    try:
        return postgresql(address)
    except ValueError as error:
        raise SettingError(f"HOMEWARD_DATABASE {error}.") from error


def _smallest(environ: Mapping[str, str]) -> int:
    text = environ.get("HOMEWARD_SMALLEST") or "5"
    if not text.isdigit() or not 1 <= int(text) <= 1_000:
        raise SettingError(f"HOMEWARD_SMALLEST is {text!r}; give a number of people, from 1 to 1000.")
    return int(text)


def _key(environ: Mapping[str, str]) -> str | None:
    key = environ.get("HOMEWARD_SECRET_KEY")
    if name := environ.get("HOMEWARD_SECRET_KEY_FILE"):
        try:
            key = Path(name).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(
                f"HOMEWARD_SECRET_KEY_FILE names {name}, which cannot be read; check the path and its permissions."
            ) from error
    if key and len(key) < KEY_LENGTH:
        raise SettingError(f"The secret key has {len(key)} characters; it needs at least {KEY_LENGTH}, at random.")
    return key or None


def _origins(value: str) -> tuple[str, ...]:
    origins = tuple(value.split())
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in {"http", "https"} or not parts.hostname or origin.rstrip("/").count("/") != 2:
            raise SettingError(f"HOMEWARD_ORIGIN contains {origin!r}; give addresses like https://record.example.org.")
    return tuple(origin.rstrip("/") for origin in origins)


def _choice(environ: Mapping[str, str], name: str, choices: Mapping[str, bool]) -> bool:
    value = environ.get(name, "").strip().lower()
    if value not in choices:
        allowed = ", ".join(repr(choice) for choice in choices if choice)
        raise SettingError(f"{name} is {value!r}; allowed are {allowed}, or nothing.")
    return choices[value]
