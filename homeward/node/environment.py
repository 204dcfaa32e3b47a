"""What an operator can set: read from the environment once, checked, and said in one place.

Reading never fails for want of a setting, so that tests, translations and migrations run anywhere; what is unsafe for
serving is said by ``unsafe``, and ``homeward serve`` refuses to start with it.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from homeward.node import NodeError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
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
        worker: ``homeward serve`` also starts a worker for long jobs.
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
    worker: bool = True

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
            worker=_choice(environ, "HOMEWARD_WORKER", {"": True, "on": True, "off": False}),
        )

    @property
    def hosts(self) -> list[str]:
        """The host names a request may ask for: those of the public addresses, and loopback names for a supervisor."""
        return [*(urlsplit(origin).hostname or "" for origin in self.origins), *LOOPBACK]

    @property
    def encrypted(self) -> bool:
        """Whether every public address is reached by TLS."""
        return bool(self.origins) and all(origin.startswith("https://") for origin in self.origins)

    def unsafe(self, host: str) -> list[str]:
        """Say what forbids serving on this address, one sentence each; an empty list means that it is safe."""
        problems = []
        if self.made_up_key:
            problems.append(
                "No secret key: put one of at least 50 random characters in a file and name it in "
                "HOMEWARD_SECRET_KEY_FILE."
            )
        if host in {"127.0.0.1", "localhost", "::1"}:
            return problems
        if not self.origins:
            problems.append(
                f"{host} can be reached from outside, but HOMEWARD_ORIGIN does not say under which public address "
                "(for example https://record.example.org)."
            )
        elif not self.encrypted:
            problems.append("HOMEWARD_ORIGIN must begin with https:// when others can reach the node.")
        elif not self.behind_proxy:
            problems.append(
                "The node does not terminate TLS itself: put a proxy in front, let it set X-Forwarded-Proto, and set "
                "HOMEWARD_PROXY=1."
            )
        return problems


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
