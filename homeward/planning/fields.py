"""Fields of plain data, taken out one by one: an error says which field, where, and what it must be."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar, cast

from homeward.planning.words import PlanningError

_NOT_GIVEN: Any = object()
_What = TypeVar("_What")
_MOST = 10**9


def read_json(path: str | PathLike[str], what: Callable[[object], _What]) -> _What:
    """Read a JSON file as what its data says.

    Raises:
        PlanningError: it cannot be read, is no JSON, or its data is not what it must be; the message names the file.
    """
    try:
        return what(json.loads(Path(path).read_text("utf-8-sig")))
    except OSError as error:
        raise PlanningError(f"{path}: it cannot be read ({error.strerror}).") from error
    except PlanningError as error:
        raise PlanningError(f"{path}: {error}") from error
    except (ValueError, RecursionError) as error:
        raise PlanningError(f"{path}: this is no JSON ({error}).") from error


class Fields:
    """An object of JSON, and where it stands."""

    def __init__(self, given: object, where: str) -> None:
        if not isinstance(given, dict):
            raise PlanningError(f"{where[:1].upper()}{where[1:]} must be an object.")
        self.given: Mapping[str, Any] = given
        self.where = where

    def wrong(self, name: str, must: str) -> PlanningError:
        """The error that a field is not what it must be."""
        return PlanningError(f"{name!r} of {self.where} {must}.")

    def word(self, name: str) -> str:
        """A word."""
        value = self.given.get(name)
        if not isinstance(value, str) or not value:
            raise self.wrong(name, "must be a word" if name in self.given else "is missing")
        return value

    def word_or_none(self, name: str) -> str | None:
        """A word, or null, or left out."""
        return None if self.given.get(name) is None else self.word(name)

    def one_of(self, name: str, known: Iterable[str], which: str) -> str:
        """One of some words."""
        value = self.word(name)
        if value not in known:
            raise self.wrong(name, f"is {value!r}; it must be one of {which}")
        return value

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number, 0 or more."""
        value = self.given.get(name, default)
        if not is_number(value):
            raise self.wrong(name, "must be a whole number, 0 or more" if name in self.given else "is missing")
        return cast("int", value)

    def truth(self, name: str) -> bool:
        """True or false."""
        value = self.given.get(name)
        if not isinstance(value, bool):
            raise self.wrong(name, "must be true or false")
        return value

    def object(self, name: str, default: Mapping[str, Any] = _NOT_GIVEN) -> Mapping[str, Any]:
        """An object, by name."""
        if name not in self.given and default is not _NOT_GIVEN:
            return default
        value = self.given.get(name)
        if not isinstance(value, dict):
            raise self.wrong(name, "must be an object" if name in self.given else "is missing")
        return value

    def list(self, name: str, default: Sequence[Any] = _NOT_GIVEN) -> Sequence[Any]:
        """A list."""
        if name not in self.given and default is not _NOT_GIVEN:
            return default
        value = self.given.get(name)
        if not isinstance(value, list):
            raise self.wrong(name, "must be a list" if name in self.given else "is missing")
        return value

    def names(self, name: str) -> tuple[str, ...]:
        """Different names, one at least."""
        value = self.list(name)
        if not value or not all(isinstance(one, str) for one in value) or len(set(value)) < len(value):
            raise self.wrong(name, "must be different names, one at least")
        return tuple(value)


def is_number(value: object) -> bool:
    """Whether something is a whole number from 0 to a thousand million; nothing here is counted beyond."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST


def each_stage(value: object, stages: Sequence[str], where: str) -> tuple[int, ...]:
    """A whole number for each stage."""
    if not isinstance(value, list) or len(value) != len(stages) or not all(map(is_number, value)):
        raise PlanningError(f"The {where} must be {len(stages)} whole numbers, one a stage.")
    return tuple(value)
