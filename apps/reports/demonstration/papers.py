"""Drawn proof of the demonstration: sheets of paper and scenes that show nothing real, each a little different."""

from datetime import datetime
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

PAPER, SCENE = (720, 960), (960, 720)
EXIF_PART, TAKEN = 0x8769, 36867
LABEL = "SAMPLE / MADE UP"


def paper(seed: str) -> bytes:
    """A sheet with a head and lines where words would stand."""
    chance = Random(seed)  # noqa: S311
    picture = Image.new("RGB", PAPER, (250, 249, 245))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((190, 90, 530, 118), fill=(60, 64, 68))
    y = 180
    while y < 780:
        draw.rectangle((90, y, 630 - chance.choice((0, 0, 0, 120, 260)), y + 10), fill=(150, 152, 150))
        y += 34 if chance.random() < 0.8 else 62
    draw.ellipse((450, 770, 590, 910), outline=(168, 60, 60), width=6)
    draw.text((90, 900), f"{LABEL} {seed}".encode("ascii", "ignore").decode(), fill=(120, 120, 120))
    return as_jpeg(picture)


def scene(seed: str, taken_at: datetime | None = None) -> bytes:
    """A room with a table, people as round heads, and light from a window."""
    chance = Random(seed)  # noqa: S311
    wall = tuple(chance.randint(176, 226) for _ in range(3))
    picture = Image.new("RGB", SCENE, wall)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 470, 960, 720), fill=tuple(part - 60 for part in wall))
    left = chance.randint(60, 620)
    draw.rectangle((left, 70, left + 240, 300), fill=(236, 242, 247), outline=(120, 110, 96), width=8)
    for number in range(chance.randint(5, 9)):
        x, y = 90 + number * 95, chance.randint(330, 390)
        draw.rectangle((x - 44, y + 40, x + 44, y + 170), fill=tuple(chance.randint(40, 130) for _ in range(3)))
        draw.ellipse((x - 34, y - 34, x + 34, y + 46), fill=(214, 178, 148))
    draw.polygon(((40, 520), (920, 520), (960, 690), (0, 690)), fill=(138, 98, 62))
    draw.text((20, 700), f"{LABEL} {seed}".encode("ascii", "ignore").decode(), fill=(250, 250, 250))
    return as_jpeg(picture, taken_at)


def as_jpeg(picture: Image.Image, taken_at: datetime | None = None) -> bytes:
    """The picture as a camera would send it."""
    exif = Image.Exif()
    if taken_at:
        exif.get_ifd(EXIF_PART)[TAKEN] = taken_at.strftime("%Y:%m:%d %H:%M:%S")
    out = BytesIO()
    picture.save(out, "JPEG", quality=80, exif=exif)
    return out.getvalue()
