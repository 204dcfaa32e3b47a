"""Fifteen hundred spoilt files: each becomes a document or one sentence, soon, and never anything else."""

import random
import re
import time
from collections.abc import Callable, Iterator

import pytest

from homeward.reading import ReadingError, load_bytes
from homeward.reading.files.limits import Limits
from tests.reading.files.made import BODY, page, pdf

TEXT = (
    f"Додому повернулися 32 людини\nОпубліковано: 23 травня 2025\n{BODY}\n$a \\, b \\, c$ â€™ pris-\noners\n".encode()
)
HEAD = '<script type="application/ld+json">[{"@type": "NewsArticle", "datePublished": "2025-05-23"}]</script>'
PDF = pdf(
    ["The sides exchanged ten prisoners.", "Додому повернулися 32 люди-", "ни."], ["Page 2"], created="D:20251229"
)
PLAIN_PDF = pdf(["The sides exchanged ten prisoners.", "It was the second."], compress=False)
TOKENS = (
    b"<",
    b">",
    b"<div>" * 40,
    b"<!--",
    b"\x00",
    b"\xff",
    b"$",
    b"\\text{",
    b"{",
    b"[" * 50,
    b"obj",
    b"stream",
    b"%PDF-",
    b"-1",
)


def spoilt(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + chance.randint(1, 60)]
            case 2:
                made[at:at] = chance.choice(TOKENS)
            case 3:
                made[at:at] = made[at : at + chance.randint(1, 80)] * chance.randint(1, 4)
            case _:
                made = made[: max(at, 1)] if chance.random() < 0.2 else made
    return bytes(made)


def mutations(data: bytes, number: int, seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for _ in range(number):
        yield spoilt(data, chance)


@pytest.mark.parametrize(
    ("name", "data", "number"),
    [
        ("odd.txt", TEXT, 700),
        ("odd.txt", TEXT.decode().replace("’", "'").encode("cp1251", "ignore"), 250),
        ("odd.html", page(HEAD), 120),
        ("odd.pdf", PDF, 250),
        ("odd.pdf", PLAIN_PDF, 250),
    ],
)
def test_a_spoilt_file_is_a_document_or_one_sentence(name: str, data: bytes, number: int) -> None:
    read = 0
    refused = []
    started = time.monotonic()
    for each in mutations(data, number, seed=len(data)):
        try:
            document = load_bytes(name, each, limits=Limits(seconds=5))
        except ReadingError as error:
            refused.append(str(error))
            continue
        read += 1
        assert document.text.strip()
        document.text.encode("utf-8")
        assert all(0 <= damage.start < damage.end <= len(document.text) for damage in document.damage)
    assert read > number / 20
    assert [said for said in refused if not re.fullmatch(rf"{name}: .+\.", said)] == []
    assert time.monotonic() - started < 60


@pytest.mark.parametrize(
    "made",
    [
        lambda: b"a " * 400_000,
        lambda: b"$ \\, " * 100_000,
        lambda: b"-\n" * 300_000,
        lambda: b"\\text{" * 100_000,
        lambda: "Ð°".encode() * 200_000,
        lambda: "\ufffd ".encode() * 200_000,
        lambda: b"? " * 300_000,
        lambda: b"x" * 1_000_000,
        lambda: b"\n" * 900_000 + b"x",
        lambda: b"Published " * 100_000,
        lambda: b"the deal of " * 80_000,
        lambda: "аa".encode() * 300_000,
        lambda: "а\u0301".encode() * 300_000,
        lambda: "а\u00adб ".encode() * 200_000,
        lambda: "ї".encode("cp1251") * 900_000,
        lambda: "Îáìåí â ïÿòíèöó \n".encode() * 30_000,
        lambda: "п╬п╠\n".encode() * 100_000,
    ],
)
def test_long_monotonous_text_takes_no_long_time(made: Callable[[], bytes]) -> None:
    started = time.monotonic()
    load_bytes("long.txt", made())
    assert time.monotonic() - started < 12
