"""Pictures of pages: recognised where Tesseract is, doubted where faint, refused in a sentence where it is not."""

import io
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from homeward.reading import DamageKind, ReadingError, load_bytes, read
from homeward.reading.files import apart
from homeward.reading.files.limits import Limits
from homeward.reading.files.scan import unmarked
from homeward.reading.files.tesseract import PACKS, SURE, UNSURE
from homeward.reading.words import Damage
from tests.reading.files.made import TEXTS, picture, pictured_pdf

pytest.importorskip("PIL", reason="Pillow, of the extra “ocr”, is not here")


def _installed() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True).stdout.split()
    return set(PACKS) <= set(listed)


needs_tesseract = pytest.mark.skipif(not _installed(), reason="Tesseract with ukr, rus and eng is not installed")


@needs_tesseract
@pytest.mark.parametrize(("language", "kind"), [("uk", "png"), ("ru", "jpeg"), ("en", "webp")])
def test_a_picture_becomes_its_text_and_the_text_its_claims(language: str, kind: str) -> None:
    document = load_bytes(f"page.{kind}", picture(TEXTS[language], kind))
    assert document.text.split() == TEXTS[language].split()
    assert document.language == language
    assert document.damage == ()
    assert {(claim.count, claim.category) for claim in read(document).claims if claim.count} >= {(120, "civilians")}


@needs_tesseract
def test_the_pages_of_a_tiff_and_of_a_scanned_pdf_are_each_read_in_their_own_language() -> None:
    for name, data in (("two.tiff", picture([TEXTS["uk"], TEXTS["ru"]], "tiff")), ("two.pdf", two_pages())):
        document = load_bytes(name, data)
        assert document.text.split() == f"{TEXTS['uk']} {TEXTS['ru']}".split()
        assert document.damage == ()


def two_pages() -> bytes:
    return pictured_pdf(TEXTS["uk"], TEXTS["ru"])


@needs_tesseract
def test_what_is_too_faint_is_marked_and_no_claim_is_made_from_it() -> None:
    document = load_bytes("faint.png", picture(TEXTS["en"], "png", faint=True))
    assert document.damage
    assert {damage.kind for damage in document.damage} == {DamageKind.SCAN}
    assert all(damage.repaired == "[…]" for damage in document.damage)
    assert read(document).claims == ()


@needs_tesseract
def test_a_picture_without_writing_says_so() -> None:
    with pytest.raises(ReadingError, match=r"^blank\.png: no text was found in it\.$"):
        load_bytes("blank.png", picture("", "png"))


@needs_tesseract
def test_too_many_pages_are_an_error_and_not_a_shorter_document() -> None:
    with pytest.raises(ReadingError, match=r"^two\.pdf: 2 of its pages are pictures; at most 1 are read"):
        load_bytes("two.pdf", two_pages(), limits=Limits(scans=1))
    with pytest.raises(ReadingError, match=r"^two\.tiff: this picture has 2 pages; at most 1 are read\.$"):
        load_bytes("two.tiff", picture(["a", "b"], "tiff"), limits=Limits(scans=1))


def test_an_enormous_picture_is_refused_by_its_header() -> None:
    from PIL import Image

    file = io.BytesIO()
    Image.new("1", (20_000, 5_000)).save(file, "png")
    assert len(file.getvalue()) < 100_000
    with pytest.raises(ReadingError, match=r"^bomb\.png: this picture has 20,000 by 5,000 points; at most 60,000,000"):
        load_bytes("bomb.png", file.getvalue())


def test_what_is_unsure_becomes_damage_and_leaves_no_mark() -> None:
    text, damage = unmarked(f"a {UNSURE}bc{SURE} {UNSURE}d{SURE} e\n{UNSURE}f{SURE}\n{UNSURE}{SURE}")
    assert text == "a bc d e\nf\n"
    assert damage == (Damage(2, 6, DamageKind.SCAN, "[…]"), Damage(9, 10, DamageKind.SCAN, "[…]"))


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only folder in which programs are found, empty; the process that reads files starts anew."""
    monkeypatch.setenv("PATH", str(tmp_path))
    apart.stop()
    yield tmp_path
    apart.stop()


@pytest.mark.parametrize("name", ["a.png", "a.pdf"])
def test_without_tesseract_the_error_says_what_to_install(programs: Path, name: str) -> None:
    data = picture("Ten came home.", "png") if name == "a.png" else pictured_pdf("Ten came home.")
    with pytest.raises(ReadingError) as caught:
        load_bytes(name, data)
    assert str(caught.value) == (
        f"{name}: it is a picture of text, and reading one needs Tesseract, which is not installed here; "
        "on Debian: apt-get install tesseract-ocr tesseract-ocr-ukr tesseract-ocr-rus."
    )


def test_without_a_language_the_error_names_it(programs: Path) -> None:
    program(programs, "echo 'List of available languages (2):'; echo eng; echo ukr")
    with pytest.raises(ReadingError, match=r"Tesseract here cannot read rus; on Debian: apt-get install .*-rus\.$"):
        load_bytes("a.png", picture("Ten came home.", "png"))


def test_a_picture_that_takes_for_ever_is_given_up_with_all_that_worked_on_it(programs: Path) -> None:
    program(
        programs,
        f'[ "$1" = --list-langs ] && {{ printf "ukr\\nrus\\neng\\n"; exit; }}; '
        f"echo $$ > {programs}/pid; exec {shutil.which('sleep', path='/usr/bin:/bin')} 60",
    )
    with pytest.raises(ReadingError, match=r"^a\.png: this picture took longer than 1 seconds"):
        load_bytes("a.png", picture("Ten came home.", "png"), limits=Limits(scan_seconds=1))
    number = int((programs / "pid").read_text())
    for _ in range(50):
        if not running(number):
            break
        time.sleep(0.1)
    assert not running(number)
    assert load_bytes("a.html", b"<p>Ten of them came home on Friday.</p>").text


def test_a_tesseract_that_fails_is_an_error(programs: Path) -> None:
    program(programs, '[ "$1" = --list-langs ] && { printf "ukr\\nrus\\neng\\n"; exit; }; exit 1')
    with pytest.raises(ReadingError, match=r"^a\.png: Tesseract could not read this picture\.$"):
        load_bytes("a.png", picture("Ten came home.", "png"))


def program(folder: Path, script: str) -> None:
    (folder / "tesseract").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "tesseract").chmod(0o755)


def running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{number}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
