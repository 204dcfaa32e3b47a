"""Pictures of people, painted anew: nothing that a camera or a program wrote into the file is kept.

A picture is decoded and encoded again at a bounded size. Where it was taken, with which device and when is gone with
the old file; what is seen on it is not, and somebody must look whether it shows more than the person.
"""

from io import BytesIO

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from homeward.node import NodeError
from homeward.node.people.models import Person, Photo, Source

SIDE = 800  # pixels of the longer side
MOST = 10 * 1024 * 1024  # bytes of the file as it comes
MOST_PIXELS = 60_000_000


class PhotoError(NodeError):
    """A picture cannot be taken; the message, translated, says why."""


def painted(data: bytes) -> bytes:
    """Return a picture as a JPEG of bounded size with nothing in it but what is seen.

    Raises:
        PhotoError: it is no picture, or too large, or this node cannot read pictures.
    """
    try:
        from PIL import Image, ImageOps
    except ImportError as error:
        raise PhotoError(_("This node cannot read pictures; its operator can install the extra “ocr”.")) from error
    if len(data) > MOST:
        raise PhotoError(_("The picture is larger than 10 MB; make it smaller first."))
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PhotoError(_("The picture has too many pixels; make it smaller first."))
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except PhotoError:
        raise
    except Exception as error:  # a decoder fails in many ways, and none of them is our user's
        raise PhotoError(_("This is no picture that can be read; give a JPEG, PNG or WebP.")) from error
    image.thumbnail((SIDE, SIDE))
    fresh = Image.new("RGB", image.size)
    fresh.paste(image)
    out = BytesIO()
    fresh.save(out, "JPEG", quality=85)
    return out.getvalue()


@transaction.atomic
def add(user: User, person: Person, data: bytes, source: Source) -> Photo:
    """Keep a picture of a person. Raises ``PhotoError``."""
    return Photo.objects.create(person=person, data=painted(data), source=source, recorded_by=user)
