"""``make bench``: run every benchmark, or those named, and print what changed against the last accepted result.

    python -m benchmarks [NAME …] [--accept]

A benchmark is a module with ``NAME`` and ``measure() -> dict[str, float]``. ``--accept`` writes what was measured to
``benchmarks/results/NAME.json``; commit it together with the reason.
"""

import argparse
import importlib
import json
import pkgutil
from pathlib import Path

import benchmarks

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Measure, print beside the last accepted result, and accept it when asked to."""
    names = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name != "__main__")
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure, beside the last accepted results."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(names)} (default: all)")
    parser.add_argument("--accept", action="store_true", help="keep what was measured as the last accepted result")
    options = parser.parse_args()
    for name in options.names or names:
        measured = importlib.import_module(f"benchmarks.{name}").measure()
        if not measured:
            continue
        path = RESULTS / f"{name}.json"
        accepted = json.loads(path.read_text("utf-8")) if path.exists() else {}
        print(f"\n{name:<44}{'now':>14}{'accepted':>14}{'ratio':>9}")
        for key, value in measured.items():
            before = accepted.get(key)
            ratio = f"{value / before:9.2f}" if before else f"{'–':>9}"
            print(f"  {key:<42}{value:>14,.3f}{'–' if before is None else format(before, ',.3f'):>14}{ratio}")
        if options.accept:
            RESULTS.mkdir(exist_ok=True)
            path.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
