"""Files that people send: photos with what cameras write into them, papers, and files that mean harm."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

TAKEN = "2025:06:12 09:30:00"
PLACE = {1: "N", 2: (34.0, 1.0, 0.0), 3: "E", 4: (113.0, 49.0, 0.0)}


def photo(size: tuple[int, int] = (400, 300), taken: str = TAKEN, turned: bool = False, kind: str = "JPEG") -> bytes:
    """A picture, red above and blue below, with the time and the place where it was taken; on its side where asked."""
    picture = Image.new("RGB", size, "red")
    ImageDraw.Draw(picture).rectangle((0, size[1] // 2, *size), fill="blue")
    exif = Image.Exif()
    exif[0x0112] = 6 if turned else 1
    exif.get_ifd(0x8769).update({36867: taken} if taken else {})
    exif.get_ifd(0x8825).update(PLACE)
    kept = BytesIO()
    picture.save(kept, kind, exif=exif)
    return kept.getvalue()


def paper(pages: int = 2) -> bytes:
    """A PDF of empty pages."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        document.new_page(595, 842)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def locked_paper() -> bytes:
    """A PDF that asks for a password: its trailer names an encryption that nothing opens."""
    body = paper(1)
    at = body.rindex(b"trailer")
    crypt = b"/Encrypt <</Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s>>> /ID [<00> <00>]"
    rest = body[at:].replace(b"<<", b"<<" + crypt % (b"41" * 32, b"42" * 32), 1)
    return body[:at] + rest


def archive(*names: str, **named: bytes) -> bytes:
    """A zip with these parts."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as parts:
        for name in names:
            parts.writestr(name, b"<x/>")
        for name, content in named.items():
            parts.writestr(name, content)
    return kept.getvalue()


def document() -> bytes:
    return archive("[Content_Types].xml", "word/document.xml")


def workbook(*more: str) -> bytes:
    return archive("[Content_Types].xml", "xl/workbook.xml", *more)


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few bytes that claims a thousand million points."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 1000)) + part(b"IEND", b"")


def sent(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)
