"""``homeward verify``: prove logs from their files alone, without a database, a network or a clock."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from homeward import HomewardError
from homeward.cli.printable import shown

if TYPE_CHECKING:
    from homeward.cli.logs import Fork, Proof
    from homeward.exchange import Logged, State
    from homeward.exchange.standing import Equivocation


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward verify``."""
    command = commands.add_parser(
        "verify",
        help="prove logs from their files alone",
        description="Prove logs from their files alone: signatures, every byte, and the rules of the exchange.",
    )
    command.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="a log's file or folder, a proof file, evidence, or a log's https address",
    )
    command.add_argument("--key", metavar="VKEY", action="append", default=[], help="a log's verifier key you trust")
    command.add_argument("--keys", metavar="FILE", type=Path, help="a file of such keys, one a line")
    command.add_argument("--policy", metavar="FILE", type=Path, help="which witnesses must have cosigned (tlog-policy)")
    command.add_argument(
        "--kept",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="a checkpoint of a log that you were shown before: the log must continue it",
    )
    command.add_argument("--entry", metavar="FILE", type=Path, help="the entry that a proof file is about")
    command.add_argument("--detail", action="store_true", help="also list every entry, and which are void")
    command.add_argument("--json", action="store_true", help="say it as JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prove, fold, and say so; 0 when everything is proved, 1 when not."""
    from homeward.cli import proofs
    from homeward.cli.fetched import fetched
    from homeward.cli.logs import find, prove, read_keys, read_note, read_policy
    from homeward.ledger import VerifierKey

    keys = [VerifierKey.parse(text) for text in options.key]
    if options.keys is not None:
        keys += read_keys(options.keys)
    policy = read_policy(options.policy) if options.policy is not None else None
    keys = list(dict.fromkeys([*keys, *(policy.logs if policy is not None else ())]))
    kept = [read_note(path) for path in options.kept]
    with fetched(options.paths) as paths:
        if kind := proofs.kind(paths):
            if kept:
                raise HomewardError("A kept checkpoint is compared with a log; give the log.")
            return proofs.run(kind, paths, keys, policy, options)
        verdict = Verdict([prove(path, keys, policy, kept) for path in find(paths)])
        _require_compared(verdict, kept)
        if options.json:
            json.dump(_tree(verdict, detail=options.detail), sys.stdout, indent=1)
            print()
        else:
            _print(verdict, detail=options.detail)
        return 0 if verdict.proved else 1


def _require_compared(verdict: "Verdict", kept: list[str]) -> None:
    """Refuse to say that all is proved where a checkpoint that was kept is of none of the logs."""
    origins = {proof.origin for proof in verdict.proofs}
    for note in kept:
        if verdict.proved and (origin := note.partition("\n")[0]) not in origins:
            raise HomewardError(f"The log {shown(origin)}, whose checkpoint was kept, is not among those given.")


class Verdict:
    """Everything that can be said of some logs: each by itself, copies against each other, and their exchanges."""

    def __init__(self, proofs: "list[Proof]") -> None:
        from homeward.cli.logs import forks
        from homeward.exchange import fold

        self.proofs = proofs
        self.forks: list[Fork] = forks(proofs)
        names = {proof.exchange: None for proof in proofs if not proof.problem}
        self.states: dict[str, State] = {
            name: fold([entry for proof in proofs if proof.exchange == name for entry in proof.entries])
            for name in names
        }

    @property
    def failed(self) -> list[str]:
        """The names of the logs that are not proved."""
        return [shown(proof.participant) for proof in self.proofs if proof.problem]

    @property
    def equivocations(self) -> "list[Equivocation]":
        """Where a participant's own keys have signed different entries for one place."""
        return [one for state in self.states.values() for one in state.equivocations]

    @property
    def proved(self) -> bool:
        """Whether everything is."""
        return not (self.failed or self.forks or self.equivocations)

    def fate(self, proof: "Proof", entry: "Logged") -> str:
        """Say what became of an entry by the rules of its exchange."""
        standing = self.states[proof.exchange].standing(entry.digest)
        if standing is None:
            return "waits"
        return f"void ({standing.broken.rule.id})" if standing.broken else "stands"

    def sentence(self) -> str:
        """Say in one sentence what is proved, and what that rests on."""
        if self.failed:
            return f"Not proved: {', '.join(self.failed)}. Do not rely on these files; ask for the log again."
        if self.forks or self.equivocations:
            names = {fork.one.participant for fork in self.forks} | {one.participant for one in self.equivocations}
            return f"Not proved: there are two histories of {_listed(names)}. Keep both copies: they are the evidence."
        logs: dict[str, int] = {}
        for proof in self.proofs:  # a log that was given twice counts once
            logs[proof.origin] = max(logs.get(proof.origin, 0), proof.count)
        void = sum(len(state.broken) for state in self.states.values())
        pending = sum(len(state.pending) for state in self.states.values())
        waiting = f", {pending} waiting for entries of logs not given" if pending else ""
        if any(proof.count > len(proof.entries) for proof in self.proofs):
            waiting += ", the rules not applied to logs so long"
        rests = (
            "with the keys you gave"
            if all(proof.trusted for proof in self.proofs)
            else "with the keys that came with them (compare those with the participants)"
        )
        counted = f"{_count(len(logs), 'log', 'logs')}, {_count(sum(logs.values()), 'entry', 'entries')}"
        return f"Proved: {counted}, none changed, {void} void by the rules{waiting}; {rests}."


def _print(verdict: Verdict, *, detail: bool) -> None:
    for proof in verdict.proofs:
        name = shown(proof.participant)
        if proof.problem:
            print(f"NOT PROVED  {name}: {shown(proof.problem)}")
        else:
            count = _count(proof.count, "entry", "entries")
            print(f"proved      {name}: {count}, root {proof.root[:16]}…")
        for entry in proof.entries if detail else ():
            said, time = _said(entry)
            print(f"    {entry.index:>5}  {entry.digest[:12]}  {time:<16}  {said:<14}{verdict.fate(proof, entry)}")
    for says in _two_histories(verdict):
        print(f"NOT PROVED  {says}")
    print(verdict.sentence())


def _two_histories(verdict: Verdict) -> list[str]:
    said = []
    for fork in verdict.forks:
        who = "its own key has signed both" if fork.by_one_key else "by two different keys; ask whose each is"
        where = f"entry {fork.index} differs between {fork.one.path} and {fork.other.path}"
        said.append(shown(f"{fork.one.participant}: {where}; {who}."))
    forked = {(fork.one.exchange, fork.one.participant) for fork in verdict.forks}
    said += [
        f"{shown(one.participant)} signed different things as entry {one.index}."
        for name, state in verdict.states.items()
        for one in state.equivocations
        if (name, one.participant) not in forked
    ]
    return said


def _said(entry: "Logged") -> tuple[str, str]:
    """Return the type of an entry and the time its author gives for it."""
    from homeward.exchange import ExchangeError, decode

    try:
        decoded = decode(entry.payload)
    except ExchangeError:
        return "unreadable", ""
    return decoded.type, f"{decoded.time:%Y-%m-%d %H:%M}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _listed(names: set[str]) -> str:
    return ", ".join(shown(name) for name in sorted(names))


def _tree(verdict: Verdict, *, detail: bool) -> dict[str, Any]:
    return {
        "proved": verdict.proved,
        "says": verdict.sentence(),
        "logs": [_log_tree(verdict, proof, detail=detail) for proof in verdict.proofs],
        "void": [
            {"participant": one.entry.participant, "index": one.entry.index, "rule": one.rule.id, "says": str(one)}
            for state in verdict.states.values()
            for one in state.broken
        ],
        "pending": sum(len(state.pending) for state in verdict.states.values()),
        "forks": [
            {
                "participant": fork.one.participant,
                "index": fork.index,
                "paths": [str(fork.one.path), str(fork.other.path)],
                "by_one_key": fork.by_one_key,
            }
            for fork in verdict.forks
        ],
        "equivocations": [{"participant": one.participant, "index": one.index} for one in verdict.equivocations],
    }


def _log_tree(verdict: Verdict, proof: "Proof", *, detail: bool) -> dict[str, Any]:
    tree: dict[str, Any] = {
        "path": str(proof.path),
        "participant": proof.participant,
        "origin": proof.origin or None,
        "entries": proof.count,
        "root": proof.root or None,
        "key": proof.key or None,
        "trusted": proof.trusted,
        "problem": proof.problem,
    }
    if detail:
        tree["said"] = [
            {"index": one.index, "digest": one.digest, "type": _said(one)[0], "fate": verdict.fate(proof, one)}
            for one in proof.entries
        ]
    return tree
