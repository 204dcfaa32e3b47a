"""docs/protocol.md and the code are one: the same rules, the same types, in the same words."""

import re
from dataclasses import fields
from pathlib import Path

from homeward.exchange import RULES, decode
from homeward.exchange.entries import TYPES

PAGE = (Path(__file__).parents[2] / "docs/protocol.md").read_text("utf-8")


def test_the_page_lists_every_rule_and_no_other_in_the_same_words() -> None:
    section = PAGE.split("## The rules\n", 1)[1].split("\n## ", 1)[0]
    listed = re.findall(r"^\| `([a-z.-]+)` \| (.+) \| (.+) \|$", section, re.MULTILINE)
    assert {(one.id, one.says, one.source) for one in RULES.values()} == set(listed)
    assert len(listed) == len(RULES)


def test_the_page_names_no_rule_that_does_not_exist() -> None:
    named = {one for one in re.findall(r"`([a-z]+\.[a-z-]+)`", PAGE) if one.split(".")[0] != "homeward"}
    assert named <= set(RULES)


def test_the_page_lists_every_type_with_its_fields() -> None:
    rows = dict(re.findall(r"^\| `([a-z]+)` \| ([^|]+) \|", PAGE.split("## The fold", 1)[0], re.MULTILINE))
    assert set(rows) == set(TYPES)
    for name, kind in TYPES.items():
        if name == "receipt":
            continue  # "the same" as a departure
        for field in fields(kind):
            assert re.search(rf"\b{field.name}\b", rows[name]), f"{name} lacks {field.name}"


def test_the_entry_on_the_page_is_canonical() -> None:
    example = re.search(r"```json\n(.+)\n```", PAGE)
    assert example is not None
    assert decode(example[1].replace("…", "ab" * 32).encode()).type == "accept"
