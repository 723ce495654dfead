"""What comes in: measured, told apart by content, made harmless. Nothing is stored yet."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from apps.evidence.choices import ContentType, PrintKind
from apps.evidence.pages import pages_of, rows_of
from apps.evidence.pictures import remade, small
from apps.evidence.prints import picture_print, text_print
from apps.evidence.sniffing import content_type_of, refused

EXCERPT_ROWS, EXCERPT_CELLS, MOST_LETTERS = 40, 8, 20_000
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Received:
    """A file as it will be kept, with our own pictures of it."""

    name: str
    content_type: ContentType
    content: bytes
    upload_digest: str
    thumbnail: bytes = b""
    drawn: list[bytes] = field(default_factory=list)
    pages: int | None = None
    taken_at: datetime | None = None
    excerpt: list[list[str]] = field(default_factory=list)
    print_kind: str = PrintKind.TEXT
    bits: bytes = b""


def receive(upload: File) -> Received:
    """Read an upload; refuses what is empty, too large, damaged or of a kind that is not taken (`Invalid`)."""
    name = plain_name(upload.name or "")
    # One byte more than is taken tells that there is more, without reading all of it.
    content = upload.read(settings.PROOF_MOST_BYTES + 1)
    if not content:
        raise refused(name, "empty", _("“%(name)s” is empty. Choose the file again."))
    if len(content) > settings.PROOF_MOST_BYTES:
        words = _("“%(name)s” is larger than %(size)s MB. Send a smaller photo, or the PDF in parts.")
        raise refused(name, "size", words, size=settings.PROOF_MOST_BYTES // 2**20)
    kind = content_type_of(content, name)
    digest = hashlib.sha256(content).hexdigest()
    return {ContentType.JPEG: photo, ContentType.PDF: paper}.get(kind, office_document)(name, kind, content, digest)


def photo(name: str, kind: ContentType, content: bytes, digest: str) -> Received:
    """A picture, made anew."""
    picture = remade(content, name)
    return Received(
        name,
        kind,
        picture.content,
        digest,
        small(picture.content),
        taken_at=picture.taken_at,
        print_kind=PrintKind.PICTURE,
        bits=picture_print(picture.content),
    )


def paper(name: str, kind: ContentType, content: bytes, digest: str) -> Received:
    """A PDF with its first pages; one without words is compared by how its first page looks."""
    pages = pages_of(content, name)
    bits = text_print(pages.text)
    is_scan = not bits
    return Received(
        name,
        kind,
        content,
        digest,
        small(pages.pictures[0]),
        pages.pictures,
        pages.count,
        print_kind=PrintKind.PICTURE if is_scan else PrintKind.TEXT,
        bits=picture_print(pages.pictures[0]) if is_scan else bits,
    )


def office_document(name: str, kind: ContentType, content: bytes, digest: str) -> Received:
    """A document as it came, with its beginning in words."""
    rows = rows_of(content, kind)
    words = "\n".join(" ".join(row) for row in rows)[:MOST_LETTERS]
    excerpt = [row[:EXCERPT_CELLS] for row in rows[:EXCERPT_ROWS]]
    return Received(name, kind, content, digest, excerpt=excerpt, bits=text_print(words))


def plain_name(name: str) -> str:
    """The name as people read it: without folders and without what cannot be seen."""
    name = UNPRINTABLE.sub("", name.replace("\\", "/").rpartition("/")[2]).strip() or _("file")
    stem, dot, suffix = name.rpartition(".")
    return name if len(name) <= 120 else f"{stem[: 119 - len(suffix)]}{dot}{suffix}"[:120]
