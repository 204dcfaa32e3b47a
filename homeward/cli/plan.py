"""``homeward plan``: who goes home in which stage, from which point; and what proves that no plan is better.

1. What is asked for is checked before anything long begins: the instance, and where the plan goes.
2. A plan is written with a table of it and with its certificate beside it, each whole or not at all.
3. ``--check`` believes neither plan nor certificate: it counts the one and computes the other's bounds again.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from homeward.planning.words import PlanningError

if TYPE_CHECKING:
    from homeward.planning import Cell, Goal, Instance, Level

CERTIFICATE = ".certificate.json"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward plan``."""
    command = commands.add_parser(
        "plan",
        help="plan who goes home in which stage, provably best",
        description="Plan who goes home in which stage and from which point, with a proof that no plan is better.",
    )
    command.add_argument(
        "instance", metavar="INSTANCE", type=Path, help="people and terms (JSON), of two parties or many"
    )
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", metavar="PLAN", type=Path, help="write the plan here (JSON); a table (.csv) and its "
                      f"certificate ({CERTIFICATE}) beside it")  # fmt: skip
    what.add_argument("--check", metavar="PLAN", type=Path, help="check this plan and its certificate instead")
    what.add_argument(
        "--explain", metavar="ID", help="say why this person goes, or not yet, and what would turn it round"
    )
    what.add_argument(
        "--more", action="store_true", help="say what one more seat, stretcher, place, day, point would bring"
    )
    command.add_argument(
        "--plan", metavar="PLAN", type=Path, help="with --explain or --more: of this plan, instead of planning anew"
    )
    command.add_argument(
        "--replan", metavar=("OLD", "CHANGES"), nargs=2, help="with --out: change this plan as little as these changes "
        "allow",
    )  # fmt: skip
    command.add_argument(
        "--certificate", metavar="FILE", type=Path, help="with --check: the certificate, if it is not beside the plan"
    )
    command.add_argument("--audit", action="store_true", help="show who has waited how long, before and after the plan")
    command.add_argument("--json", action="store_true", help="print what the plan reaches as JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Plan or check.

    Returns 0; 1 if a plan that is checked breaks a term, or its certificate proves less than it states.
    """
    from homeward.cli import settled
    from homeward.planning import read_instance

    if options.certificate is not None and options.check is None:
        raise PlanningError("--certificate says what to check a plan with; it goes with --check PLAN.")
    if options.out is not None:
        _writable(options.out)
    elif options.replan is not None:
        raise PlanningError("--replan makes a new plan; say where it goes with --out NEW.")
    if options.plan is not None and options.explain is None and not options.more:
        raise PlanningError("--plan says which plan is asked about; it goes with --explain ID or --more.")
    if settled.is_deal(options.instance):
        return settled.run(options)
    return _of_two(options, read_instance(options.instance))


def _of_two(options: argparse.Namespace, instance: "Instance") -> int:
    from homeward.cli import explained, replanned

    if options.explain is not None or options.more:
        return explained.run(options, instance)
    if options.replan is not None:
        return replanned.run(options, instance)
    return _check(options, instance) if options.out is None else _plan(options, instance)


def _plan(options: argparse.Namespace, instance: "Instance") -> int:
    from homeward.cli.planned import write
    from homeward.planning import plan

    with Progress() as progress:
        made = plan(instance, progress.level)
    write(options.out, instance, made)
    _show(options, instance, made.levels, made.assignments)
    return 0


def _check(options: argparse.Namespace, instance: "Instance") -> int:
    from homeward.cli.planned import broken, claims
    from homeward.planning import read_certificate, read_plan, verified

    assignments = read_plan(options.check, instance)
    if broken(instance, assignments):
        return 1
    certificate = options.certificate or options.check.with_suffix(CERTIFICATE)
    if options.certificate is None and not certificate.exists():
        print(f"There is no certificate {certificate}; only the plan was checked.", file=sys.stderr)
        _show(options, instance, (), assignments)
        return 0
    levels = verified(instance, assignments, read_certificate(certificate, instance))
    _show(options, instance, levels, assignments)
    return 0 if claims(certificate, levels) else 1


def _show(
    options: argparse.Namespace, instance: "Instance", levels: "tuple[Level, ...]", assignments: "Mapping[str, Cell]"
) -> None:
    from homeward.cli.planned import as_json, audit, table
    from homeward.planning import score

    if options.json:
        print(json.dumps(as_json(instance, levels, assignments, with_audit=options.audit), ensure_ascii=False))
        return
    from rich.console import Console

    out = Console(highlight=False, markup=False)
    out.print(table(instance, score(instance, assignments), levels))
    if options.audit:
        out.print(audit(instance, assignments))


def _writable(path: Path) -> None:
    if not path.parent.is_dir():
        raise PlanningError(f"{path}: there is no folder {path.parent}; make it first.")
    if path.is_dir() or path.suffix.lower() != ".json":
        raise PlanningError(f"{path}: a plan is written as JSON; name the file so, such as plan.json.")


class Progress:
    """Levels on standard error as they are reached, with the gap that is left; on a terminal, one line that changes."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.live = sys.stderr.isatty()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self.live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def level(self, goal: "Goal", value: int, bound: int) -> None:
        """Say that a level was reached."""
        from homeward.cli.planned import named

        gap = abs(bound - value) / max(1, abs(bound))
        left = "nothing better is possible" if gap == 0 else f"at most {gap:.3%} better is possible"
        line = f"{time.monotonic() - self.started:5.1f} s  {named(goal)}: {value:,}; {left}"
        print(f"\r\x1b[K{line}" if self.live else line, end="" if self.live else "\n", file=sys.stderr, flush=True)
