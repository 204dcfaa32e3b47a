"""The process in which files are taken apart: held to its limits, replaced when it dies."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from homeward.reading import ReadingError, load_bytes
from homeward.reading.files import apart
from homeward.reading.files.limits import Limits
from tests.reading.files.made import page, pdf, recursive_pdf


def test_a_file_that_takes_for_ever_is_given_up_and_the_next_is_read() -> None:
    started = time.monotonic()
    with pytest.raises(ReadingError, match=r"^slow\.pdf: this PDF took longer than 1 seconds"):
        load_bytes("slow.pdf", recursive_pdf(), limits=Limits(seconds=1))
    assert time.monotonic() - started < 8
    assert (
        load_bytes("a.pdf", pdf(["The sides exchanged ten prisoners."])).text == "The sides exchanged ten prisoners.\n"
    )


def test_a_file_that_takes_the_process_down_is_an_error_and_the_next_is_read() -> None:
    load_bytes("a.pdf", pdf(["The sides exchanged ten prisoners."]))
    assert apart._worker is not None
    os.kill(apart._worker.process.pid, 11)
    apart._worker.process.wait()
    assert load_bytes("a.html", page()).language == "uk"


def test_more_memory_than_allowed_is_an_error_and_the_next_file_is_read() -> None:
    with pytest.raises(ReadingError, match=r"^big\.html: "):
        load_bytes("big.html", b"<html><body>" + b"<p>word</p>" * 1_500_000, limits=Limits(memory=300_000_000))
    assert load_bytes("a.html", page()).language == "uk"


def test_the_process_is_kept_for_the_next_file_and_replaced_after_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_FILES_EACH", 2)
    apart.stop()
    seen = []
    for _ in range(4):
        load_bytes("a.pdf", pdf(["The sides exchanged ten prisoners."]))
        assert apart._worker is not None
        seen.append(apart._worker.process.pid)
    assert seen[0] == seen[1] != seen[2] == seen[3]
    apart.stop()


def test_errors_from_the_process_name_the_file_once() -> None:
    with pytest.raises(ReadingError, match=r"^a\.html: no text was found on this page\.$"):
        load_bytes("a.html", b"<html></html>")


def test_a_forked_server_process_takes_files_apart_in_a_process_of_its_own() -> None:
    """As gunicorn does: start, fork, read in the child and in the parent."""
    code = (
        "import os, sys\n"
        "from homeward.reading import load_bytes\n"
        "from homeward.reading.files import apart\n"
        "data = sys.stdin.buffer.read()\n"
        "load_bytes('a.pdf', data)\n"
        "first = apart._worker.process.pid\n"
        "if (child := os.fork()) == 0:\n"
        "    load_bytes('a.pdf', data)\n"
        "    fresh = apart._worker.process.pid != first\n"
        "    apart.stop()\n"
        "    os._exit(0 if fresh else 1)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
        "print(load_bytes('a.pdf', data).text, end='')\n"
        "assert apart._worker.process.pid == first\n"
    )
    made = pdf(["The sides exchanged ten prisoners."])
    ran = subprocess.run([sys.executable, "-W", "error", "-c", code], input=made, capture_output=True, check=True)
    assert (ran.stdout, ran.stderr) == (b"The sides exchanged ten prisoners.\n", b"")


def test_threads_share_the_process_and_each_gets_its_own_answer() -> None:
    def text(number: int) -> str:
        return load_bytes("a.pdf", pdf([f"The sides exchanged {number} prisoners."])).text

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(text, range(24))) == [f"The sides exchanged {number} prisoners.\n" for number in range(24)]
