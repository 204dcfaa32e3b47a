"""The documentation says what is so: every command, setting and rule is in it, and its links lead somewhere."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from homeward.cli import parser

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")])


def commands() -> dict[str, argparse.ArgumentParser]:
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("no commands")


def options(command: argparse.ArgumentParser) -> Iterator[str]:
    """Every argument and option of a command and of its parts."""
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, part in action.choices.items():
                yield name
                yield from options(part)
        for option in action.option_strings or [str(action.metavar or action.dest.upper())]:
            if option not in {"-h", "--help"}:
                yield option


def test_every_command_and_option_is_documented() -> None:
    text = (ROOT / "docs/commands.md").read_text("utf-8")
    for name, command in commands().items():
        assert f"## homeward {name}" in text, f"docs/commands.md lacks homeward {name}"
        section = text.split(f"## homeward {name}\n", 1)[1].split("\n## ", 1)[0]
        for option in options(command):
            assert option in section, f"docs/commands.md, homeward {name}: {option} is missing"


def test_every_setting_from_the_environment_is_documented() -> None:
    documented = (ROOT / "docs/settings.md").read_text("utf-8")
    used = {
        name
        for path in (ROOT / "homeward").rglob("*.py")
        for name in re.findall(r'"(HOMEWARD_[A-Z_]+)"', path.read_text("utf-8"))
    }
    assert used
    missing = {name for name in used if f"`{name}`" not in documented}
    assert not missing, f"docs/settings.md lacks {sorted(missing)}"
    gone = set(re.findall(r"`(HOMEWARD_[A-Z_]+)`", documented)) - used
    assert not gone, f"docs/settings.md documents settings nobody reads: {sorted(gone)}"


@pytest.mark.parametrize("written", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(written: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", written.read_text("utf-8")):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        path = (written.parent / target.split("#", 1)[0]).resolve()
        assert path.exists(), f"{written.name} links to {target}, which is not there"


def test_every_page_of_the_docs_can_be_found_from_the_readme() -> None:
    reached, queue = set(), [ROOT / "README.md"]
    while queue:
        page = queue.pop()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            path = (page.parent / target.split("#", 1)[0]).resolve()
            if path.is_dir():
                queue.extend(path.glob("*.md"))
            elif path.exists():
                queue.append(path)
    assert set(PAGES) <= reached, f"not linked: {sorted(p.name for p in set(PAGES) - reached)}"
