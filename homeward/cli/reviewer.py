"""``homeward reviewer``: who may judge what was read; a password is asked for, never given as an argument."""

import argparse


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``homeward reviewer``."""
    command = commands.add_parser(
        "reviewer",
        help="let somebody review, or no longer",
        description="Let somebody sign in to judge claims and read readers' remarks; asks for a new password.",
    )
    command.add_argument("name", metavar="NAME", help="the name to sign in with")
    command.add_argument("--password-file", metavar="FILE", help="read the password from a file instead of asking")
    command.add_argument("--remove", action="store_true", help="the account may no longer be used; decisions stay")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make, change or close the account, and return the exit status."""
    from homeward.node.setup import prepare

    prepare()
    from homeward.node.review.accounts import close, open_account

    if options.remove:
        close(options.name)
        print(f"{options.name} can no longer sign in.")
        return 0
    open_account(options.name, _password(options.password_file))
    print(f"{options.name} may review. Pages of review exist where HOMEWARD_REVIEW=open.")
    return 0


def _password(path: str | None) -> str:
    if path is not None:
        from pathlib import Path

        return Path(path).read_text("utf-8").strip("\r\n")
    from getpass import getpass

    from homeward import HomewardError

    password = getpass("New password: ")
    if getpass("Once more: ") != password:
        raise HomewardError("The two passwords are not the same.")
    return password
