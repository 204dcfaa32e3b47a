"""Whose cosignatures make a checkpoint good enough (C2SP tlog-policy).

A policy names logs, witnesses, groups of them (k of n) and the quorum. The same key under two names counts once, so it
is refused: a signature of this kind does not say which name it was made under.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from homeward.ledger.cosignature import cosignatures
from homeward.ledger.errors import NoteError, PolicyError
from homeward.ledger.note import COSIGNATURE, ED25519, Checkpoint, VerifierKey, open_note, parse_checkpoint

NONE = "none"
MAX_LINES = 1_000
_COUNT = re.compile("[1-9][0-9]{0,3}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class Standing(StrEnum):
    """How far an entry has come: held only, cosigned by those who make it *seen*, and by those who make it *final*."""

    PENDING = "pending"
    SEEN = "seen"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Group:
    """``count`` of these members, which are witnesses or groups by name."""

    count: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Logs, witnesses by name, groups by name, and the name that decides; made by ``parse`` or ``all_of``."""

    logs: tuple[VerifierKey, ...]
    witnesses: dict[str, VerifierKey]
    groups: dict[str, Group]
    quorum: str

    def __post_init__(self) -> None:
        for keys, kind in ((self.logs, ED25519), (tuple(self.witnesses.values()), COSIGNATURE)):
            if any(key.algorithm != kind for key in keys):
                raise PolicyError("A log's key is of kind 1 and a witness's of kind 4; one here is not.")
        public = [key.public for key in (*self.logs, *self.witnesses.values())]
        if len(set(public)) != len(public):
            raise PolicyError("One key stands there under two names; it cannot count as two.")

    @classmethod
    def all_of(cls, log: VerifierKey, witnesses: Iterable[VerifierKey]) -> "Policy":
        """Return the policy that asks all these witnesses. Raises ``PolicyError``: a key stands there twice."""
        keys = tuple(witnesses)
        named = {f"w{number}": key for number, key in enumerate(keys)}
        if not named:
            return cls((log,), {}, {}, NONE)
        return cls((log,), named, {"all": Group(len(named), tuple(named))}, "all")

    @classmethod
    def parse(cls, text: str) -> "Policy":
        """Read a policy file.

        Raises:
            PolicyError: a line is malformed; its number and why.
        """
        reader = _Reader()
        if _CONTROL.search(text):
            raise PolicyError("A policy holds no control characters but tabs and newlines.")
        if text and not text.endswith("\n"):
            raise PolicyError("The last line of a policy ends with a newline.")
        lines = text.split("\n")[:-1]
        if len(lines) > MAX_LINES:
            raise PolicyError(f"A policy has at most {MAX_LINES:,} lines.")
        for number, line in enumerate(lines, 1):
            words = [word for word in re.split("[ \t]+", line) if word]
            if words and not words[0].startswith("#"):
                try:
                    reader.read(words)
                except (PolicyError, NoteError) as error:
                    raise PolicyError(f"Line {number} of the policy: {error}") from error
        if reader.quorum is None:
            raise PolicyError("The policy has no quorum line; write \u201cquorum none\u201d to ask for no witness.")
        return cls(tuple(reader.logs), reader.witnesses, reader.groups, reader.quorum)

    def __str__(self) -> str:
        lines = [f"log {key}" for key in self.logs]
        lines += [f"witness {name} {key}" for name, key in self.witnesses.items()]
        lines += [f"group {name} {one.count} {' '.join(one.members)}" for name, one in self.groups.items()]
        return "".join(f"{line}\n" for line in (*lines, f"quorum {self.quorum}"))

    def checkpoint(self, note: str, now: int | None = None) -> Checkpoint:
        """Return the checkpoint that a note signs, once a log and enough witnesses have signed it.

        Args:
            note: the checkpoint with its signatures.
            now: seconds since the epoch; cosignatures from later than this do not count.

        Raises:
            NoteError: no log of the policy signed it for itself, or too few witnesses have.
        """
        opened = open_note(note.encode(), self.logs) if self.logs else None
        checkpoint = parse_checkpoint(opened.text if opened else note.rpartition("\n\n")[0] + "\n")
        if opened and checkpoint.origin not in {key.name for key in opened.signers}:
            raise NoteError("The checkpoint is not signed by the log that it names.")
        if not self.satisfied(note, now):
            raise NoteError(f"Too few of the witnesses have cosigned the checkpoint of {checkpoint.origin}.")
        return checkpoint

    def satisfied(self, note: str, now: int | None = None) -> bool:
        """Say whether enough witnesses have cosigned a note. Raises ``NoteError``: it is malformed."""
        if self.quorum == NONE:
            return True
        good = {key for key, time in cosignatures(note, self.witnesses.values()).items() if now is None or time <= now}
        met = {name for name, key in self.witnesses.items() if key in good}
        for name, group in self.groups.items():  # in their order: a group names only those before it
            if sum(member in met for member in group.members) >= group.count:
                met.add(name)
        return self.quorum in met


class _Reader:
    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: dict[str, VerifierKey] = {}
        self.groups: dict[str, Group] = {}
        self.members: set[str] = set()
        self.quorum: str | None = None

    def read(self, words: list[str]) -> None:
        match words:
            case ["log", key, *rest] if len(rest) <= 1:
                self.logs.append(VerifierKey.parse(key))
            case ["witness", name, key, *rest] if len(rest) <= 1:
                self._new(name)
                self.witnesses[name] = VerifierKey.parse(key)
            case ["group", name, count, *members] if members:
                self._new(name)
                self.groups[name] = Group(_counted(count, len(members)), tuple(map(self._member, members)))
            case ["quorum", name]:
                if self.quorum is not None:
                    raise PolicyError("There is a second quorum line.")
                self.quorum = name if name == NONE else self._known(name)
            case _:
                raise PolicyError("It is none of log, witness, group and quorum as they are written.")

    def _member(self, name: str) -> str:
        """Each name is a member once, of one group: a witness in two groups would count as two."""
        if self._known(name) in self.members:
            raise PolicyError(f"{name} is a member of a group twice, or of two groups.")
        self.members.add(name)
        return name

    def _new(self, name: str) -> None:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise PolicyError(f"The name {name} is taken.")

    def _known(self, name: str) -> str:
        if name not in self.witnesses and name not in self.groups:
            raise PolicyError(f"{name} is not defined on a line before.")
        return name


def _counted(text: str, members: int) -> int:
    if text in {"all", "any"}:
        return members if text == "all" else 1
    if not _COUNT.fullmatch(text) or int(text) > members:
        raise PolicyError(f"A group asks for all, any, or 1 to {members} of its members.")
    return int(text)
