"""What the models were taught by: every retold report is read, and every rule that has a weight is a rule of today."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.reading.invented import read_batch
from benchmarks.reading.learn import RETOLD, examples
from homeward.reading.learnt.models import models

HOMEWARD = Path(__file__).parents[3] / "homeward" / "reading"
FILES = sorted(RETOLD.glob("*.txt"))


def test_every_retold_report_has_a_name_of_its_own_and_a_key_whose_words_stand_in_it() -> None:
    names = [key["id"] for file in FILES for key in read_batch(file).keys]  # a key that does not fit is an error
    assert len(names) == len(set(names)) > 1000


@pytest.mark.parametrize("file", FILES[:1], ids=lambda file: file.stem)
def test_a_report_teaches_every_model(file: Path) -> None:
    taught = list(examples([file]))
    assert {"kinds", "people", "days", "speakers", "ways", *models().told} <= {example["model"] for example in taught}
    assert all(example["features"] == sorted(set(example["features"])) for example in taught)


def test_no_weight_is_that_of_a_rule_that_is_no_more() -> None:
    source = "".join(path.read_text("utf-8") for path in HOMEWARD.rglob("*.py"))
    named = set(re.findall(r'f?"([a-z]+\.[a-z_.]*)', source))
    learnt = json.loads((HOMEWARD / "data" / "learnt.json").read_text("utf-8"))["kinds"]["features"]
    weighed = {feature.removeprefix("rule:") for feature in learnt if feature.startswith("rule:")}
    gone = {
        rule
        for rule in weighed
        if not any(rule == name or (name.endswith(".") and rule.startswith(name)) for name in named)
    }
    assert not gone
