"""``homeward worker``: what takes longer than a page may, done beside the server."""

import argparse


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward worker``."""
    command = commands.add_parser(
        "worker",
        help="do the node's long jobs beside its server",
        description="Do the node's long jobs (imports, comparisons) until interrupted. homeward serve starts one by "
        "itself unless HOMEWARD_WORKER=off. One works at a time; a second waits to take its place.",
    )
    command.add_argument(
        "--with-server", action="store_true", help="end when standard input ends (how homeward serve starts it)"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Work until interrupted, and return the exit status."""
    import signal

    from homeward.node.setup import prepare

    prepare(migrate=not options.with_server)
    from homeward.node.jobs.supervisor import when_parent_ends
    from homeward.node.jobs.worker import Worker

    worker = Worker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop.set())
    if options.with_server:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the server, which ends this one
        when_parent_ends(worker.stop)
    worker.run()
    return 0
