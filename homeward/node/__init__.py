"""The node: the web application around the engines, and the only package that knows Django, the database and the clock.

What is hard about it is what it must not do: show a signed figure before the terms allow it, keep a fact in two homes,
or let a page say more than its sources. So every room has the same few files: ``models`` (rows; those that show agreed
or weighed facts are projections that can be dropped and made again), ``actions`` (each thing that can be done: one
function, one transaction) and, where there are pages, ``views`` and ``urls``. Rooms build on each other one way:
``demo → public → stages | sources → journal``.
"""

from homeward import HomewardError

__all__ = ["NodeError"]


class NodeError(HomewardError):
    """The node cannot do what was asked: one sentence saying what was wrong, where, and what to do."""
