"""Weighing: claims against each other, against the public record, and against the signed record of an exchange.

Two ministries, a mediator and thirty outlets tell of one day, and their numbers differ: a stage is taken for the whole,
one side for both, last week's ordinal for this week's. What is hard is to put the claims of many documents on the right
exchange, to count a voice once however often it is repeated, and to choose a figure to show first by a rule that has a
name and a reason, without hiding what the others say. ``weigh`` is pure: documents and rows in, a ``PublicRecord`` out.
"""

from homeward.weighing.copies import Copies, CopyKind
from homeward.weighing.documents import public_documents
from homeward.weighing.rows import Row, public_rows
from homeward.weighing.scales import weigh
from homeward.weighing.signed import SignedCount, SignedRecord, SignedStage, signed_record
from homeward.weighing.words import (
    Against,
    Cause,
    Check,
    CheckRule,
    Contradiction,
    Deal,
    Early,
    EarlyBasis,
    EventKind,
    Exchange,
    Figure,
    Headline,
    Measure,
    Part,
    PublicRecord,
    Reason,
    Rule,
    Said,
    Source,
    SourceKind,
    Standing,
    Subject,
    Unplaced,
    Value,
    Voice,
    WeighingError,
)

__all__ = [
    "Against",
    "Cause",
    "Check",
    "CheckRule",
    "Contradiction",
    "Copies",
    "CopyKind",
    "Deal",
    "Early",
    "EarlyBasis",
    "EventKind",
    "Exchange",
    "Figure",
    "Headline",
    "Measure",
    "Part",
    "PublicRecord",
    "Reason",
    "Row",
    "Rule",
    "Said",
    "SignedCount",
    "SignedRecord",
    "SignedStage",
    "Source",
    "SourceKind",
    "Standing",
    "Subject",
    "Unplaced",
    "Value",
    "Voice",
    "WeighingError",
    "public_documents",
    "public_rows",
    "signed_record",
    "weigh",
]
