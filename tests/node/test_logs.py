"""What is logged can be read or collected, and repeats nothing that somebody typed or that the database holds."""

import json
import logging
import sys

import pytest

from homeward import HomewardError
from homeward.node.logs import Lines, Objects

NAME = "Kharchenko"


def record(words: str, *arguments: object, error: bool = False, name: str = "homeward.node") -> logging.LogRecord:
    raised = sys.exc_info() if error else None
    return logging.LogRecord(name, logging.ERROR, "somewhere.py", 1, words, arguments, raised)


def raised() -> logging.LogRecord:
    try:
        try:
            {}[NAME]
        except KeyError as error:
            raise ValueError(f"no {NAME} here") from error
    except ValueError:
        return record("a job failed", error=True)


@pytest.mark.parametrize("form", [Lines(), Objects()])
def test_an_error_is_told_by_its_kind_and_place_never_by_its_words(form: logging.Formatter) -> None:
    said = form.format(raised())
    assert NAME not in said
    assert "builtins.ValueError" in said
    assert "builtins.KeyError" in said
    assert "test_logs.py" in said


def test_an_error_among_the_arguments_is_named_and_our_own_sentences_are_told() -> None:
    assert NAME not in Lines().format(record("failed: %s", ValueError(NAME)))
    assert "ValueError" in Lines().format(record("failed: %s", ValueError(NAME)))
    assert "The log is behind." in Lines().format(record("%s", HomewardError("The log is behind.")))


def test_gunicorn_says_no_query() -> None:
    assert NAME not in Lines().format(record("Error handling request %s", f"/x?q={NAME}", name="gunicorn.error"))


def test_an_object_a_line_with_time_level_place_and_words() -> None:
    said = Objects().format(record("%s /%s %d", "GET", "office", 200))
    assert "\n" not in said
    made = json.loads(said)
    assert made["time"].endswith("Z")
    assert (made["level"], made["from"], made["says"]) == ("error", "homeward.node", "GET /office 200")
    assert "error" not in made
    assert json.loads(Objects().format(raised()))["error"].startswith("builtins.ValueError")
