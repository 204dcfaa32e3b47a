"""Entries as bytes: one canonical way, and nothing else is read."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from homeward.exchange import CommitmentError, Entry, RuleError, Seen, WireError, commit, decode, encode, opens
from homeward.exchange.entries import TYPES, Body
from homeward.exchange.words import Accept, Correction, Said, Statement
from tests.exchange.table import departure, held, terms

DIGEST = "ab" * 32
ENTRY = Entry("exercise", "north", datetime(2025, 5, 16, 9, tzinfo=UTC), DIGEST, (), Accept(DIGEST))
PAYLOAD = encode(ENTRY)


def rule_of(payload: bytes) -> str:
    with pytest.raises(RuleError) as error:
        decode(payload)
    return error.value.rule.id


def test_an_entry_is_written_with_every_field_in_canonical_order() -> None:
    assert PAYLOAD == (
        b'{"after":[],"author":"north","body":{"of":"' + b"ab" * 32 + b'"},"exchange":"exercise",'
        b'"previous":"' + b"ab" * 32 + b'","time":"2025-05-16T09:00:00Z","type":"accept","version":1}'
    )


@pytest.mark.parametrize("body", [terms(), held(1, 2), departure(1), Correction(DIGEST, "a slip", departure(1))])
def test_what_is_written_is_read_again(body: Body) -> None:
    entry = replace(ENTRY, body=body, after=(Seen("south", 3, DIGEST, 4, DIGEST),), previous=None)
    assert decode(encode(entry)) == entry


@given(st.from_type(Body))  # type: ignore[arg-type]
def test_every_body_that_can_be_written_is_read_again(body: Body) -> None:
    """Shapes are narrower than ``str``: what cannot be written is refused, never written wrong."""
    try:
        payload = encode(replace(ENTRY, body=body))
    except WireError:
        return
    assert decode(payload).body == body


values: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="ascii"), max_size=8), inner, max_size=4)
    ),
)


@given(values)
def test_without_fractions_and_with_ascii_keys_the_standard_library_writes_rfc_8785(value: Any) -> None:
    """RFC 8785, section 3.2: what lets ``decode`` check the canonical form with the faster writer."""
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    assert plain == rfc8785.dumps(value)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b'"after":[],', b'"after":[],"after":[],', "wire.json"),
        (b'"version":1', b'"version":1.0', "wire.json"),
        (b'"version":1', b'"version":NaN', "wire.json"),
        (b'"version":1', b'"version":9007199254740992', "wire.json"),
        (b'"version":1', b'"version":' + b"9" * 5000, "wire.json"),
        (b"exercise", b"\xff", "wire.json"),
        (b"exercise", b"\xed\xa0\x80", "wire.json"),
        (b'{"after"', b'\xef\xbb\xbf{"after"', "wire.json"),
        (b'"after":[]', b'"after":' + b"[" * 100_000, "wire.json"),
        (b'"version":1', b'"version":2', "wire.fields"),
        (b'"version":1', b'"version":true', "wire.fields"),
        (b'"version":1', b'"version":1,"x":1', "wire.fields"),
        (b',"version":1', b"", "wire.fields"),
        (b'"accept"', b'"accepts"', "wire.fields"),
        (b'"accept"', b"[]", "wire.fields"),
        (b'{"of":', b'{"by":', "wire.fields"),
        (b'{"of":', b'{"extra":null,"of":', "wire.fields"),
        (b'"of":"ab', b'"of":"AB', "wire.fields"),
        (b'"north"', b'"North"', "wire.fields"),
        (b"exercise", b"\\ud800", "wire.fields"),
        (b"09:00:00Z", b"09:00:00+00:00", "wire.fields"),
        (b"09:00:00Z", b"29:00:00Z", "wire.fields"),
        (b"2025-05-16T", b"2025-05-16t", "wire.fields"),
        (b'"after":[]', b'"after":{}', "wire.fields"),
        (b'"after":[]', b'"after":[null]', "wire.fields"),
        (b'"after":[]', b'"after": []', "wire.canonical"),
        (b"exercise", b"\\u0065xercise", "wire.canonical"),
        (b'{"after":[],"author":"north",', b'{"author":"north","after":[],', "wire.canonical"),
    ],
)
def test_what_is_not_exactly_an_entry_is_refused(old: bytes, new: bytes, rule: str) -> None:
    assert old in PAYLOAD
    assert rule_of(PAYLOAD.replace(old, new)) == rule


def test_text_that_is_half_a_surrogate_pair_is_refused() -> None:
    said = encode(replace(ENTRY, body=Statement((Said("en", "home"),))))
    assert rule_of(said.replace(b"home", b"\\ud83d")) == "wire.json"
    with pytest.raises(WireError):
        encode(replace(ENTRY, body=Statement((Said("en", "\ud83d"),))))


def test_an_entry_of_more_than_four_megabytes_is_refused() -> None:
    assert rule_of(b" " * (4 * 1024 * 1024 + 1)) == "wire.json"


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(payload: bytes) -> None:
    for tried in (payload, PAYLOAD[: len(payload)] + payload, PAYLOAD.replace(b"north", payload)):
        try:
            entry = decode(tried)
        except RuleError as error:
            refused = error.rule.id
        else:
            refused = "wire."
            assert encode(entry) == tried
        assert refused.startswith("wire.")


def test_times_are_utc_and_whole_seconds() -> None:
    naive = datetime(2025, 5, 16)  # noqa: DTZ001
    for time in (naive, ENTRY.time + timedelta(microseconds=1), ENTRY.time.astimezone(timezone(timedelta(hours=3)))):
        with pytest.raises(WireError):
            encode(replace(ENTRY, time=time))


def test_every_type_can_be_written() -> None:
    assert len(TYPES) == 16
    assert date(2025, 5, 23) == decode(encode(replace(ENTRY, body=terms()))).body.stages[0].day  # type: ignore[union-attr]


# --- commitments

SALT = bytes(range(32))
DETAILS = {"surname": "Ясний", "first_name": "Іван"}


def test_a_commitment_opens_with_its_details_and_salt_only() -> None:
    made = commit(DETAILS, SALT)
    assert opens(made, dict(reversed(DETAILS.items())), SALT)
    assert not opens(made, DETAILS | {"first_name": "Петро"}, SALT)
    assert not opens(made, DETAILS, bytes(32))
    assert not opens("é", DETAILS, SALT)
    assert made == "1721fc24380ac621a178d1a1880e43988977275728e118b70ddfd10329aa73ee"  # HMAC-SHA256, written apart


@pytest.mark.parametrize(
    ("details", "salt"), [(DETAILS, b"short"), ({"age": 30}, SALT), ({"surname": "\ud800"}, SALT), ({1: "x"}, SALT)]
)
def test_what_cannot_be_committed_to_is_refused(details: Any, salt: bytes) -> None:
    with pytest.raises(CommitmentError):
        commit(details, salt)
