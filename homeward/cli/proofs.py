"""Proof files and files of evidence, verified from themselves: no log, no database, no network, no clock."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from homeward import HomewardError
from homeward.cli.printable import shown

if TYPE_CHECKING:
    from homeward.ledger import Policy, VerifierKey


def kind(paths: Sequence[Path]) -> str | None:
    """Return "proof" or "evidence" where the files are that, and None where they are logs.

    Raises:
        HomewardError: they are of several kinds.
    """
    kinds = {_kind(path) for path in paths}
    if len(kinds) > 1:
        raise HomewardError("Give logs, proof files, or evidence: one kind at a time.")
    return kinds.pop()


def run(
    kind: str,
    paths: Sequence[Path],
    keys: "Sequence[VerifierKey]",
    policy: "Policy | None",
    options: argparse.Namespace,
) -> int:
    """Verify files of one kind, and say so; 0 when all are good, 1 when not."""
    said, good = [], True
    for path in paths:
        trusted, used = bool(keys), list(keys) or _beside(path)
        try:
            says = _proved(path, used, policy, options) if kind == "proof" else _evident(path, used)
        except HomewardError as error:
            says, good = f"Not proved: {shown(str(error))}", False
        else:
            says += "" if trusted else " (With keys that came along: compare them with the participants.)"
        said.append({"path": str(path), "proved": not says.startswith("Not proved"), "says": says})
    if options.json:
        json.dump({"proved": good, "files": said}, sys.stdout, indent=1)
        print()
    else:
        for one in said:
            print(one["says"] if len(said) == 1 else f"{one['path']}: {one['says']}")
    return 0 if good else 1


def _proved(path: Path, keys: "list[VerifierKey]", policy: "Policy | None", options: argparse.Namespace) -> str:
    from homeward.cli.logs import read_bytes
    from homeward.exchange import ExchangeError, decode
    from homeward.ledger import MAX_BYTES, Policy, Proof, cosignatures, leaf_hash, proof, unseal
    from homeward.ledger.note import COSIGNATURE, ED25519

    found = Proof.parse(read_bytes(path, proof.MAX_BYTES, "a proof file"))
    entry = read_bytes(options.entry, MAX_BYTES, "an entry") if options.entry is not None else found.extra
    if not entry:
        raise HomewardError("The proof does not bring its entry along; name the entry's file with --entry.")
    origin = found.note.partition("\n")[0]
    logs = tuple(key for key in keys if key.algorithm == ED25519 and key.name == origin)
    if not logs:
        raise HomewardError(f"No key of the log {shown(origin)}: give it with --key.")
    asked = policy or Policy(logs, {}, {}, "none")
    size = found.verify(entry, asked if asked.logs else replace(asked, logs=logs))  # a policy may leave the logs to us
    seen = len(cosignatures(found.note, [key for key in keys if key.algorithm == COSIGNATURE]))
    witnesses = "as the policy asks" if policy is not None else f"{seen} witnesses known here have cosigned"
    says = f"Proved: this is entry {found.index} of {shown(origin)}, of {size} entries then; {witnesses}."
    if options.detail:
        sealed = unseal(entry)
        says += f"\nleaf    {leaf_hash(entry).hex()}\nsigned  {', '.join(sorted(sealed.signers)) or 'by nobody'}"
        try:
            decode(sealed.payload)
            says += "\n" + json.dumps(json.loads(sealed.payload), indent=1, ensure_ascii=True)
        except ExchangeError:
            says += "\nThe entry cannot be read by the rules of this version."
    return says


def _evident(path: Path, keys: "list[VerifierKey]") -> str:
    from homeward.cli.logs import read_bytes
    from homeward.ledger import evidence

    data = read_bytes(path, evidence.MAX_BYTES, "a file of evidence")
    return "Proved: " + shown(evidence.Evidence.parse(data).check(keys))


def _beside(path: Path) -> "list[VerifierKey]":
    from homeward.cli.logs import KEYS, read_keys

    place = path.absolute().parent / KEYS
    return read_keys(place) if place.is_file() else []


def _kind(path: Path) -> str | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        start = file.read(22)
    if start == b"c2sp.org/tlog-proof@v1":
        return "proof"
    return "evidence" if start.startswith(b'{"evidence":"homeward') else None
