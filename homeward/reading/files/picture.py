"""A picture from a stranger becomes a grey one that Tesseract can read: opened by Pillow (the extra ``ocr``), bounded.

Only the kinds named here are opened at all. Size is asked of the header before a single point is decoded, so that a
small file which unfolds into an enormous picture is an error and costs nothing. The turn that a camera notes beside
the picture is made, what is transparent is white, and small lettering, as on a telephone's screen, is enlarged.
"""

import io
from typing import Any

from homeward.reading.words import ReadingError

_KINDS = ("PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP")
_SMALL = 2_000  # points of the longer side, under which a picture is enlarged
_LEAST = 8  # points a side; less holds no letter


def frame(data: bytes, number: int, *, most_points: int, most_frames: int) -> tuple[bytes, int]:
    """Return one frame of a picture, grey, as a PGM file, and how many frames the picture has.

    Args:
        data: the file.
        number: which frame, from 0; a scanned TIFF has one a page.
        most_points: points (width by height) a frame may have.
        most_frames: how many frames a picture may have.

    Raises:
        ReadingError: it is no picture of a kind that is read, damaged, or larger than allowed.
    """
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError as error:
        raise ReadingError(
            "it is a picture; reading one needs the extra “ocr”: pip install 'homeward-node[ocr]'."
        ) from error
    Image.MAX_IMAGE_PIXELS = None  # the bound below is exact, and an error instead of a warning
    try:
        with Image.open(io.BytesIO(data), formats=_KINDS) as picture:
            frames = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
            if frames > most_frames:
                raise ReadingError(f"this picture has {frames:,} pages; at most {most_frames:,} are read.")
            if number:
                picture.seek(number)
            width, height = picture.size
            if width * height > most_points:
                raise ReadingError(
                    f"this picture has {width:,} by {height:,} points; at most {most_points:,} are read."
                )
            if min(width, height) < _LEAST:
                raise ReadingError("this picture is too small to hold writing.")
            return _grey(picture), frames
    except UnidentifiedImageError as error:
        raise ReadingError("this is no picture that can be opened.") from error
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError, Image.DecompressionBombError) as error:
        raise ReadingError("this picture is damaged and could not be opened.") from error


def _grey(picture: Any) -> bytes:
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        above = turned.convert("RGBA")
        turned = Image.new("RGBA", above.size, "white")
        turned.alpha_composite(above)
    grey = turned.convert("L")
    if max(grey.size) < _SMALL:
        grey = grey.resize((2 * grey.width, 2 * grey.height), Image.Resampling.LANCZOS)
    return pgm(grey.width, grey.height, grey.tobytes())


def pgm(width: int, height: int, points: bytes) -> bytes:
    """Return a grey picture of one byte a point as a PGM file (netpbm's portable graymap)."""
    return b"P5 %d %d 255\n" % (width, height) + points
