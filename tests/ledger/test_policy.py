"""Policies (C2SP tlog-policy): who must have cosigned."""

from itertools import combinations

import pytest

from homeward.ledger import (
    Checkpoint,
    NoteError,
    Policy,
    PolicyError,
    SigningKey,
    VerifierKey,
    cosign,
    joined,
    sign,
)
from homeward.ledger.note import COSIGNATURE, ED25519

ORIGIN = "homeward.example/may/north"
LOG = SigningKey(b"l" * 32)
KEY = VerifierKey(ORIGIN, ED25519, LOG.public)
NOTE = sign(str(Checkpoint(ORIGIN, 9, b"r" * 32)), ORIGIN, LOG)
WITNESSES = {name: SigningKey(name.encode() * 16) for name in ("X1", "X2", "X3", "Y1", "Y2", "Y3")}
VKEYS = {name: VerifierKey(f"w.example/{name}", COSIGNATURE, key.public) for name, key in WITNESSES.items()}
EXAMPLE = f"""
# the example of the specification: two organizations with three witnesses each
log {KEY} https://log.example
witness X1 {VKEYS["X1"]}
\twitness   X2 {VKEYS["X2"]}\thttps://x2.example
witness X3 {VKEYS["X3"]}
group X-witnesses 2 X1 X2 X3
witness Y1 {VKEYS["Y1"]}
witness Y2 {VKEYS["Y2"]}
witness Y3 {VKEYS["Y3"]}
group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def cosigned(*names: str, time: int = 1000) -> str:
    return joined(NOTE, [cosign(NOTE, VKEYS[name].name, WITNESSES[name], time) for name in names])


def test_the_example_asks_two_of_one_side_and_one_of_the_other() -> None:
    """ "at least two of the X-witnesses, and … at least one of the Y-witnesses": every subset of the six."""
    policy = Policy.parse(EXAMPLE)
    for count in range(7):
        for names in combinations(VKEYS, count):
            enough = sum(name[0] == "X" for name in names) >= 2 and any(name[0] == "Y" for name in names)
            assert policy.satisfied(cosigned(*names)) == enough, names


def test_what_is_written_reads_the_same() -> None:
    policy = Policy.parse(EXAMPLE)
    assert Policy.parse(str(policy)) == policy
    assert str(Policy.parse(str(policy))) == str(policy)


def test_quorum_none_asks_nobody_and_one_witness_may_be_the_quorum() -> None:
    assert Policy.parse(f"log {KEY}\nquorum none\n").checkpoint(NOTE).size == 9
    alone = Policy.parse(f"log {KEY}\nwitness X1 {VKEYS['X1']}\nquorum X1\n")
    assert alone.checkpoint(cosigned("X1")).size == 9
    with pytest.raises(NoteError, match="Too few"):
        alone.checkpoint(cosigned("X2"))


def test_the_log_itself_must_have_signed_for_itself() -> None:
    other = SigningKey.generate()
    stranger = sign(str(Checkpoint(ORIGIN, 9, b"r" * 32)), ORIGIN, other)
    policy = Policy.parse(f"log {KEY}\nquorum none\n")
    with pytest.raises(NoteError):
        policy.checkpoint(stranger)
    swapped = sign(str(Checkpoint("homeward.example/may/south", 9, b"r" * 32)), ORIGIN, LOG)
    with pytest.raises(NoteError, match="not signed by the log that it names"):
        policy.checkpoint(swapped)


def test_a_cosignature_from_the_future_does_not_count() -> None:
    """ "verifiers MAY reject cosignatures with timestamps in the future"."""
    policy = Policy.all_of(KEY, [VKEYS["X1"]])
    assert policy.satisfied(cosigned("X1", time=1000), now=1000)
    assert not policy.satisfied(cosigned("X1", time=1001), now=1000)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("", "no quorum"),
        ("quorum none\nquorum none\n", "second quorum"),
        ("quorum X1\n", "not defined"),
        ("log {log}\nlog {log}\nquorum none\n", "two names"),
        ("witness a {x1}\nwitness b {x1}\nquorum a\n", "two names"),
        ("witness a {x1}\nwitness b {renamed}\nquorum a\n", "two names"),
        ("witness a {x1}\nwitness a {x2}\nquorum a\n", "taken"),
        ("witness none {x1}\nquorum none\n", "taken"),
        ("group g all a\nwitness a {x1}\nquorum g\n", "not defined"),
        ("witness a {x1}\ngroup g all\nquorum g\n", "none of log"),
        ("witness a {x1}\ngroup g 0 a\nquorum g\n", "asks for"),
        ("witness a {x1}\ngroup g 2 a\nquorum g\n", "asks for"),
        ("witness a {x1}\ngroup g 01 a\nquorum g\n", "asks for"),
        ("witness a {x1}\ngroup g all a none\nquorum g\n", "not defined"),
        ("witness a {x1}\ngroup g 2 a a\nquorum g\n", "twice"),
        (
            "witness a {x1}\nwitness b {x2}\ngroup g any a b\ngroup h any a\ngroup i all g h\nquorum i\n",
            "Line 4.*two gr",
        ),
        ("witness a {x1}\ngroup g any a\ngroup h all g\ngroup i all g\nquorum i\n", "Line 4.*two gr"),
        ("# \r\nquorum none\n", "control"),
        ("witness a\x7f {x1}\nquorum none\n", "control"),
        ("witness a {log}\nquorum a\n", "kind"),
        ("log {x1}\nquorum none\n", "kind"),
        ("witness a nonsense\nquorum a\n", "Line 1"),
        ("quorum none", "newline"),
        ("unknown line\nquorum none\n", "Line 1"),
    ],
)
def test_what_is_not_a_policy_is_refused_with_its_line(lines: str, why: str) -> None:
    renamed = VerifierKey("another.example", COSIGNATURE, WITNESSES["X1"].public)
    text = lines.format(log=KEY, x1=VKEYS["X1"], x2=VKEYS["X2"], renamed=renamed)
    with pytest.raises(PolicyError, match=why):
        Policy.parse(text)


def test_octets_that_are_no_characters_may_stand_in_names_and_comments() -> None:
    """ "all octets with the high bit set are opaque": K is not the Kelvin sign, and a lone octet is a name too."""
    text = f"# \udcff\nwitness K {VKEYS['X1']}\nwitness \u212a {VKEYS['X2']}\nwitness \udcff {VKEYS['X3']}\n"
    policy = Policy.parse(text + "quorum \udcff\n")
    assert (len(policy.witnesses), policy.satisfied(cosigned("X3")), policy.satisfied(cosigned("X1"))) == (
        3,
        True,
        False,
    )


def test_a_log_cannot_be_its_own_witness() -> None:
    with pytest.raises(PolicyError, match="two names"):
        Policy.all_of(KEY, [VerifierKey("somebody", COSIGNATURE, LOG.public)])
