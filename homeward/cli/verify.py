"""``homeward verify``: prove logs from their files alone, without a database, a network or a clock."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from homeward.cli.logs import Proof
    from homeward.exchange import State


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward verify``."""
    command = commands.add_parser(
        "verify",
        help="prove logs from their files alone",
        description="Prove logs from their files alone: signatures, every byte, and the rules of the exchange.",
    )
    command.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a log's file or folder, or several")
    command.add_argument("--key", metavar="VKEY", action="append", default=[], help="a log's verifier key you trust")
    command.add_argument("--detail", action="store_true", help="also list every entry, and which are void")
    command.add_argument("--json", action="store_true", help="say it as JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prove, fold, and say so; 0 when everything is proved, 1 when not."""
    from homeward.cli.logs import find, prove
    from homeward.exchange import fold
    from homeward.ledger import VerifierKey

    keys = [VerifierKey.parse(text) for text in options.key]
    proofs = [prove(path, keys) for path in find(options.paths)]
    state = fold([entry for proof in proofs for entry in proof.entries])
    if options.json:
        json.dump(_tree(proofs, state), sys.stdout, indent=1)
        print()
    else:
        _print(proofs, state, detail=options.detail)
    return 0 if _proved(proofs, state) else 1


def _proved(proofs: "list[Proof]", state: "State") -> bool:
    return not any(proof.problem for proof in proofs) and not state.equivocations


def _print(proofs: "list[Proof]", state: "State", *, detail: bool) -> None:
    for proof in proofs:
        if proof.problem:
            print(f"NOT PROVED  {proof.participant}: {proof.problem}")
        else:
            print(f"proved      {proof.participant}: {len(proof.entries)} entries, root {proof.root[:16]}…")
        if detail:
            _print_entries(proof, state)
    for equivocation in state.equivocations:
        print(f"NOT PROVED  {equivocation.participant} said different things as entry {equivocation.index}.")
    print(_sentence(proofs, state))


def _print_entries(proof: "Proof", state: "State") -> None:
    from homeward.exchange import ExchangeError, decode

    for logged in proof.entries:
        standing = state.standing(logged.digest)
        fate = (
            f"void ({standing.broken.rule.id})" if standing and standing.broken else "stands" if standing else "waits"
        )
        try:
            entry = decode(logged.payload)
            said = f"{entry.time:%Y-%m-%d %H:%M}  {entry.type}"
        except ExchangeError:
            said = f"{'':16}  unreadable"
        print(f"    {logged.index:>5}  {logged.digest[:12]}  {said:<32}{fate}")


def _sentence(proofs: "list[Proof]", state: "State") -> str:
    """Say in one sentence what is proved, and what that rests on."""
    failed = [proof.participant for proof in proofs if proof.problem]
    if failed:
        return f"Not proved: {', '.join(failed)}. Do not rely on these files; ask for the log again."
    if state.equivocations:
        names = ", ".join(sorted({one.participant for one in state.equivocations}))
        return f"Not proved: {names} signed two histories. Keep both copies: they are the evidence."
    total = sum(len(proof.entries) for proof in proofs)
    void = len(state.broken)
    waiting = f", {len(state.pending)} waiting for entries of logs not given" if state.pending else ""
    rests = (
        "with the keys you gave"
        if all(proof.trusted for proof in proofs)
        else "with the keys that came with them (compare those with the participants)"
    )
    logs = "1 log" if len(proofs) == 1 else f"{len(proofs)} logs"
    return f"Proved: {logs}, {total} entries, none changed, {void} void by the rules{waiting}; {rests}."


def _tree(proofs: "list[Proof]", state: "State") -> dict[str, Any]:
    return {
        "proved": _proved(proofs, state),
        "says": _sentence(proofs, state),
        "logs": [
            {
                "path": str(proof.path),
                "participant": proof.participant,
                "entries": len(proof.entries),
                "root": proof.root or None,
                "trusted": proof.trusted,
                "problem": proof.problem,
            }
            for proof in proofs
        ],
        "void": [
            {"participant": one.entry.participant, "index": one.entry.index, "rule": one.rule.id, "says": str(one)}
            for one in state.broken
        ],
        "pending": len(state.pending),
    }
