"""The desk of this node, where it has one: opened once, kept up to date, its logs taken into the journal."""

import logging
from functools import lru_cache

from django.conf import settings
from django.db import close_old_connections, connection

from homeward.node.desk.answers import Answers
from homeward.node.desk.desk import Desk
from homeward.node.desk.keeper import Keeper
from homeward.node.journal import actions

logger = logging.getLogger("homeward.node.journal")


@lru_cache(maxsize=1)
def keeper() -> Keeper | None:
    """Return what keeps the desk; None for a node without one.

    Raises:
        DeskError, LedgerError: the folder named in ``HOMEWARD_DESK`` cannot be opened.
    """
    environment = settings.ENVIRONMENT
    if environment.desk is None:
        return None
    desk = Desk.open(environment.desk, environment.passphrase)
    return Keeper(desk, changed=take_logs, every=environment.every)


@lru_cache(maxsize=1)
def answers() -> Answers | None:
    """Return what answers the peers; None for a node without a desk."""
    kept = keeper()
    return None if kept is None else Answers(kept.desk, wake=kept.wake)


def take_logs() -> None:
    """Take what is new in the desk's logs into the journal, so that the pages show it."""
    kept = keeper()
    if kept is None:
        return
    _renew()  # this runs in a thread that Django knows nothing of
    paths = [path for name in kept.desk.cards.names() if (path := kept.desk.path(name)).is_file()]
    added = actions.import_logs(paths)
    logger.info("the desk's logs were taken in: %d new entries", added)
    _renew()


def _renew() -> None:
    """Let go of a connection that has served too long; never of one whose transaction is going on."""
    if not connection.in_atomic_block:
        close_old_connections()


def check() -> None:
    """Read every log of the desk from beginning to end, as a node does when it starts.

    Raises:
        StoreError: a stored bit is not what it was.
    """
    if (kept := keeper()) is None:
        return
    for name in kept.desk.cards.names():
        with kept.desk.reading(name) as log:
            if log is not None:
                log.check()
