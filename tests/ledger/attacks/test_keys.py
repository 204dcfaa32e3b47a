"""Attacks on keys, one each: weak, shared, swapped, stolen, revoked, tampered with, replayed."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from homeward.ledger import (
    BadKeyError,
    Card,
    CardError,
    Cards,
    Log,
    NoteError,
    SealingKey,
    SigningKey,
    StoreError,
    VerifierKey,
    Witness,
    cosign,
    issue,
    keyfile,
    seal,
    sign,
)
from homeward.ledger.evidence import EvidenceError, split
from homeward.ledger.keyfile import LEAST
from homeward.ledger.note import ED25519, Checkpoint
from homeward.ledger.tree import leaf_hash
from homeward.ledger.witness import request
from tests.ledger.participants import Keyring

NORTH, SOUTH = Keyring.make(), Keyring.make()
FIRST = NORTH.first("north")
THIEF = SigningKey.generate()
LATER = replace(NORTH, log=SigningKey.generate())
SECOND = LATER.next(FIRST, {"recovery-before": NORTH.recovery}, since=1)
NOW = 1_747_400_000


def checkpoint(key: SigningKey, size: int, root: bytes = bytes(32)) -> str:
    return sign(str(Checkpoint(FIRST.origin, size, root)), FIRST.origin, key)


class TestWeak:
    """A key to which many signatures fit, or whose letters anybody opens, is never enrolled."""

    @pytest.mark.parametrize("role", ["author", "log", "witness", "recovery"])
    @pytest.mark.parametrize("public", [bytes(32), b"\x01" + bytes(31), b"\xec" + b"\xff" * 30 + b"\x7f"], ids=range(3))
    def test_a_signature_of_noughts_by_a_point_of_small_order(self, role: str, public: bytes) -> None:
        """For the neutral element and S = 0 some verifiers accept any message (Wycheproof)."""
        card = replace(NORTH.blank("north"), **{role: public})
        forged = {**NORTH.signers(), role: _Forger(public)}
        with pytest.raises(CardError, match="weak"):
            issue(card, forged)


class _Forger:
    def __init__(self, public: bytes) -> None:
        self.public = public

    def sign(self, _: bytes, /) -> bytes:
        return self.public + bytes(32)


class TestShared:
    """One key cannot speak for two."""

    @pytest.mark.parametrize("role", ["author", "log", "witness", "recovery", "sealing"])
    def test_one_key_as_two_participants(self, role: str) -> None:
        puppet = replace(SOUTH, **{role: getattr(NORTH, role)}).first("south")
        with pytest.raises(CardError, match="show the same key"):
            Cards([FIRST, puppet])

    def test_nor_a_key_that_the_other_has_given_up(self) -> None:
        puppet = replace(SOUTH, author=NORTH.log).first("south")
        with pytest.raises(CardError, match="show the same key"):
            Cards([FIRST, SECOND, puppet])

    @pytest.mark.parametrize("role", ["log", "witness", "recovery"])
    def test_one_key_with_two_purposes(self, role: str) -> None:
        with pytest.raises(CardError, match="two purposes"):
            replace(NORTH, **{role: NORTH.author}).first("north")

    def test_a_key_of_anothers_card_cannot_be_claimed_without_having_it(self) -> None:
        """Otherwise whoever is enrolled first could keep the other out by naming his keys."""
        for role in ("author", "log", "witness", "recovery"):
            claimed = replace(SOUTH.blank("south"), **{role: getattr(NORTH, role).public})
            with pytest.raises(CardError, match="not signed"):
                issue(claimed, SOUTH.signers())


class TestStolen:
    """A replaced key signs nothing beyond its end, whoever has it."""

    def test_the_log_key_after_it_was_replaced(self) -> None:
        keys = Cards([FIRST, SECOND]).succession("north")
        assert keys.checkpoint(checkpoint(NORTH.log, 1)).size == 1
        for size in (2, 3, 1 << 40):
            with pytest.raises(NoteError, match="it was replaced"):
                keys.checkpoint(checkpoint(NORTH.log, size))
            assert keys.checkpoint(checkpoint(LATER.log, size)).size == size

    def test_no_witness_cosigns_what_it_signs(self, tmp_path: Path) -> None:
        cards = Cards([FIRST, SECOND])
        witness = Witness(tmp_path / "witness", "neutral", THIEF, {FIRST.origin: cards.succession("north")})
        assert witness.add_checkpoint(request(0, [], checkpoint(NORTH.log, 2)), NOW).code == 403
        assert witness.add_checkpoint(request(0, [], checkpoint(LATER.log, 2)), NOW).code == 200

    def test_no_copy_takes_it_in(self, tmp_path: Path) -> None:
        entries = [seal(b"%d" % number, NORTH.author) for number in range(2)]
        with Log.create(tmp_path / "forged", FIRST.origin, NORTH.log) as forged:
            for entry in entries:
                forged.append(entry)
            note = forged.checkpoint()
        with Log.mirror(tmp_path / "copy", FIRST.log_key) as copy:
            copy.succeed(Cards([FIRST, SECOND]).succession("north"))
            with pytest.raises(NoteError, match="it was replaced"):
                copy.extend(entries, note)
            assert copy.size == 0

    def test_nor_is_its_owner_accused_of_it(self) -> None:
        keys = Cards([FIRST, SECOND]).succession("north")
        found = split(checkpoint(NORTH.log, 5, b"a" * 32), checkpoint(LATER.log, 5, b"b" * 32))
        with pytest.raises(EvidenceError):
            found.check([keys])
        assert "two different logs" in found.check(
            list(keys)
        )  # by the keys alone, without their positions, it would be

    def test_what_was_signed_before_cannot_be_taken_back(self) -> None:
        """A party that regrets says that its key was stolen long ago."""
        with pytest.raises(CardError, match="others hold 7"):
            Cards([FIRST]).enrol(SECOND, held=7)

    def test_the_author_key_alone_replaces_neither_log_nor_recovery_key(self) -> None:
        for role in ("log", "recovery", "author"):
            taken = replace(NORTH, **{role: THIEF}).next(FIRST, {"author-before": NORTH.author})
            with pytest.raises(CardError, match="recovery key"):
                Cards([FIRST, taken])

    def test_all_keys_of_the_desk_together_do_not_either(self) -> None:
        signers = {role: key for role, key in NORTH.signers().items() if role != "recovery"}
        for by in signers.values():
            with pytest.raises(CardError, match="recovery key"):
                Cards([FIRST, replace(NORTH, log=THIEF).next(FIRST, {"recovery-before": by, "author-before": by})])

    def test_a_replaced_author_key_signs_no_card(self) -> None:
        fresh = replace(NORTH, author=SigningKey.generate())
        second = fresh.next(FIRST, {"recovery-before": NORTH.recovery})
        moved = fresh.next(second, {"author-before": NORTH.author}, address="https://thief.example")
        with pytest.raises(CardError, match="not signed by the recovery or author key"):
            Cards([FIRST, second, moved])

    def test_a_replaced_recovery_key_signs_no_card(self) -> None:
        fresh = replace(NORTH, recovery=SigningKey.generate())
        second = fresh.next(FIRST, {"recovery-before": NORTH.recovery})
        taken = replace(fresh, log=THIEF).next(second, {"recovery-before": NORTH.recovery})
        with pytest.raises(CardError, match="not signed by the recovery key"):
            Cards([FIRST, second, taken])

    def test_the_log_does_not_open_with_it(self, tmp_path: Path) -> None:
        with Log.create(tmp_path / "log", FIRST.origin, NORTH.log) as log:
            log.append(seal(b"0", NORTH.author))
            log.succeed(Cards([FIRST, SECOND]).succession("north"))
        with pytest.raises(StoreError, match="not the key of this log"):
            Log.open(tmp_path / "log", NORTH.log)


class TestSwapped:
    """What one key may do, another may not, on paper or on the disk."""

    def test_a_witness_key_signs_no_log_and_a_log_key_cosigns_nothing(self) -> None:
        keys = Cards([FIRST]).succession("north")
        with pytest.raises(NoteError):
            keys.checkpoint(checkpoint(NORTH.witness, 1))
        note = checkpoint(SOUTH.log, 1)
        line = cosign(note, FIRST.origin, NORTH.log, NOW)
        assert not FIRST.witness_key.made(note.rpartition("\n\n")[0] + "\n", _signature(line))

    def test_a_cosignature_is_no_signature_of_the_log(self) -> None:
        """One is over the text, the other over a line, a time and the text."""
        text = str(Checkpoint(FIRST.origin, 1, leaf_hash(b"x")))
        line = cosign(f"{text}\n\u2014 x AAAA\n", FIRST.origin, NORTH.log, NOW)
        assert not VerifierKey(FIRST.origin, ED25519, NORTH.log.public).made(text, _signature(line)[8:])

    def test_a_file_put_in_anothers_place(self, tmp_path: Path) -> None:
        NORTH.author.save(tmp_path / "author.key", role="author")
        (tmp_path / "author.key").rename(tmp_path / "log.key")
        with pytest.raises(BadKeyError, match="role author, not log"):
            SigningKey.load(tmp_path / "log.key", role="log")

    def test_with_its_first_line_rewritten(self, tmp_path: Path) -> None:
        NORTH.author.save(tmp_path / "key", "twelve letters", "author", LEAST)
        (tmp_path / "key").write_text((tmp_path / "key").read_text("ascii").replace("1 author", "1 log"), "ascii")
        with pytest.raises(BadKeyError, match="does not open"):
            SigningKey.load(tmp_path / "key", "twelve letters", "log")

    def test_a_signature_of_one_role_moved_to_another(self) -> None:
        note = FIRST.note.replace("\u2014 witness ", "\u2014 recovery-before ")
        with pytest.raises(CardError, match="witness"):
            Card.parse(note.encode())


class TestTampered:
    """Files and cards in a thief's hands."""

    def test_a_key_file_tells_nothing_without_its_passphrase(self, tmp_path: Path) -> None:
        key = SealingKey.generate()
        key.save(tmp_path / "key", "twelve letters", LEAST)
        data = (tmp_path / "key").read_bytes()
        for secret in (key.secret.encode(), key.secret.encode().hex().encode()):
            assert all(secret[at : at + 16] not in data for at in range(len(secret) - 15))

    def test_a_key_file_that_would_stop_the_machine(self, tmp_path: Path) -> None:
        NORTH.author.save(tmp_path / "key", "twelve letters", "author", LEAST)
        for limits in ("10 4294967296", "4000 67108864"):
            text = (tmp_path / "key").read_text("ascii").replace(f"3 {LEAST.memory}", limits)
            (tmp_path / "greedy").write_text(text, "ascii")
            with pytest.raises(BadKeyError, match="work"):
                keyfile.read(tmp_path / "greedy", "twelve letters")

    def test_a_key_file_whose_guesses_would_be_cheap_is_not_trusted_with_the_passphrase(self, tmp_path: Path) -> None:
        """Opening it would not give the passphrase away, but writing it again so would."""
        NORTH.author.save(tmp_path / "key", "twelve letters", "author", LEAST)
        text = (tmp_path / "key").read_text("ascii").replace(f"3 {LEAST.memory}", "1 8192")
        (tmp_path / "cheap").write_text(text, "ascii")
        with pytest.raises(BadKeyError, match="work"):
            keyfile.change(tmp_path / "cheap", "twelve letters", "twelve letters")

    @pytest.mark.parametrize("field", ["name", "address", "sealing", "since"])
    def test_a_card_changed_on_its_way(self, field: str) -> None:
        other = Keyring.make().first("other", "https://thief.example")
        changed = replace(SECOND, **{field: getattr(other, field)})
        note = changed.text + "\n" + SECOND.note.rpartition("\n\n")[2]
        with pytest.raises(CardError):
            Card.parse(note.encode())

    def test_a_card_of_a_thief_under_the_same_name(self) -> None:
        with pytest.raises(CardError, match="does not follow"):
            Cards([FIRST]).enrol(Keyring.make().first("north"))
        assert Keyring.make().first("north").fingerprint("uk") != FIRST.fingerprint("uk")


class TestReplayed:
    """An old card changes nothing."""

    def test_an_old_card_again(self) -> None:
        cards = Cards([FIRST, SECOND])
        assert not cards.enrol(FIRST)
        assert cards.get("north") == SECOND

    def test_an_old_card_as_the_next_one(self) -> None:
        again = issue(
            replace(FIRST, serial=3, previous=SECOND.digest, since=SECOND.since),
            {**NORTH.signers(), "author-before": NORTH.author},
        )
        with pytest.raises(CardError):
            Cards([FIRST, SECOND, again])

    def test_two_cards_after_one(self) -> None:
        """Whoever has the recovery key shows different next cards to different people; each keeps the one it has."""
        other = replace(NORTH, log=THIEF).next(FIRST, {"recovery-before": NORTH.recovery}, since=1)
        with pytest.raises(CardError, match="does not follow"):
            Cards([FIRST, SECOND]).enrol(other)

    def test_a_signature_from_another_card(self) -> None:
        lines = SECOND.note.rpartition("\n\n")[2]
        third = LATER.following(SECOND, address="https://thief.example")
        with pytest.raises(CardError, match="not signed"):
            Card.parse(f"{third.text}\n{lines}".encode())


def _signature(line: str) -> bytes:
    return base64.b64decode(line.rstrip("\n").rpartition(" ")[2])[4:]
