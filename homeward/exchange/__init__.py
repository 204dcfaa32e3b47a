"""The words of a prisoner exchange and its rules: what can be said, what may follow what, and what then holds.

The participants of an exchange do not trust each other, and nobody sequences for them. Each keeps a log of its own and
says in every entry what it had seen of the others'. The state is a pure fold over those logs: it knows no clock, no
storage, no network and no arrival order, it never raises, whatever the bytes, and the same entries give the same state
everywhere. What is hard is what two authors say without having seen each other. There is no tie-break here that one of
them could grind: a party stands behind one thing at a time, and is free to stand behind another only when it knows that
nobody can take up the first any more.
"""

from homeward.exchange import words
from homeward.exchange.commitment import CommitmentError, commit, opens
from homeward.exchange.entries import Body, Entry, Logged, Ref, Seen
from homeward.exchange.fold import fold, rehearse
from homeward.exchange.rulebook import RULES, Broken, Rule, RuleError
from homeward.exchange.state import State
from homeward.exchange.wire import WireError, decode, decode_body, encode, encode_body
from homeward.exchange.words import ExchangeError

__all__ = [
    "RULES",
    "Body",
    "Broken",
    "CommitmentError",
    "Entry",
    "ExchangeError",
    "Logged",
    "Ref",
    "Rule",
    "RuleError",
    "Seen",
    "State",
    "WireError",
    "commit",
    "decode",
    "decode_body",
    "encode",
    "encode_body",
    "fold",
    "opens",
    "rehearse",
    "words",
]
