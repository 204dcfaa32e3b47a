"""Which database a node keeps its facts in: a file of SQLite, or PostgreSQL where ``HOMEWARD_DATABASE`` says so.

What is hard is that both must behave alike. One writer at a time is at work on either (``homeward.node.postgres``),
texts are in the order of their code points, and nothing is acknowledged before it is on the disk.
"""

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

WAIT = 20  # seconds that one writer waits for another
SHAPE = "postgresql://USER@HOST:PORT/DATABASE?sslmode=verify-full&passfile=FILE"
OPTIONS = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "passfile", "connect_timeout"})
PROVEN = frozenset({"verify-full", "verify-ca"})  # where the server proves who it is
ORDERS = frozenset({"C", "POSIX", "C.UTF-8", "C.utf8"})  # of code points, as SQLite's


def sqlite(var: Path) -> dict[str, Any]:
    """Return Django's settings of a database in a node's folder."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": var / "node.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": WAIT,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def postgresql(address: str) -> dict[str, Any]:
    """Return Django's settings of a database of PostgreSQL.

    Raises:
        ValueError: the address cannot be used; the message says why, without its password.
    """
    try:
        parts = urlsplit(address)
        host, port = unquote(parts.hostname or ""), parts.port
    except ValueError:
        raise ValueError(f"has a host or port that cannot be read; write it as {SHAPE}") from None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name or "/" in name or parts.fragment:
        raise ValueError(f"is not the address of a database; write it as {SHAPE}")
    options = dict(parse_qsl(parts.query))
    if unknown := sorted(set(options) - OPTIONS):
        raise ValueError(f"has {unknown[0]!r}, which is not known; known are {', '.join(sorted(OPTIONS))}")
    if importlib.util.find_spec("psycopg") is None:
        raise ValueError("asks for PostgreSQL, whose driver is not installed; install homeward-node[postgres]")
    return {
        "ENGINE": "homeward.node.postgres",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": _folder(parts.netloc) or host,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **options,
            "options": f"-c lock_timeout={WAIT}s -c idle_in_transaction_session_timeout=120s -c synchronous_commit=on",
        },
    }


def unproven(database: Mapping[str, Any] | None) -> bool:
    """Whether a database is reached over a network without proof of who it is."""
    if database is None:
        return False
    host = database["HOST"]
    here = not host or host.startswith("/") or host in {"127.0.0.1", "::1", "localhost"}
    return not here and database["OPTIONS"].get("sslmode") not in PROVEN


def unfit(encoding: str, order: str) -> str | None:
    """Say why a database of PostgreSQL cannot be a node's; None: it can."""
    if encoding == "UTF8" and order in ORDERS:
        return None
    return (
        f"The database's encoding is {encoding} and its order {order}; both sides must count alike. Make it with: "
        "CREATE DATABASE homeward TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8';"
    )


def _folder(netloc: str) -> str:
    """The folder of a socket, written with %2F as a host; lower case would be another folder."""
    host = unquote(netloc.rpartition("@")[2].partition(":")[0])
    return host if host.startswith("/") else ""
