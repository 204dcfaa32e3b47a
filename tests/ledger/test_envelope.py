"""Envelopes, each class a clause of DSSE v1.0 or of ``homeward.ledger.envelope``."""

import base64
import hashlib
import json
import secrets
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_core_ed25519_add, crypto_scalarmult_ed25519_base_noclamp

from homeward.ledger import MAX_BYTES, PAYLOAD_TYPE, EnvelopeError, SigningKey, seal, unseal
from homeward.ledger.keys import signed

OFTEN = settings(deadline=None, max_examples=60)
KEYS = [SigningKey(bytes([number]) * 32) for number in range(1, 18)]
PAYLOAD = b'{"type":"statement"}'
ORDER = 2**252 + 27742317777372353535851937790883648493  # of the main subgroup (RFC 8032, 5.1)
OF_ORDER_8 = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")


def rewritten(envelope: bytes, **fields: Any) -> bytes:
    return rfc8785.dumps({**json.loads(envelope), **fields})


def signature(key_id: str, sig: bytes) -> dict[str, str]:
    return {"keyid": key_id, "sig": base64.b64encode(sig).decode()}


class TestPreAuthenticationEncoding:
    """DSSE, protocol: PAE = "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body; signed is the PAE, nothing else."""

    def test_the_signature_is_over_the_encoding_written_by_hand(self) -> None:
        (only,) = json.loads(seal(PAYLOAD, KEYS[0]))["signatures"]
        by_hand = b'DSSEv1 35 application/vnd.homeward.entry+json 20 {"type":"statement"}'
        assert KEYS[0].sign(by_hand) == base64.b64decode(only["sig"])
        assert not signed(KEYS[0].public, PAYLOAD, base64.b64decode(only["sig"]))


class TestRoundTrip:
    """What was sealed comes out, with exactly those who sealed it."""

    @given(st.binary(max_size=300), st.lists(st.sampled_from(KEYS[:16]), min_size=1, max_size=5))
    @OFTEN
    def test_payload_and_signers(self, payload: bytes, keys: list[SigningKey]) -> None:
        sealed = unseal(seal(payload, *keys))
        assert sealed.payload == payload
        assert sealed.signers == {key.public.hex() for key in keys}

    def test_up_to_sixteen_sign(self) -> None:
        assert len(unseal(seal(PAYLOAD, *KEYS[:16])).signers) == 16
        for keys in ((), tuple(KEYS[:17])):
            with pytest.raises(EnvelopeError, match="1 to 16"):
                seal(PAYLOAD, *keys)

    def test_an_envelope_has_at_most_65535_bytes(self) -> None:
        overhead = len(seal(b"", KEYS[0]))
        fits = b"x" * ((MAX_BYTES - overhead) // 4 * 3)
        assert unseal(seal(fits, KEYS[0])).payload == fits
        with pytest.raises(EnvelopeError, match="65,535"):
            seal(fits + b"xxx", KEYS[0])
        with pytest.raises(EnvelopeError, match="65,535"):
            unseal(b" " * (MAX_BYTES + 1))


class TestOneCanonicalForm:
    """An envelope has one spelling (RFC 8785, signatures by key id), so that one message is one leaf hash."""

    @given(st.permutations(KEYS[:4]))
    @OFTEN
    def test_the_order_of_signing_does_not_show(self, keys: list[SigningKey]) -> None:
        assert seal(PAYLOAD, *keys) == seal(PAYLOAD, *KEYS[:4]) == seal(PAYLOAD, *keys, keys[0])

    def test_no_other_spelling_is_accepted(self) -> None:
        good = seal(PAYLOAD, *KEYS[:2])
        tree = json.loads(good)
        first, second = tree["signatures"]
        others = [
            good + b"\n", b" " + good, good + b"{}", good[:-1], b"", b"\xef\xbb\xbf" + good, b"\xff" + good,
            json.dumps(tree).encode(), json.dumps(tree, indent=1).encode(),
            good.replace(b"payloadType", b"payload\\u0054ype", 1),
            good.replace(b'{"payload"', b'{"payload":"","payload"', 1),
            good.replace(b'{"keyid"', b'{"keyid":"","keyid"', 1),
            rewritten(good, signatures=[second, first]),
            rewritten(good, signatures=[first, first]),
            rewritten(good, signatures=[first, second, {**second, "sig": first["sig"]}]),
            rewritten(good, payload=tree["payload"].rstrip("=")),
            rewritten(good, payload=tree["payload"] + "\n"),
            rewritten(good, signatures=[{**first, "keyid": first["keyid"].upper()}]),
            rewritten(good, more=1), rewritten(good, signatures=[{**first, "more": 1}]),
        ]  # fmt: skip
        for other in others:
            with pytest.raises(EnvelopeError):
                unseal(other)

    @pytest.mark.parametrize(
        "fields",
        [
            {"payloadType": "text/plain"}, {"payloadType": "\ud800"}, {"payloadType": 1}, {"payloadType": None},
            {"payload": 1}, {"payload": None}, {"payload": []}, {"payload": "ä"},
            {"signatures": []}, {"signatures": {}}, {"signatures": "x"}, {"signatures": None}, {"signatures": [1]},
            {"signatures": [{"keyid": 1, "sig": ""}]}, {"signatures": [{"keyid": "a" * 64, "sig": 1}]},
            {"signatures": [{"keyid": "a" * 64, "sig": ""}]}, {"signatures": [{"keyid": "aa bb", "sig": ""}]},
        ],
    )  # fmt: skip
    def test_other_types_are_refused_with_a_sentence(self, fields: dict[str, Any]) -> None:
        tree = {**json.loads(seal(PAYLOAD, KEYS[0])), **fields}
        with pytest.raises(EnvelopeError):
            unseal(json.dumps(tree, separators=(",", ":"), sort_keys=True).encode())

    @pytest.mark.parametrize(
        "data", [b"null", b"[]", b"1", b'"x"', b"{}", b"[" * 60_000, b'{"a":' * 10_000, b"1" * 60_000, b"NaN"]
    )
    def test_other_json_is_refused_with_a_sentence(self, data: bytes) -> None:
        with pytest.raises(EnvelopeError):
            unseal(data)

    @given(st.binary(max_size=200))
    @OFTEN
    def test_any_bytes_are_an_envelope_or_refused(self, data: bytes) -> None:
        with pytest.raises(EnvelopeError):
            unseal(data)

    def test_one_key_in_two_spellings_is_not_two_signers(self) -> None:
        """Else whoever needs two signatures would be content with one."""
        good = json.loads(seal(PAYLOAD, KEYS[0]))
        (one,) = good["signatures"]
        both = sorted([one, {**one, "keyid": one["keyid"].upper()}], key=lambda each: each["keyid"])
        with pytest.raises(EnvelopeError):
            unseal(rewritten(rfc8785.dumps(good), signatures=both))


class TestEverythingIsSigned:
    """DSSE: verification covers payload and payload type; a key id is only a hint, and here must be the key itself."""

    def test_every_flipped_bit_is_refused_or_costs_a_signer(self) -> None:
        good = seal(PAYLOAD, *KEYS[:2])
        signers = unseal(good).signers
        for at in range(len(good) * 8):
            flipped = bytearray(good)
            flipped[at // 8] ^= 1 << at % 8
            try:
                left = unseal(bytes(flipped)).signers
            except EnvelopeError:
                continue
            assert left < signers, f"bit {at}"

    def test_a_signature_counts_for_the_key_it_names_only(self) -> None:
        good = seal(PAYLOAD, KEYS[0])
        sig = base64.b64decode(json.loads(good)["signatures"][0]["sig"])
        stolen = rewritten(good, signatures=[signature(KEYS[1].public.hex(), sig)])
        assert unseal(stolen).signers == frozenset()

    def test_a_signature_moved_to_another_payload_counts_for_nobody(self) -> None:
        moved = rewritten(seal(PAYLOAD, KEYS[0]), payload=base64.b64encode(b"other").decode())
        assert unseal(moved).signers == frozenset()

    def test_the_same_signature_written_with_a_larger_s_counts_for_nobody(self) -> None:
        """RFC 8032, 5.1.7: S is below the order, or a signature could be changed without its key."""
        good = seal(PAYLOAD, KEYS[0])
        sig = base64.b64decode(json.loads(good)["signatures"][0]["sig"])
        larger = sig[:32] + (int.from_bytes(sig[32:], "little") + ORDER).to_bytes(32, "little")
        moved = rewritten(good, signatures=[signature(KEYS[0].public.hex(), larger)])
        assert unseal(moved).signers == frozenset()

    def test_a_signature_by_a_key_outside_the_main_subgroup_counts_for_nobody(self) -> None:
        """One secret could show itself as eight keys."""
        seed = KEYS[0].seed
        hashed = bytearray(hashlib.sha512(seed).digest()[:32])
        hashed[0] &= 248
        hashed[31] = hashed[31] & 63 | 64
        secret = int.from_bytes(hashed, "little")
        mixed = crypto_core_ed25519_add(KEYS[0].public, OF_ORDER_8)
        pae = b"DSSEv1 %d %s %d %s" % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(PAYLOAD), PAYLOAD)
        while True:
            nonce = secrets.randbelow(ORDER)
            point = crypto_scalarmult_ed25519_base_noclamp(nonce.to_bytes(32, "little"))
            challenge = int.from_bytes(hashlib.sha512(point + mixed + pae).digest(), "little") % ORDER
            if challenge % 8 == 0:
                break
        sig = point + ((nonce + challenge * secret) % ORDER).to_bytes(32, "little")
        assert signed(mixed, pae, sig), "the forgery is one that PyNaCl accepts"
        forged = rewritten(seal(PAYLOAD, KEYS[0]), signatures=[signature(mixed.hex(), sig)])
        assert unseal(forged).signers == frozenset()
