"""Homeward: the record of a prisoner exchange, from the lists to the last handover, and of what the world was told.

The engines are plain packages over plain values and can be used alone: ``homeward.exchange`` (words and rules),
``homeward.ledger`` (logs and proofs), ``homeward.lists`` (a file of people into rows), ``homeward.names`` (two names),
``homeward.matching`` (a list against a registry), ``homeward.planning`` (who goes home in which stage),
``homeward.reading`` (documents into claims) and ``homeward.weighing`` (claims against each other and against the signed
record). ``homeward.node`` is the web application around them.
"""

__version__ = "0.1.0"


class HomewardError(Exception):
    """The root of every package's own errors: one sentence saying what was wrong, where, and what to do."""
