"""Append-only signed logs: one a participant, that nobody, its owner included, can rewrite unnoticed.

A log is an RFC 6962 tree over DSSE envelopes, with checkpoints as signed notes (C2SP), stored in one SQLite file and
exported as tiles that any static server can serve. What is hard is that every byte matters and every check must be
the same years later on another machine: encodings have one canonical form, signatures one library, proofs one reading
of the RFC. The ledger knows bytes, not people: what an entry says, and who may say it, is the business of
``homeward.exchange``.
"""

from homeward.ledger.card import Card, Cards, issue
from homeward.ledger.cosignature import cosign, cosignatures, joined
from homeward.ledger.envelope import MAX_BYTES, PAYLOAD_TYPE, Sealed, seal, unseal
from homeward.ledger.errors import (
    BadKeyError,
    BehindError,
    CardError,
    EnvelopeError,
    EvidenceError,
    ForkError,
    LedgerError,
    NoteError,
    PolicyError,
    ProofError,
    RestoredError,
    SealingError,
    StoreError,
    TileError,
)
from homeward.ledger.evidence import Evidence
from homeward.ledger.keys import Signer, SigningKey, enrolled, signed
from homeward.ledger.note import Checkpoint, Note, VerifierKey, open_note, parse_checkpoint, sign
from homeward.ledger.policy import Policy, Standing
from homeward.ledger.proof import Proof, prove
from homeward.ledger.sealing import SealingKey, decrypted, encrypted
from homeward.ledger.store import Appended, Log
from homeward.ledger.tiles import export, proved, read_checkpoint
from homeward.ledger.tree import leaf_hash, verify_consistency, verify_inclusion
from homeward.ledger.witness import Answer, Witness

__all__ = [
    "MAX_BYTES",
    "PAYLOAD_TYPE",
    "Answer",
    "Appended",
    "BadKeyError",
    "BehindError",
    "Card",
    "CardError",
    "Cards",
    "Checkpoint",
    "EnvelopeError",
    "Evidence",
    "EvidenceError",
    "ForkError",
    "LedgerError",
    "Log",
    "Note",
    "NoteError",
    "Policy",
    "PolicyError",
    "Proof",
    "ProofError",
    "RestoredError",
    "Sealed",
    "SealingError",
    "SealingKey",
    "Signer",
    "SigningKey",
    "Standing",
    "StoreError",
    "TileError",
    "VerifierKey",
    "Witness",
    "cosign",
    "cosignatures",
    "decrypted",
    "encrypted",
    "enrolled",
    "export",
    "issue",
    "joined",
    "leaf_hash",
    "open_note",
    "parse_checkpoint",
    "prove",
    "proved",
    "read_checkpoint",
    "seal",
    "sign",
    "signed",
    "unseal",
    "verify_consistency",
    "verify_inclusion",
]
