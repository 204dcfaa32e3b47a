"""Serving: gunicorn in this process's place, one worker with threads, since one node's readers share one database."""

import logging
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication

from homeward.node import NodeError

if TYPE_CHECKING:
    from homeward.node.jobs.supervisor import Supervisor

logger = logging.getLogger("homeward.node")
THREADS = 8
TIMEOUT = 60  # seconds; reading and weighing a document takes a few


class UnsafeError(NodeError):
    """The settings do not allow serving: which, and what to do."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn around one WSGI application, configured here and nowhere else."""

    def __init__(self, application: Any, host: str, port: int) -> None:
        self.application = application
        self.bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults; its own access log, which names readers, stays off."""
        settings = {
            "bind": self.bind,
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "timeout": TIMEOUT,
            "accesslog": None,
            "loglevel": "warning",
            "logconfig_dict": _logging(),
            "forwarded_allow_ips": "127.0.0.1",
            "control_socket_disable": True,
            "post_worker_init": _keep,
            "worker_exit": _end,
        }
        for name, value in settings.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application."""
        return self.application


_supervisors: "list[Supervisor]" = []


def _logging() -> dict[str, Any]:
    """Gunicorn's own words go where the node's go, in the same form."""
    from django.conf import settings

    own = {"level": "WARNING", "handlers": ["stderr"], "propagate": False}
    return {**settings.LOGGING, "loggers": {"gunicorn.error": own, "gunicorn.access": own}, "root": {"handlers": []}}


def _keep(_worker: Any) -> None:
    """Begin exchanging with peers, in the process that answers them, and keep a worker beside it."""
    from django.conf import settings

    from homeward.node.accounts import twofold
    from homeward.node.jobs.supervisor import Supervisor
    from homeward.node.journal.desk import keeper

    if (kept := keeper()) is not None:
        kept.start()
    twofold.resume(started=True)
    if settings.ENVIRONMENT.worker:
        _supervisors.append(Supervisor())
        _supervisors[-1].start()


def _end(_server: Any, _worker: Any) -> None:
    """End the worker with the process that kept it."""
    for supervisor in _supervisors:
        supervisor.stop()


def serve(host: str, port: int) -> None:
    """Serve the node until it is interrupted.

    Raises:
        UnsafeError: if the settings are not safe for that address; the message says what is missing.
        DeskError, LedgerError: the node's desk cannot be opened, or a stored log is damaged.
    """
    from homeward.node import safety
    from homeward.node.environment import Environment

    environment = Environment.read()
    if problems := safety.forbidding(environment, host):
        raise UnsafeError("not serving. " + " ".join(problems))
    from homeward.node.setup import prepare

    prepare()
    from homeward.node.journal import desk

    desk.check()
    for sentence in safety.doubtful(environment):
        logger.warning("%s", sentence)
    from homeward.node.wsgi import application

    Server(application, host, port).run()
