"""The weighing's values as JSON and back, by their own type hints: one definition of each thing.

What is stored, what the ``.json`` twins serve and what the pages show are the same dataclasses.
"""

import dataclasses
import functools
import types
import typing
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from homeward.weighing.plain import plain

T = TypeVar("T")


def encode(value: Any) -> Any:
    """Return values of the weighing, in dicts and lists or alone, as JSON can hold them."""
    if isinstance(value, dict):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    return plain(value)


def decode(kind: type[T], data: Any) -> T:
    """Return the value of a type from what ``encode`` made of it; fields that are absent keep their default."""
    as_key: Any = kind
    result: T = _decoder(as_key)(data)
    return result


@functools.cache
def _decoder(kind: Any) -> typing.Callable[[Any], Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        (inner,) = (argument for argument in arguments if argument is not type(None))
        one = _decoder(inner)
        return lambda data: None if data is None else one(data)
    if origin is tuple:
        item = _decoder(arguments[0])
        return lambda data: tuple(item(element) for element in data)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        make: typing.Callable[..., Any] = kind
        names = [field.name for field in dataclasses.fields(kind)]
        # Looked up late, so that a dataclass may hold its own kind.
        return lambda data: make(**{name: _decoder(hints[name])(data[name]) for name in names if name in data})
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return lambda data: data
