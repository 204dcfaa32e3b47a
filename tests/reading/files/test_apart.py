"""The process in which files are taken apart: held to its limits, replaced when it dies."""

import os
import time

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
