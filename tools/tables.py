"""Write the tables of docs/benchmarks-matching.md anew from the accepted results.

    python tools/tables.py

Run it after ``python -m benchmarks names matching --accept``. What is between ``<!-- NAME -->`` and ``<!-- end -->`` is
replaced; the sentences around it are written by hand and stay.
"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks-matching.md"
RESULTS = ROOT / "benchmarks" / "results"
Figures = dict[str, float]

PAIRS = {
    "homeward": "**Homeward**",
    "translator": "names-translator's spellings",
    "logic_v2": "nomenklatura logic_v2, both ways",
    "words": "anyascii + Jaro–Winkler, words aligned",
    "sorted": "anyascii + token_sort_ratio",
}
LINKERS = {
    "homeward": "**Homeward**",
    "splink": "Splink",
    "logic_v2": "nomenklatura logic_v2",
    "rapidfuzz": "anyascii + token_sort_ratio",
}
GROUPS = {
    "people, real": "real people",
    "people, composed": "composed people",
    "people, composed, whole names": "the same, other people only",
    "people, nomenklatura's cases": "nomenklatura's cases",
    "words, east slavic": "East-Slavic words",
    "words, others": "other words",
    "words, rendered": "rendered words",
}
SIZES = ("10k × 1k", "100k × 10k", "1M × 10k")


def names(figures: Figures) -> list[list[str]]:
    """F1 and recall at precision .99, a group a row."""
    rows = [["", *PAIRS.values()]]
    rows += [[title] + [_pair(figures, group, who) for who in PAIRS] for group, title in GROUPS.items()]
    rows.append(["µs a pair"] + [f"{figures[f'µs a pair, {who}']:.0f}" for who in PAIRS])
    rows.append(["peak memory, MB"] + [f"{figures[f'peak MB, {who}']:.0f}" for who in PAIRS])
    return rows


def _pair(figures: Figures, group: str, who: str) -> str:
    return f"{_share(figures[f'F1 {group}, {who}'])} / {_share(figures[f'R@P.99 {group}, {who}'])}"


def lists(figures: Figures) -> list[list[str]]:
    """Quality, seconds and memory, a size and a linker a row."""
    rows = [["registry × list", "", "F1", "recall at precision .99", "at .999", "seconds", "peak memory, GB"]]
    for size in SIZES:
        for who, title in LINKERS.items():
            if f"F1 {size}, {who}" in figures:
                shares = [_share(figures[f"{name} {size}, {who}"]) for name in ("F1", "R@P.99", "R@P.999")]
                spent = [f"{figures[f'seconds {size}, {who}']:.1f}", f"{figures[f'peak GB {size}, {who}']:.2f}"]
                rows.append([size, title, *shares, *spent])
    return rows


def enquiries(figures: Figures) -> list[list[str]]:
    """What one enquiry takes, a size a row."""
    titles = {
        "index prepared, s,": "prepared, s",
        "index opened, s,": "opened, s",
        "index, MB,": "on disk, MB",
        "enquiry, ms, median,": "enquiry, ms, median",
        "enquiry, ms, p95,": "95th percentile",
    }
    rows = [["registry", *titles.values()]]
    sizes = ("10,000", "100,000", "1,000,000")
    return rows + [[people] + [f"{figures[f'{name} of {people}']:.3g}" for name in titles] for people in sizes]


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _written(rows: list[list[str]]) -> str:
    ruled = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "\n".join("| " + " | ".join(row) + " |" for row in ruled)


def main() -> None:
    """Replace every table whose results are there."""
    text = PAGE.read_text("utf-8")
    for marker, result, make in (
        ("names", "names", names),
        ("lists", "matching", lists),
        ("one", "matching", enquiries),
    ):
        figures = json.loads((RESULTS / f"{result}.json").read_text("utf-8"))
        block = f"<!-- {marker} -->\n{_written(make(figures))}\n<!-- end -->"
        text = re.sub(rf"<!-- {marker} -->.*?<!-- end -->", lambda _, block=block: block, text, flags=re.DOTALL)
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
