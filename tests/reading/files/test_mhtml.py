"""Pages that a browser saved as one file."""

import quopri
from datetime import date

import pytest

from homeward.reading import ReadingError, load_bytes
from tests.reading.files.made import BODY, TITLE, page

HEAD = """From: <Saved by Blink>
Snapshot-Content-Location: https://visnyk.example/novyny/104
Subject: Obmin
Date: Mon, 29 Dec 2025 03:46:21 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----Part----"


------Part----
Content-Type: {kind}
Content-ID: <frame-1>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://visnyk.example/novyny/104

"""
TAIL = b"""
------Part----
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
------Part------
"""


def saved(data: bytes, kind: str = "text/html; charset=utf-8") -> bytes:
    return (HEAD.format(kind=kind).encode() + quopri.encodestring(data) + TAIL).replace(b"\n", b"\r\n")


def test_the_page_is_read_with_its_address_and_the_day_it_was_saved() -> None:
    found = load_bytes("a.mhtml", saved(page().replace(b'<link rel="canonical"', b"<link")))
    assert found.text == load_bytes("a.html", page()).text
    assert (found.title, found.url) == (TITLE, "https://visnyk.example/novyny/104")
    assert (found.published, found.captured) == (None, date(2025, 12, 29))


def test_its_own_head_says_the_encoding() -> None:
    body = f"<p>{TITLE}</p>{BODY}".replace("’", "'").encode("koi8-u")
    assert "додому повернулися 25" in load_bytes("a.mht", saved(body, "text/html; charset=koi8-u")).text


def test_without_a_page_it_says_so() -> None:
    with pytest.raises(ReadingError, match=r"^a\.mhtml: there is no page in this saved page\.$"):
        load_bytes("a.mhtml", saved(b"plain", "text/css"))


def test_a_text_that_begins_like_a_letter_is_a_text() -> None:
    assert load_bytes("a.txt", b"From: the ministry\nTen came home on Friday.").text.startswith("From: the")
