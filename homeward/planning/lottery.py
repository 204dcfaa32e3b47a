"""Ties are broken by a lottery that neither side can bend: each commits to a half of its seed, then both reveal.

1. Each side signs the SHA-256 of a secret half before the lists are known, and reveals the half afterwards: whoever
   reveals cannot choose any more, and whoever chose last did not know the other half.
2. The seed is the SHA-256 of both halves in the order of the parties' names. It is an entry of both logs.
3. People stand in the order of the SHA-256 of seed and id, so that the order of a file does not matter.
"""

import hashlib
import hmac
from collections.abc import Mapping

from homeward.planning.words import Instance, Person, PlanningError

_SHORTEST = 16  # bytes of a half that cannot be guessed


def commitment(half: bytes) -> str:
    """Return what a side signs before it reveals its half.

    Raises:
        PlanningError: the half is so short that it could be guessed.
    """
    if len(half) < _SHORTEST:
        raise PlanningError(f"A half of the lottery needs {_SHORTEST} random bytes at least; this has {len(half)}.")
    return hashlib.sha256(b"homeward lottery half\n" + half).hexdigest()


def seed_of(halves: Mapping[str, bytes], commitments: Mapping[str, str]) -> str:
    """Return the seed that both halves make.

    Args:
        halves: of each party what it revealed.
        commitments: of each party what it had signed before.

    Raises:
        PlanningError: a half is missing, or is not what was committed to.
    """
    if halves.keys() != commitments.keys() or not halves:
        raise PlanningError("The lottery needs a half and a commitment of each party.")
    digest = hashlib.sha256(b"homeward lottery seed\n")
    for party in sorted(halves):
        if not hmac.compare_digest(commitment(halves[party]), commitments[party]):
            raise PlanningError(f"{party} revealed another half than it had committed to.")
        digest.update(hashlib.sha256(halves[party]).digest())
    return digest.hexdigest()


def drawn_from(given: object) -> str:
    """Return the seed that an instance gives: itself, or as halves and commitments of the parties, in hexadecimal.

    Raises:
        PlanningError: it is neither, or a half is not what was committed to.
    """
    if isinstance(given, str):
        return given
    halves, commitments = (given.get(name) if isinstance(given, dict) else None for name in ("halves", "commitments"))
    if not isinstance(halves, dict) or not isinstance(commitments, dict):
        raise PlanningError("'lottery' must be a seed, or an object with 'halves' and 'commitments' of each party.")
    try:
        known = {party: bytes.fromhex(half) for party, half in halves.items()}
    except (TypeError, ValueError) as error:
        raise PlanningError("The halves of the lottery must be written in hexadecimal.") from error
    return seed_of(known, {party: str(one) for party, one in commitments.items()})


def drawn(instance: Instance) -> tuple[Person, ...]:
    """Return everybody in the order of the lottery."""
    seed = instance.lottery.encode() + b"\n"
    return tuple(sorted(instance.people, key=lambda one: (hashlib.sha256(seed + one.id.encode()).digest(), one.id)))
