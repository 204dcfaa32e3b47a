"""Cards: what they prove, what may follow what, and which key counts where."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.ledger import Card, CardError, Cards, SealingKey, SigningKey, issue
from homeward.ledger.card import check_address
from homeward.ledger.note import COSIGNATURE, ED25519, sign
from tests.ledger.participants import Keyring

NORTH, SOUTH = Keyring.make(), Keyring.make()
FIRST = NORTH.first("north", "https://north.example/homeward")
OTHER = SOUTH.first("south")
NEW_LOG = replace(NORTH, log=SigningKey.generate())


class TestForm:
    """A card has one spelling, and is what its text says."""

    def test_round_trip(self) -> None:
        for card in (FIRST, OTHER):
            assert Card.parse(card.note.encode()) == card

    def test_its_keys_are_verifier_keys(self) -> None:
        assert (FIRST.log_key.name, FIRST.log_key.algorithm, FIRST.log_key.public) == (
            FIRST.origin,
            ED25519,
            NORTH.log.public,
        )
        assert (FIRST.witness_key.algorithm, FIRST.witness_key.public) == (COSIGNATURE, NORTH.witness.public)

    def test_every_flipped_bit_of_the_text_and_of_the_signatures(self) -> None:
        data = FIRST.note.encode()
        for at in range(8 * len(data)):
            flipped = bytearray(data)
            flipped[at // 8] ^= 1 << at % 8
            with pytest.raises(CardError):
                Card.parse(bytes(flipped))

    def test_every_cut(self) -> None:
        data = FIRST.note.encode()
        for at in range(len(data)):
            with pytest.raises(CardError):
                Card.parse(data[:at])

    @settings(max_examples=50)
    @given(data=st.binary(max_size=200))
    def test_other_bytes(self, data: bytes) -> None:
        with pytest.raises(CardError):
            Card.parse(b"homeward card 1\n" + data)

    def test_endless(self) -> None:
        with pytest.raises(CardError, match="not a participant's card"):
            Card.parse(FIRST.note.encode() + b"\xe2\x80\x94 x AAAA\n" * 1000)

    @pytest.mark.parametrize(
        ("field", "value", "says"),
        [
            ("name", "north2", "not of a log of north2"),
            ("name", "nörth", "not a participant's card"),
            ("origin", "homeward.example/may-2025/nоrth", "not a participant's card"),  # its o is Cyrillic
            ("origin", "a b/north", "not a participant's card"),
            ("origin", "a+b/north", "not a participant's card"),
            ("since", 1, "begins with the log"),
            ("serial", 2, "names none before"),
            ("previous", "0" * 64, "names none before"),
            ("address", "http://north.example", "begins with https"),
            ("address", "https://a b", "not a participant's card"),
            ("sealing", "age1" + "q" * 58, "sealing key"),
            ("author", bytes(32), "weak"),
            ("recovery", b"\x01" + bytes(31), "weak"),
            ("witness", NORTH.log.public, "two purposes"),
            ("author", SOUTH.author.public, "author key"),
        ],
    )
    def test_what_cannot_be_on_a_first_card(self, field: str, value: object, says: str) -> None:
        changed = replace(FIRST, **{field: value})
        note = f"{changed.text}\n" + "".join(
            sign(changed.text, role, key).rpartition("\n\n")[2] for role, key in NORTH.signers().items()
        )
        with pytest.raises(CardError, match=says):
            Card.parse(note.encode())

    def test_digits_of_other_scripts_are_no_second_spelling(self) -> None:
        with pytest.raises(CardError, match="not a participant's card"):
            Card.parse(FIRST.note.replace("since 0", "since ٠").encode())

    def test_the_digest_does_not_depend_on_who_signed(self) -> None:
        later = NEW_LOG.following(FIRST, 5)
        by_recovery = issue(later, {**NEW_LOG.signers(), "recovery-before": NORTH.recovery})
        by_both = issue(later, {**NEW_LOG.signers(), "recovery-before": NORTH.recovery, "author-before": NORTH.author})
        assert by_recovery.note != by_both.note
        assert by_recovery.digest == by_both.digest

    @pytest.mark.parametrize("language", ["en", "uk", "ru"])
    def test_the_fingerprint_is_of_everything_on_it(self, language: str) -> None:
        seen = {tuple(FIRST.fingerprint(language))}
        other = Keyring.make().blank("other")
        for field in fields(Card):
            if field.name != "note":
                changed = replace(FIRST, **{field.name: getattr(other, field.name)})
                if changed.text != FIRST.text:
                    seen.add(tuple(changed.fingerprint(language)))
        assert len(seen) == 9  # name, origin, author, log, witness, sealing, recovery, address changed, and as it is


class TestPossession:
    """Whoever shows a card holds the keys on it that sign."""

    @pytest.mark.parametrize("role", ["author", "log", "witness", "recovery"])
    def test_each_key_has_to_sign_the_first_card(self, role: str) -> None:
        signers = {name: key for name, key in NORTH.signers().items() if name != role}
        with pytest.raises(CardError, match=role):
            issue(NORTH.blank("north"), signers)
        text = NORTH.blank("north").text
        note = f"{text}\n" + "".join(sign(text, name, key).rpartition("\n\n")[2] for name, key in signers.items())
        with pytest.raises(CardError, match=f"not signed by its {role} key"):
            Card.parse(note.encode())

    @pytest.mark.parametrize("role", ["author", "log", "witness", "recovery"])
    def test_with_the_key_on_it(self, role: str) -> None:
        with pytest.raises(CardError, match="not signed"):
            issue(NORTH.blank("north"), {**NORTH.signers(), role: SigningKey.generate()})

    def test_a_signature_by_one_role_is_none_for_another(self) -> None:
        text = FIRST.text
        note = f"{text}\n" + "".join(
            sign(text, name, NORTH.author).rpartition("\n\n")[2] for name in ("author", "log", "witness", "recovery")
        )
        with pytest.raises(CardError, match="not signed"):
            Card.parse(note.encode())


class TestNext:
    """Rule 2: what may follow a card, and who must have signed it."""

    def test_the_author_may_move_the_node_and_change_sealing_and_witness(self) -> None:
        keys = replace(NORTH, sealing=SealingKey.generate(), witness=SigningKey.generate())
        card = keys.next(FIRST, {"author-before": NORTH.author}, address="https://elsewhere.example")
        assert Cards([FIRST, card]).get("north") == card

    @pytest.mark.parametrize("role", ["author", "log", "recovery"])
    def test_only_recovery_may_change_the_rest(self, role: str) -> None:
        keys = replace(NORTH, **{role: SigningKey.generate()})
        with pytest.raises(CardError, match="not signed by the recovery key of the one before"):
            Cards([FIRST, keys.next(FIRST, {"author-before": NORTH.author})])
        assert Cards([FIRST, keys.next(FIRST, {"recovery-before": NORTH.recovery})]).get("north") is not None

    def test_nobody_else_may_change_anything(self) -> None:
        for by in ({}, {"author-before": SOUTH.author}, {"recovery-before": SOUTH.recovery}):
            with pytest.raises(CardError, match="not signed by the recovery or author key"):
                Cards([FIRST, NORTH.next(FIRST, dict(by), address="https://elsewhere.example")])

    def test_a_new_recovery_key_signs_too(self) -> None:
        keys = replace(NORTH, recovery=SigningKey.generate())
        signers = {role: key for role, key in keys.signers().items() if role != "recovery"}
        card = issue(keys.following(FIRST), {**signers, "recovery-before": NORTH.recovery})
        with pytest.raises(CardError, match="not signed"):
            Cards([FIRST, card])

    def test_serial_numbers_digests_and_positions_go_on(self) -> None:
        second = NORTH.following(FIRST, 7)
        signers = {**NORTH.signers(), "recovery-before": NORTH.recovery}
        for wrong in (replace(second, serial=3), replace(second, previous="0" * 64)):
            with pytest.raises(CardError, match="does not follow"):
                Cards([FIRST, issue(wrong, signers)])
        third = NORTH.following(issue(second, signers), 6)
        with pytest.raises(CardError, match="does not follow"):
            Cards([FIRST, issue(second, signers), issue(third, signers)])

    def test_the_origin_stays(self) -> None:
        moved = replace(NORTH.following(FIRST), origin="homeward.example/june-2025/north")
        card = issue(moved, {**NORTH.signers(), "recovery-before": NORTH.recovery})
        with pytest.raises(CardError, match="the one before of"):
            Cards([FIRST, card])

    @pytest.mark.parametrize("role", ["author", "log", "witness", "recovery"])
    def test_a_key_that_was_given_up_never_comes_back(self, role: str) -> None:
        fresh = replace(NORTH, **{role: SigningKey.generate()})
        second = fresh.next(FIRST, {"recovery-before": NORTH.recovery})
        back = NORTH.next(second, {"recovery-before": fresh.recovery})
        with pytest.raises(CardError, match="given up"):
            Cards([FIRST, second, back])

    def test_nor_in_another_role(self) -> None:
        swapped = replace(NORTH, log=NORTH.witness, witness=NORTH.log)
        with pytest.raises(CardError, match="another role"):
            Cards([FIRST, swapped.next(FIRST, {"recovery-before": NORTH.recovery})])


class TestPositions:
    """Rule 4: a log key counts by the size of what it signs."""

    SECOND = NEW_LOG.next(FIRST, {"recovery-before": NORTH.recovery}, since=10)
    THIRD = NEW_LOG.next(SECOND, {"author-before": NORTH.author}, since=10, address="https://elsewhere.example")

    @pytest.mark.parametrize("cards", [[FIRST, SECOND], [FIRST, SECOND, THIRD], [THIRD, SECOND, FIRST]])
    def test_the_old_key_up_to_the_change_and_the_new_one_from_there(self, cards: list[Card]) -> None:
        register, old, new = Cards(cards), FIRST.log_key, self.SECOND.log_key
        assert [register.log_keys("north", size) for size in (0, 9, 10, 11, 10**9)] == [
            [old],
            [old],
            [old, new],
            [new],
            [new],
        ]
        assert register.log_keys("north") == [old, new]

    def test_a_card_that_changes_something_else_changes_no_key(self) -> None:
        second = NORTH.next(FIRST, {"author-before": NORTH.author}, address="https://elsewhere.example")
        register = Cards([FIRST, second])
        assert all(register.log_keys("north", size) == [FIRST.log_key] for size in (0, 1, 50))

    def test_nobody_known_has_no_keys(self) -> None:
        assert Cards().log_keys("north", 5) == []

    def test_a_new_key_begins_no_earlier_than_what_others_hold(self) -> None:
        register = Cards([FIRST])
        with pytest.raises(CardError, match="others hold 11"):
            register.enrol(self.SECOND, held=11)
        assert register.get("north") == FIRST
        assert register.enrol(self.SECOND, held=10)
        assert register.enrol(self.THIRD, held=99)  # its log key is no new one


class TestRegister:
    """Who is enrolled, and under which keys."""

    def test_two_participants(self) -> None:
        register = Cards([FIRST, OTHER])
        assert register.names() == ["north", "south"]
        assert register.get("south") == register.of_origin(OTHER.origin) == OTHER
        assert register.get("west") is register.of_origin("west") is None
        assert register.all() == [FIRST, OTHER]

    def test_the_same_card_again_is_nothing_new(self) -> None:
        register = Cards()
        assert register.enrol(FIRST)
        assert not register.enrol(FIRST)

    def test_the_first_card_comes_first(self) -> None:
        with pytest.raises(CardError, match="enrol the first one first"):
            Cards([NORTH.next(FIRST, {"author-before": NORTH.author})])

    def test_an_unrelated_card_under_a_known_name_is_refused(self) -> None:
        with pytest.raises(CardError, match="does not follow"):
            Cards([FIRST, Keyring.make().first("north")])


class TestAddress:
    """A node is reached over TLS, or on this machine."""

    @pytest.mark.parametrize(
        "address",
        ["https://node.example", "https://node.example:8443/homeward", "http://127.0.0.1:8000", "http://localhost"],
    )
    def test_good(self, address: str) -> None:
        check_address(address)

    @pytest.mark.parametrize(
        "address",
        ["http://node.example", "ftp://node.example", "https://", "node.example", "https://a:b@node.example",
         "https://node.example/?x=1", "https://node.example/#x", "http://[::1", "javascript:alert(1)"],
    )  # fmt: skip
    def test_bad(self, address: str) -> None:
        with pytest.raises(CardError, match="begins with https"):
            check_address(address)
