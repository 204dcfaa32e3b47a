"""Cosignatures (C2SP tlog-cosignature v1.0.0)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.ledger import (
    Checkpoint,
    NoteError,
    SigningKey,
    VerifierKey,
    cosign,
    cosignatures,
    joined,
    open_note,
    sign,
)
from homeward.ledger.cosignature import MAX_TIME, lines_of
from homeward.ledger.note import COSIGNATURE, ED25519

LOG, ONE, TWO = (SigningKey(bytes([number]) * 32) for number in (1, 2, 3))
NOTE = sign(str(Checkpoint("homeward.example/may/north", 9, b"r" * 32)), "homeward.example/may/north", LOG)
FIRST, SECOND = VerifierKey("one", COSIGNATURE, ONE.public), VerifierKey("two", COSIGNATURE, TWO.public)


def test_the_signed_message_is_header_time_and_the_whole_note_body() -> None:
    """ "two newline (U+000A) terminated lines … followed by the whole note body of the cosigned checkpoint"."""
    line = cosign(NOTE, "one", ONE, 1_679_315_147)
    body = NOTE.rpartition("\n\n")[0] + "\n"
    said: list[bytes] = []

    class Listening:
        public = ONE.public

        def sign(self, message: bytes) -> bytes:
            said.append(message)
            return ONE.sign(message)

    assert cosign(NOTE, "one", Listening(), 1_679_315_147) == line
    assert said == [f"cosignature/v1\ntime 1679315147\n{body}".encode()]


@given(st.integers(1, MAX_TIME))
@settings(max_examples=30, deadline=None)
def test_a_cosignature_is_found_with_its_time_and_the_note_still_opens(time: int) -> None:
    note = joined(NOTE, [cosign(NOTE, "one", ONE, time), cosign(NOTE, "two", TWO, 7)])
    assert cosignatures(note, [FIRST, SECOND]) == {FIRST: time, SECOND: 7}
    assert cosignatures(note, [SECOND]) == {SECOND: 7}, "signatures from unknown keys are ignored"
    log = VerifierKey("homeward.example/may/north", ED25519, LOG.public)
    assert open_note(note.encode(), [log, FIRST]).signers == (log, FIRST)


@pytest.mark.parametrize("time", [0, -1, MAX_TIME + 1])
def test_a_time_that_cannot_be_written_is_refused(time: int) -> None:
    """ "It MUST NOT exceed 2^63 - 1", and a witness "MUST NOT omit the timestamp"."""
    with pytest.raises(NoteError):
        cosign(NOTE, "one", ONE, time)


def test_another_time_or_another_note_does_not_verify() -> None:
    line = cosign(NOTE, "one", ONE, 1000)
    other = sign(str(Checkpoint("homeward.example/may/north", 9, b"s" * 32)), "homeward.example/may/north", LOG)
    with pytest.raises(NoteError, match="one is wrong"):
        cosignatures(joined(other, [line]), [FIRST])


def test_lines_are_joined_once_and_a_hundred_at_most() -> None:
    line = cosign(NOTE, "one", ONE, 1000)
    note = joined(joined(NOTE, [line, line]), [line])
    assert note.count("\u2014 one ") == 1
    assert [key for key, _ in lines_of(note, [FIRST])] == [FIRST]
    with pytest.raises(NoteError, match="at most"):
        joined(NOTE, [cosign(NOTE, "one", ONE, time) for time in range(1, 101)])
