"""A picture made anew: upright, of bounded size, without anything that its file carried besides; and small ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from struct import error as StructError

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from apps.evidence.sniffing import broken, refused

LONGEST, SMALL, QUALITY = 2400, 240, 85
FORMATS = ("JPEG", "PNG", "WEBP")
TAKEN, TAKEN_OFFSET, EXIF_PART = 36867, 36881, 0x8769
# A JPEG is decoded at a fraction of its size; the others have to be whole in memory.
MOST_PIXELS = {"JPEG": 120_000_000, "MPO": 120_000_000, "PNG": 40_000_000, "WEBP": 40_000_000}
# Pillow's own guard only warns up to twice its limit; `opened` refuses before anything is decoded.
Image.MAX_IMAGE_PIXELS = None
UNREADABLE = (OSError, ValueError, TypeError, SyntaxError, StructError, EOFError, OverflowError, MemoryError)


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept, and when its camera says that it was taken."""

    content: bytes
    taken_at: datetime | None


def remade(content: bytes, name: str) -> Picture:
    """The picture as a JPEG of at most 2,400 px, upright, stripped; refuses damaged ones and those of absurd size."""
    picture = opened(content, name)
    try:
        taken_at = taken(picture)
        picture.draft("RGB", (LONGEST, LONGEST))
        upright = ImageOps.exif_transpose(picture)
        upright = on_white(upright)
        upright.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        return Picture(as_jpeg(upright), taken_at)
    except UNREADABLE as error:
        raise broken(name) from error


def opened(content: bytes, name: str) -> Image.Image:
    """The picture with its head read; refused before decoding where it would fill the memory."""
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
    except (UnidentifiedImageError, *UNREADABLE) as error:
        raise broken(name) from error
    width, height = picture.size
    most = min(MOST_PIXELS[picture.format or "PNG"], settings.PROOF_MOST_PIXELS)
    if width * height > most or max(width, height) > 60_000:
        words = _("“%(name)s” measures %(width)s × %(height)s points, more than can be opened. Send a smaller picture.")
        raise refused(name, "pixels", words, width=width, height=height)
    return picture


def on_white(picture: Image.Image) -> Image.Image:
    """Plain colours; what is transparent becomes white."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layers = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(layers, mask=layers.getchannel("A"))
        return ground
    return picture.convert("RGB")


def as_jpeg(picture: Image.Image) -> bytes:
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return kept.getvalue()


def small(content: bytes) -> bytes:
    """A picture of at most 240 px of one of our own JPEGs."""
    picture = Image.open(BytesIO(content), formats=("JPEG",))
    picture.draft("RGB", (SMALL * 2, SMALL * 2))
    picture.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return as_jpeg(picture.convert("RGB"))


def taken(picture: Image.Image) -> datetime | None:
    """When the camera says it was taken; nothing where it says nothing, or nonsense."""
    part = picture.getexif().get_ifd(EXIF_PART)
    text = f"{part.get(TAKEN, '')}".strip("\0 ")
    offset = f"{part.get(TAKEN_OFFSET, '')}".strip("\0 ")
    try:
        moment = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")
        there = datetime.strptime(offset, "%z").tzinfo if offset else timezone.get_default_timezone()
    except ValueError:
        return None
    found = moment.replace(tzinfo=there)
    is_likely = found.year >= 1990 and found < timezone.now() + timedelta(days=1)
    return found if is_likely else None
