"""``homeward serve``: the node's pages, to be put behind a proxy."""

import argparse


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward serve``."""
    command = commands.add_parser(
        "serve",
        help="serve the node's pages",
        description="Serve the node's pages. Settings come from the environment; unsafe ones are refused by name.",
    )
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    command.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted, and return the exit status."""
    from homeward.node.server import serve

    serve(options.host, options.port)
    return 0
