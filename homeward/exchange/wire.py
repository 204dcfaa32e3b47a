"""Entries as bytes: canonical JSON (RFC 8785), and nothing that is not exactly that.

1. ``wire.json``: the bytes are UTF-8 JSON without repeated keys, fractions, NaN or integers beyond 2^53 - 1.
2. ``wire.fields``: every field of the type is there, in its shape, and no other.
3. ``wire.canonical``: written anew the bytes are the same, so one entry has one digest.

A field is written even when empty; None is ``null``; a tuple is an array; a correction's content is an object of
``type`` and ``body``. The codecs are made once from the dataclasses of ``homeward.exchange.words``.
"""

import json
import re
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, NoReturn, get_args, get_origin, get_type_hints

import rfc8785

from homeward.exchange.entries import TYPES, Body, Entry, Seen, type_of
from homeward.exchange.rulebook import RuleError, rule
from homeward.exchange.words import ExchangeError, Shape

VERSION = 1
MAX_BYTES = 48_000  # signed and in base64 that is just below the 64 KiB of an entry in a bundle (C2SP tlog-tiles)
MAX_INTEGER = 2**53 - 1

JSON = rule(
    "wire.json",
    "An entry is at most 48,000 bytes of UTF-8 JSON without repeated keys, fractions, NaN or integers beyond 2^53 - 1.",
    "RFC 8785, section 3.1; RFC 7493 (I-JSON), section 2",
)
FIELDS = rule("wire.fields", "An entry has exactly the fields of its type, each in its shape.")
CANONICAL = rule("wire.canonical", "An entry is written in the one canonical way.", "RFC 8785, section 3.2")

Encoder = Callable[[Any], Any]
Decoder = Callable[[Any, str], Any]
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class WireError(ExchangeError):
    """An entry cannot be written."""


def encode(entry: Entry) -> bytes:
    """Write an entry as canonical JSON.

    Raises:
        WireError: a field is not in its shape, so that nobody could read the bytes again.
    """
    body = type_of(entry.body)
    tree = {
        "version": VERSION,
        "exchange": entry.exchange,
        "author": entry.author,
        "type": body,
        "time": _written_time(entry.time),
        "previous": entry.previous,
        "after": [_encoder(Seen)(seen) for seen in entry.after],
        "body": _encoder(type(entry.body))(entry.body),
    }
    try:
        payload = rfc8785.dumps(tree)
        decode(payload)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RuleError) as error:
        raise WireError(f"This {body} cannot be written: {error}") from error
    return payload


def decode(payload: bytes) -> Entry:
    """Read an entry from its canonical JSON.

    Raises:
        RuleError: ``wire.json``, ``wire.fields`` or ``wire.canonical``. No other error, whatever the bytes.
    """
    tree = _parse(payload)
    entry = _entry(tree)
    # After the fields are known to be ours, keys are ASCII and there are no fractions: there RFC 8785 and the
    # standard library write alike, the latter thirty times faster (a property test holds them together).
    again = json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
    if again != payload:
        raise RuleError(CANONICAL)
    return entry


def decode_body(kind: str, text: bytes) -> Any:
    """Read what somebody wants to say, before it is an entry: the body of a type, as JSON.

    Raises:
        RuleError: ``wire.json`` or ``wire.fields``, naming the field.
    """
    if kind not in TYPES:
        raise RuleError(FIELDS, f"There is no entry of the type {kind!r}; there are {', '.join(TYPES)}.")
    return _decoder(TYPES[kind])(_parse(text), "body")


def encode_body(body: Body) -> bytes:
    """Write what somebody wants to say, before it is an entry: ``decode_body`` of its type reads it again."""
    return rfc8785.dumps(_encoder(type(body))(body))


def _parse(payload: bytes) -> Any:
    if len(payload) > MAX_BYTES:
        raise RuleError(JSON, f"It has {len(payload)} bytes.")
    try:
        return json.loads(
            payload.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_refused,
            parse_constant=_refused,
        )
    except (ValueError, RecursionError) as error:  # ValueError: not UTF-8, not JSON, or an integer of many digits
        raise RuleError(JSON) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise RuleError(JSON, "A key is repeated.")
    return made


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(number := int(digits)) > MAX_INTEGER:
        raise RuleError(JSON, "An integer is beyond 2^53 - 1.")
    return number


def _refused(literal: str) -> NoReturn:
    raise RuleError(JSON, f"{literal[:20]} is not a whole number.")


def _entry(tree: Any) -> Entry:
    found = _members(tree, _ENTRY_FIELDS, "the entry")
    if type(found["version"]) is not int or found["version"] != VERSION:
        raise RuleError(FIELDS, f"The version is not {VERSION}.")
    kind = found["type"]
    if not isinstance(kind, str) or kind not in TYPES:
        raise RuleError(FIELDS, "Its type is unknown.")
    return Entry(
        exchange=_NAME(found["exchange"], "exchange"),
        author=_NAME(found["author"], "author"),
        time=_read_time(found["time"], "time"),
        previous=_PREVIOUS(found["previous"], "previous"),
        after=_AFTER(found["after"], "after"),
        body=_decoder(TYPES[kind])(found["body"], "body"),
    )


def _members(value: Any, names: frozenset[str], where: str) -> dict[str, Any]:
    if type(value) is not dict or value.keys() != names:
        raise RuleError(FIELDS, f"{where} lacks a field or has one too many.")
    return value


# --- codecs ---------------------------------------------------------------------------------------


def _written_time(value: datetime) -> str:
    if value.tzinfo is None or value.utcoffset() != UTC.utcoffset(None) or value.microsecond:
        raise WireError("The time of an entry is in UTC and whole seconds.")
    return value.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def _read_time(value: Any, where: str) -> datetime:
    if type(value) is str and _TIME.fullmatch(value) and value.isascii():
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise RuleError(FIELDS, f"{where} is not a time of RFC 3339 in UTC and whole seconds.")


def _read_date(value: Any, where: str) -> date:
    if type(value) is str and _DATE.fullmatch(value) and value.isascii():
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise RuleError(FIELDS, f"{where} is not a date.")


def _read_count(value: Any, where: str) -> int:
    if type(value) is not int or value < 0:
        raise RuleError(FIELDS, f"{where} is not a whole number of at least 0.")
    return value


def _shaped(shape: Shape) -> Decoder:
    matches = re.compile(shape.pattern).fullmatch

    def read(value: Any, where: str) -> str:
        if type(value) is not str or matches(value) is None:
            raise RuleError(FIELDS, f"{where} is not {shape.says}.")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise RuleError(JSON, f"{where} holds half of a surrogate pair.") from error
        return value

    return read


def _chosen(kind: type[StrEnum]) -> Decoder:
    known = {member.value: member for member in kind}

    def read(value: Any, where: str) -> StrEnum:
        if type(value) is not str or value not in known:
            raise RuleError(FIELDS, f"{where} is none of {', '.join(known)}.")
        return known[value]

    return read


def _array(item: Decoder) -> Decoder:
    def read(value: Any, where: str) -> tuple[Any, ...]:
        if type(value) is not list:
            raise RuleError(FIELDS, f"{where} is not an array.")
        return tuple([item(one, where) for one in value])

    return read


def _optional(item: Decoder) -> Decoder:
    def read(value: Any, where: str) -> Any:
        return None if value is None else item(value, where)

    return read


def _record(kind: type) -> Decoder:
    hints = get_type_hints(kind, include_extras=True)
    readers = [(field.name, _reader(hints[field.name])) for field in fields(kind)]
    names = frozenset(hints)

    def read(value: Any, where: str) -> Any:
        found = _members(value, names, where)
        return kind(*[reader(found[name], name) for name, reader in readers])

    return read


def _tagged(kinds: tuple[type, ...]) -> Decoder:
    readers = {name: _decoder(kind) for name, kind in TYPES.items() if kind in kinds}

    def read(value: Any, where: str) -> Any:
        found = _members(value, frozenset({"type", "body"}), where)
        if not isinstance(found["type"], str) or found["type"] not in readers:
            raise RuleError(FIELDS, f"{where} is none of {', '.join(readers)}.")
        return readers[found["type"]](found["body"], where)

    return read


def _reader(hint: Any) -> Decoder:
    if get_origin(hint) is Annotated:
        return _shaped(get_args(hint)[1])
    if get_origin(hint) is tuple:
        return _array(_reader(get_args(hint)[0]))
    if isinstance(hint, types.UnionType) or get_origin(hint) is typing.Union:
        kinds = get_args(hint)
        if type(None) in kinds:
            return _optional(_reader(next(kind for kind in kinds if kind is not type(None))))
        return _tagged(kinds)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if issubclass(hint, StrEnum):
        return _chosen(hint)
    return _decoder(hint)


_PLAIN: dict[type, Decoder] = {int: _read_count, date: _read_date}
_DECODERS: dict[type, Decoder] = {}
_ENCODERS: dict[type, Encoder] = {}


def _decoder(kind: type) -> Decoder:
    if kind not in _DECODERS:
        _DECODERS[kind] = _record(kind)
    return _DECODERS[kind]


def _encoder(kind: type) -> Encoder:
    if kind not in _ENCODERS:
        names = tuple(field.name for field in fields(kind))
        _ENCODERS[kind] = lambda value: {
            name: _written(getattr(value, name), tagged=kind is TYPES["correction"] and name == "content")
            for name in names
        }
    return _ENCODERS[kind]


def _written(value: Any, tagged: bool = False) -> Any:
    if tagged:
        return {"type": type_of(value), "body": _encoder(type(value))(value)}
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_written(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _encoder(type(value))(value)
    raise WireError(f"A {type(value).__name__} has no place in an entry.")


_ENTRY_FIELDS = frozenset({"version", "exchange", "author", "type", "time", "previous", "after", "body"})
_ENTRY_HINTS = get_type_hints(Entry, include_extras=True)
_NAME = _reader(_ENTRY_HINTS["author"])
_PREVIOUS = _reader(_ENTRY_HINTS["previous"])
_AFTER = _reader(_ENTRY_HINTS["after"])
