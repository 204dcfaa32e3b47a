"""A real node in a process of its own, with the exercise played on it, and Debian's Chromium to read it with."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.exercise import Played
from tools import chromium

HERE = Path(__file__).parent
expect.set_options(timeout=30_000)  # milliseconds; three nodes and their workers may be at work beside


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, and skip it with the reason where there is no browser."""
    items.sort(key=lambda item: item.path.name != "test_story.py")  # the longest first, so that nobody waits for it
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if chromium.PROGRAM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium here: tools/system.sh says how to get it"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use Debian's Chromium, which asks nobody for anything."""
    return {**browser_type_launch_args, "executable_path": chromium.PROGRAM, "args": chromium.ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Read English unless a test says otherwise."""
    return {**browser_context_args, "locale": "en-GB", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory, exercise: Played) -> Iterator[str]:
    """Serve the exercise, a copy of it, on a free port of this machine, and return its address."""
    var = exercise.copied(tmp_path_factory.mktemp("node"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOMEWARD_", "DJANGO_"))}
    environment = {**kept, "HOMEWARD_VAR": str(var)}
    homeward = [sys.executable, "-m", "homeward.cli"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (var / "serve.log").open("w")
    with subprocess.Popen([*homeward, "demo", "--port", str(port)], env=environment, stdout=log, stderr=log) as server:
        try:
            _answers(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(60)
            log.close()


@dataclass(frozen=True)
class Office:
    """A node whose office is open: its address, and the environment in which its commands run."""

    address: str
    environment: dict[str, str]

    def invite(self, name: str, *roles: str) -> str:
        """Make an account, and return the address of its invitation."""
        command = [sys.executable, "-m", "homeward.cli", "account", "add", name]
        command += [word for role in roles for word in ("--role", role)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True)
        return self.address + urlsplit(done.stdout.split()[-1]).path


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Serve an empty node whose office is open, by a name (passkeys are made for no bare IP address)."""
    var = tmp_path_factory.mktemp("office")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOMEWARD_", "DJANGO_"))}
    environment = {
        **kept, "HOMEWARD_VAR": str(var), "HOMEWARD_OFFICE": "open", "HOMEWARD_SECRET_KEY": "only for this test " * 4,
    }  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "homeward.cli", "serve", "--port", str(port)]
    log = (var / "serve.log").open("w")
    with subprocess.Popen(command, env=environment, stdout=log, stderr=log) as server:
        try:
            _answers(f"http://127.0.0.1:{port}/health")
            yield Office(f"http://localhost:{port}", environment)
        finally:
            server.terminate()
            server.wait(60)
            log.close()


def _answers(address: str) -> None:
    for _ in range(1800):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answered at {address}")
