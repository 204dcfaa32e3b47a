"""``homeward rebuild``: make again everything that is made from logs and documents, or check that it is what it was."""

import argparse


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward rebuild``."""
    command = commands.add_parser(
        "rebuild",
        help="make the node's pages again from its logs and documents",
        description="Drop every row that is made from logs and documents, make it again, and say what differed.",
    )
    command.add_argument(
        "--check", action="store_true", help="change nothing; exit with status 1 if anything differs from the facts"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Rebuild or check, and return the exit status."""
    from homeward.node.setup import prepare

    prepare()
    from homeward.node.journal.actions import rebuild

    different = rebuild(check=options.check)
    if not different:
        print("Everything is what the logs and documents say.")
        return 0
    print(f"{'Differs' if options.check else 'Was made anew'}: {', '.join(different)}.")
    return 1 if options.check else 0
