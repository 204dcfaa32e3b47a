"""The machine under the node: database, its form, disk, worker, versions, settings."""

import platform
import shutil
from collections.abc import Iterator

from django import get_version
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from homeward import __version__
from homeward.node import safety
from homeward.node.jobs.models import Beat, Job
from homeward.node.operating.finding import Finding, Level

GIB = 1 << 30
SCARCE, LOW = 1 * GIB, 5 * GIB  # bytes free


def findings() -> Iterator[Finding]:
    """Look at all of it."""
    try:
        yield database()
        yield form()
        yield worker()
        yield from jobs()
    except DatabaseError as error:
        yield Finding(
            _("Database"),
            Level.BAD,
            _("It does not answer (%(error)s).") % {"error": type(error).__name__},
            _("See that it runs and that its disk is not full; the node goes on as soon as it answers."),
        )
    yield disk()
    yield Finding(_("Versions"), Level.GOOD, versions())
    for sentence in safety.doubtful(settings.ENVIRONMENT):
        says, _colon, todo = sentence.partition(": ")
        yield Finding(_("Settings"), Level.WARN, f"{says.rstrip('.')}.", todo[:1].upper() + todo[1:], english=True)


def pressing() -> Iterator[Finding]:
    """Look only at what ends by itself, for a page that is opened often."""
    yield worker()
    yield disk()


def database() -> Finding:
    """Which it is, and how much it holds."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
            kind = "PostgreSQL"
        else:
            cursor.execute("SELECT sqlite_version(), page_count * page_size FROM pragma_page_count, pragma_page_size")
            kind = "SQLite"
        version, size = cursor.fetchone()
    said = _("%(kind)s %(version)s answers; it holds %(size)s MB.")
    return Finding(_("Database"), Level.GOOD, said % {"kind": kind, "version": version, "size": f"{size / 1e6:.1f}"})


def form() -> Finding:
    """Whether the database has the form that this version needs."""
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not missing:
        return Finding(_("Form of the database"), Level.GOOD, _("It is that of this version."))
    return Finding(
        _("Form of the database"),
        Level.BAD,
        ngettext("%(n)d migration is missing.", "%(n)d migrations are missing.", missing) % {"n": missing},
        _("Stop the node and start it again with homeward serve, which applies them."),
    )


def worker() -> Finding:
    """Whether long jobs are done."""
    beat = Beat.objects.first()
    if beat is not None and beat.is_alive:
        said = _("It is at work since %(since)s UTC.") % {"since": f"{beat.since:%Y-%m-%d %H:%M}"}
        return Finding(_("Worker"), Level.GOOD, said)
    todo = (
        _("See in the log why it ends; the server starts it again after a while.")
        if settings.ENVIRONMENT.worker
        else _("Run homeward worker with the node's settings, or set HOMEWARD_WORKER=on and start the server again.")
    )
    if beat is None:
        return Finding(_("Worker"), Level.BAD, _("None was ever at work."), todo)
    said = _("It was last heard of at %(at)s UTC; jobs wait.") % {"at": f"{beat.at:%Y-%m-%d %H:%M:%S}"}
    return Finding(_("Worker"), Level.BAD, said, todo)


def jobs() -> Iterator[Finding]:
    """What waits, and what failed lately."""
    waiting = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).count()
    yield Finding(
        _("Jobs"),
        Level.GOOD,
        ngettext("%(n)d is waiting or being done.", "%(n)d are waiting or being done.", waiting) % {"n": waiting},
    )
    last = Job.objects.filter(state__in=[Job.State.DONE, Job.State.FAILED]).first()
    if last is not None and last.state == Job.State.FAILED:
        yield Finding(
            _("Jobs"),
            Level.WARN,
            _("The last one, job %(number)d (%(kind)s), failed.") % {"number": last.pk, "kind": last.kind},
            _("Look for its number in the log; whoever asked for it can ask again."),
        )


def disk() -> Finding:
    """How much is free where the node writes."""
    var = settings.ENVIRONMENT.var
    free = shutil.disk_usage(next(path for path in (var, *var.parents) if path.exists())).free
    says = _("%(free)s GB are free where the node writes.") % {"free": f"{free / GIB:.1f}"}
    if free >= LOW:
        return Finding(_("Disk"), Level.GOOD, says)
    level = Level.BAD if free < SCARCE else Level.WARN
    return Finding(_("Disk"), level, says, _("Make room, or move HOMEWARD_VAR to a larger disk."))


def versions() -> str:
    """Of what runs here."""
    python, django = platform.python_version(), get_version()
    return f"Homeward {__version__}, Python {python}, Django {django}, {platform.system()}"
