"""Documents by files, addresses and a watched folder: what cannot be added is named, and the rest goes on."""

import socket
from pathlib import Path

import pytest

from homeward.cli.watching import Watched
from homeward.node import NodeError
from homeward.node.sources import fetching
from homeward.node.sources.fetching import FetchError, fetch
from homeward.node.sources.intake import Intake
from homeward.node.sources.models import Document

TEXT = "Published on May 24, 2025\nUkraine said that 307 soldiers returned from Russian captivity on Saturday.\n"


@pytest.mark.django_db
def test_files_are_added_and_bad_ones_named(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 broken")
    intake = Intake()
    for name in ("bad.pdf", "good.txt", "gone.txt", "good.txt"):
        intake.file(tmp_path / name)
    assert Document.objects.count() == 1
    assert (intake.failed, intake.waiting) == (2, 1)
    assert "bad.pdf: not added." in intake.said[0]
    assert intake.said[2].endswith("gone.txt: not added. No such file or directory.")
    assert "was there already" in intake.said[3]


@pytest.mark.django_db
def test_the_note_beside_a_file_says_when_and_where_it_was_published(tmp_path: Path) -> None:
    undated = TEXT.partition("\n")[2]
    for name in ("noted", "spoilt", "bare"):
        (tmp_path / f"{name}.txt").write_text(undated + name, "utf-8")
    (tmp_path / "noted.meta.json").write_text('{"published": "2025-05-24", "outlet": "The Crossing"}', "utf-8")
    (tmp_path / "spoilt.meta.json").write_text('{"published": "May"}', "utf-8")
    intake = Intake()
    for name in ("noted", "spoilt", "bare"):
        intake.file(tmp_path / f"{name}.txt")
    document = Document.objects.get()
    assert (str(document.published), document.outlet) == ("2025-05-24", "The Crossing")
    assert "spoilt.meta.json: field “published” must be a date" in intake.said[1]
    assert "does not say when it was published" in intake.said[2]


def test_a_bad_date_is_refused_at_once() -> None:
    with pytest.raises(NodeError, match="not a date"):
        Intake("yesterday")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://example.org/", "Only https"),
        ("ftp://example.org/", "Only https"),
        ("https://user:secret@example.org/", "Only https"),
        ("https://127.0.0.1/", "private network"),
        ("https://10.0.0.1/x", "private network"),
        ("https://169.254.169.254/latest/meta-data", "private network"),
        ("https://[::1]/", "private network"),
        ("https://example.org:99999/", "no address"),
    ],
)
def test_only_public_https_addresses_are_fetched(address: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        fetch(address, 1000)


def test_a_name_that_leads_into_a_private_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.0.7", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)
    with pytest.raises(FetchError, match="private network"):
        fetch("https://news.example.org/report", 1000)


class Answer:
    """What a server says."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.status, self.headers, self.body = status, headers, body

    def stream(self, size: int, **_: object) -> list[bytes]:
        return [self.body[at : at + size] for at in range(0, len(self.body), size)]

    def release_conn(self) -> None:
        pass


def serve(monkeypatch: pytest.MonkeyPatch, answers: dict[str, Answer]) -> None:
    monkeypatch.setattr(fetching, "_get", lambda address: answers[address])


def test_a_page_is_followed_to_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Answer(200, {"Content-Type": "text/html; charset=utf-8"}, b"<p>x</p>")
    serve(monkeypatch, {"https://a.example/1": Answer(302, {"Location": "/2"}), "https://a.example/2": page})
    found = fetch("https://a.example/1", 1000)
    assert (found.address, found.name, found.data) == ("https://a.example/2", "2.html", b"<p>x</p>")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(404, {}), "404"),
        (Answer(200, {"Content-Type": "video/mp4"}), "video/mp4"),
        (Answer(200, {"Content-Type": "text/html"}, b"x" * 5000), "more than"),
        (Answer(301, {"Location": "https://a.example/1"}), "onward more than"),
    ],
)
def test_what_cannot_be_used_is_refused(monkeypatch: pytest.MonkeyPatch, answer: Answer, why: str) -> None:
    serve(monkeypatch, {"https://a.example/1": answer})
    with pytest.raises(FetchError, match=why):
        fetch("https://a.example/1", 1000)


def test_a_watched_file_is_taken_once_it_is_quiet_and_again_when_it_changes(tmp_path: Path) -> None:
    watched, file = Watched(tmp_path), tmp_path / "report.txt"
    file.write_text("half", "utf-8")
    assert list(watched.quiet([file])) == []
    file.write_text("half and the rest", "utf-8")
    assert list(watched.quiet([file])) == []  # it still grew
    assert list(watched.quiet([file])) == [file]
    assert list(watched.quiet([file])) == []
    file.write_text("changed, and longer than before", "utf-8")
    assert list(watched.quiet([file])) == []
    assert list(watched.quiet([file])) == [file]
    file.with_suffix(".meta.json").write_text("{}", "utf-8")  # a note that comes after what it is of
    assert list(watched.quiet([file])) == []
    assert list(watched.quiet([file])) == [file]
    assert list(watched.quiet([file])) == []
    file.unlink()
    assert list(watched.quiet([file])) == []
