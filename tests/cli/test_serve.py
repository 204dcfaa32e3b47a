"""``homeward serve`` refuses what is unsafe and says what is missing; what is safe, it serves."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

HOMEWARD = [sys.executable, "-m", "homeward.cli"]


def environment(**settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HOMEWARD_", "DJANGO_"))}
    return {**kept, **settings}


@pytest.mark.parametrize(
    ("settings", "arguments", "says"),
    [
        ({}, [], "No secret key"),
        ({"HOMEWARD_SECRET_KEY": "k" * 50}, ["--host", "0.0.0.0"], "HOMEWARD_ORIGIN"),
        ({"HOMEWARD_SECRET_KEY": "short"}, [], "at least 50"),
    ],
)
def test_unsafe_settings_are_refused_in_one_sentence(
    settings: dict[str, str], arguments: list[str], says: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [*HOMEWARD, "serve", *arguments],
        env=environment(HOMEWARD_VAR=str(tmp_path), **settings),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("homeward: ")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_safe_node_is_served_and_ends_when_told(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = environment(HOMEWARD_VAR=str(tmp_path / "var"), HOMEWARD_SECRET_KEY="k" * 50)
    with subprocess.Popen([*HOMEWARD, "serve", "--port", str(port)], env=settings, stderr=subprocess.PIPE) as server:
        try:
            health = json.loads(answered(f"http://127.0.0.1:{port}/health"))
            assert {**health, "worker": "?"} == {"database": "ok", "worker": "?", "weighed": False}
            assert b"Nothing has been weighed yet." in answered(f"http://127.0.0.1:{port}/?lang=en")
            assert b"--side-1" in answered(f"http://127.0.0.1:{port}/static/homeward/homeward.css")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)


def answered(address: str) -> bytes:
    """Return what is there, waiting for the server to begin."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                return bytes(response.read())
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answered at {address}")
