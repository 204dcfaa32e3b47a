"""How a node's log is written: lines to read or JSON objects to collect, both without anybody's data.

What a node logs are routes, numbers and names of jobs. What is hard is errors: the words of an exception may repeat
what somebody typed or a row of the database. So of an error only its kind and its place in the code are written, and
of an argument that is an error only its kind.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from homeward import HomewardError

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Bare(logging.Formatter):
    """What both forms share."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802  # logging's name
        """Return where it was raised and what kind it is, through all its causes, without its words."""
        found: list[str] = []
        error = ei[1]
        while error is not None and len(found) < 8:
            frames = traceback.extract_tb(error.__traceback__)[-12:]
            places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            found.append("\n".join([f"{type(error).__module__}.{type(error).__qualname__}", *places]))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\ncaused by ".join(found)

    def words(self, record: logging.LogRecord) -> str:
        """Return the message; an error among its arguments is named, not quoted, unless it is one of our sentences."""
        if isinstance(record.args, tuple):
            record.args = tuple(_bare(one, record.name) for one in record.args)
        return record.getMessage()


class Lines(_Bare):
    """Time, level, where from, what; an error's places on the lines below."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = f"{_time(record)} {record.levelname} {record.name} {self.words(record)}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class Objects(_Bare):
    """The same as one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object."""
        said: dict[str, Any] = {
            "time": _time(record), "level": record.levelname.lower(), "from": record.name, "says": self.words(record),
        }  # fmt: skip
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _bare(value: object, logger: str) -> object:
    if isinstance(value, BaseException) and not isinstance(value, HomewardError):
        return type(value).__name__
    if isinstance(value, str) and logger.startswith("gunicorn"):
        return value.partition("?")[0]  # it names addresses whole, with what was searched for
    return value
