"""Cosignatures (C2SP tlog-cosignature v1.0.0): a witness says that a checkpoint continues all it has seen of a log."""

import base64
import struct
from collections.abc import Iterable

from homeward.ledger.errors import NoteError
from homeward.ledger.keys import Signer
from homeward.ledger.note import COSIGNATURE, MAX_SIGNATURES, VerifierKey, parse_checkpoint, signatures

MAX_TIME = (1 << 63) - 1


def cosign(note: str, name: str, key: Signer, time: int) -> str:
    """Cosign a checkpoint and return the signature line, with its newline.

    Args:
        note: the checkpoint, with its signatures.
        name: the witness's.
        key: the witness's own, used for nothing else.
        time: seconds since the epoch.

    Raises:
        NoteError: this is no checkpoint, or the time cannot be written.
    """
    text = body(note)
    parse_checkpoint(text)
    if not 0 < time <= MAX_TIME:
        raise NoteError("The time of a cosignature is a number of seconds since 1970.")
    signature = key.sign(f"cosignature/v1\ntime {time}\n{text}".encode())
    data = VerifierKey(name, COSIGNATURE, key.public).id + struct.pack(">Q", time) + signature
    return f"\u2014 {name} {base64.b64encode(data).decode()}\n"


def cosignatures(note: str, keys: Iterable[VerifierKey]) -> dict[VerifierKey, int]:
    """Return which of these witnesses have cosigned a checkpoint, and when (seconds since the epoch).

    Raises:
        NoteError: the note is malformed, or a line that bears the name and id of one of the keys is not by it.
    """
    witnesses = [key for key in keys if key.algorithm == COSIGNATURE]
    return {key: struct.unpack(">Q", data[:8])[0] for key, data, _ in _good(note, witnesses)}


def lines_of(note: str, keys: Iterable[VerifierKey]) -> list[tuple[VerifierKey, str]]:
    """Return the signature lines of a note that are by these keys, each with its newline. Raises as above."""
    return [(key, line) for key, _, line in _good(note, keys)]


def _good(note: str, keys: Iterable[VerifierKey]) -> list[tuple[VerifierKey, bytes, str]]:
    text, lines = signatures(note.encode())
    known = {(key.name, key.id): key for key in keys}
    found: dict[VerifierKey, tuple[VerifierKey, bytes, str]] = {}
    for (name, payload), line in zip(lines, note.rpartition("\n\n")[2].splitlines(), strict=True):
        key = known.get((name, payload[:4]))
        if key is None or key in found:
            continue
        if not key.made(text, payload[4:]):
            raise NoteError(f"The signature of {name} is wrong: the note was changed, or is not theirs.")
        found[key] = (key, payload[4:], f"{line}\n")
    return list(found.values())


def joined(note: str, lines: Iterable[str]) -> str:
    """Add signature lines to a note, each once.

    Raises:
        NoteError: there would be too many.
    """
    head, _, own = note.rpartition("\n\n")
    kept = dict.fromkeys(line for line in [*own.splitlines(), *(each.rstrip("\n") for each in lines)] if line)
    if len(kept) > MAX_SIGNATURES:
        raise NoteError(f"A note has at most {MAX_SIGNATURES} signatures.")
    return f"{head}\n\n" + "".join(f"{line}\n" for line in kept)


def body(note: str) -> str:
    """Return what the signatures of a note are over."""
    return note.rpartition("\n\n")[0] + "\n"
