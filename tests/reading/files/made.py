"""Small real files for the tests: PDFs written by hand, pictures of text, and a page as outlets publish it."""

import io
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest


def pdf(*pages: Sequence[str], title: str = "", created: str = "", compress: bool = True) -> bytes:
    """Write a PDF whose pages show the given lines, Cyrillic included, one letter a byte with a map to Unicode."""
    letters = sorted({char for page in pages for line in page for char in line})
    code = {char: at + 1 for at, char in enumerate(letters)}
    ranges = "".join(f"<{at:02x}> <{ord(char):04x}>\n" for char, at in code.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        "1 begincodespacerange <00> <ff> endcodespacerange "
        f"{len(code)} beginbfchar\n{ranges}endbfchar endcmap end end"
    ).encode()
    bodies: list[bytes] = []
    for page in pages:
        shown = "".join(f"<{''.join(f'{code[char]:02x}' for char in line)}> Tj T*\n" for line in page)
        bodies.append(f"BT /F1 12 Tf 14 TL 50 780 Td\n{shown}ET".encode())
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R /FirstChar 1 /LastChar {len(code)} "
        f"/Widths [{' '.join(['500'] * len(code))}] >>".encode(),
        _stream(to_unicode, compress=compress),
    ]
    for at, body in enumerate(bodies):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream(body, compress=compress))
    objects.append(f"<< /Title ({title}) /CreationDate ({created}) >>".encode("latin-1"))
    return _file(objects)


def _stream(data: bytes, *, compress: bool) -> bytes:
    if compress:
        packed = zlib.compress(data)
        return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    made = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R %s>>\n" % (len(objects) + 1, len(objects), trailer)
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % at)


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password: its encryption dictionary fits no empty password."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <" + b"5a" * 32 + b"> /U <" + b"a5" * 32 + b"> >>",
        b"<< /Title (x) >>",
    ]
    return _file(
        objects, b"/Encrypt 4 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] "
    )


def recursive_pdf(depth: int = 24) -> bytes:
    """A small PDF that takes for ever: forms that show forms, each one ten times."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        _stream(b"/X Do " * 10, compress=False),
    ]
    for number in range(5, 5 + depth):
        inner = b"/X Do " * 10
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >> /Length %d >>"
            b"\nstream\n%s\nendstream" % (number + 1, len(inner), inner)
        )
    objects.append(
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0 >>\nstream\n\nendstream",
    )
    objects.append(b"<< >>")
    return _file(objects)


TEXTS = {
    "uk": "З російського полону повернулися 390 українців: 270 військовослужбовців та 120 цивільних.\nПро це повідомив "
    "Координаційний штаб у п'ятницю, 23 травня 2025 року.",
    "ru": "Из российского плена возвращены 270 военнослужащих и 120 гражданских лиц.\nОб этом сообщило Минобороны "
    "в пятницу, 23 мая 2025 года.",
    "en": "Ukraine and Russia each returned 270 prisoners of war and 120 civilians.\nThe ministry announced it on "
    "Friday, 23 May 2025.",
}
_FONTS = Path("/usr/share/fonts/truetype/dejavu")


def _drawn(text: str, *, faint: bool) -> Any:
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    if not (_FONTS / "DejaVuSans.ttf").exists():
        pytest.skip("the font DejaVu is not here")
    font = ImageFont.truetype(_FONTS / "DejaVuSans.ttf", 28)
    image = Image.new("L", (1500, 220), 255)
    ImageDraw.Draw(image).multiline_text((40, 40), text, fill=120 if faint else 20, font=font, spacing=24)
    if not faint:
        return image
    small = image.filter(ImageFilter.GaussianBlur(3)).resize((420, 62))
    return small.resize(image.size)


def picture(text: str | Sequence[str], kind: str, *, faint: bool = False) -> bytes:
    """Draw one text, or one a page, as a photograph or screenshot has it."""
    pages = [_drawn(each, faint=faint) for each in ([text] if isinstance(text, str) else text)]
    file = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if len(pages) > 1 else {}
    pages[0].save(file, kind, **more)
    return file.getvalue()


def pictured_pdf(*texts: str) -> bytes:
    """Write a PDF whose pages are pictures of text, as a scanner does."""
    images = [_drawn(text, faint=False) for text in texts]
    kids = " ".join(f"{3 + 3 * at} 0 R" for at in range(len(images)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(images)} >>".encode(),
    ]
    for at, image in enumerate(images):
        width, height = image.size
        packed = zlib.compress(image.tobytes())
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width * 0.36} {height * 0.36}] /Contents {4 + 3 * at} 0 R "
            f"/Resources << /XObject << /I {5 + 3 * at} 0 R >> >> >>".encode(),
            _stream(f"{width * 0.36} 0 0 {height * 0.36} 0 0 cm /I Do".encode(), compress=False),
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, len(packed), packed),
        ]
    return _file([*objects, b"<< >>"])


PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="{charset}">
<title>{title} | Вісник переправи</title>
<meta property="og:site_name" content="Вісник переправи">
<link rel="canonical" href="https://visnyk.example/novyny/104">
{head}
</head><body>
<nav><a href="/">Головна</a> <a href="/svit">Світ</a> <a href="/sport">Спорт</a></nav>
<header>Підписка за 99 грн на місяць</header>
<article><h1>{title}</h1>
{body}
</article>
<aside>Читайте також: рахунок матчу 3:2</aside>
<footer>© 2026 Вісник переправи. Ми використовуємо файли cookie.</footer>
{foot}</body></html>
"""

BODY = (
    "<p>Сторони провели обмін: додому повернулися 25 військовослужбовців та 7 цивільних, повідомив Координаційний "
    "штаб.</p><p>Це другий обмін цього місяця. Його посередником були Об’єднані Арабські Емірати, як і минулого разу, "
    "коли додому повернулися 40 людей.</p>"
)
TITLE = "Додому повернулися 32 людини"


def page(head: str = "", *, foot: str = "", body: str = BODY, lang: str = "uk", charset: str = "utf-8") -> bytes:
    """Make a page with its furniture; ``head`` and ``foot`` go where publishers and savers put their words."""
    return PAGE.format(lang=lang, charset=charset, title=TITLE, head=head, body=body, foot=foot).encode(charset)
