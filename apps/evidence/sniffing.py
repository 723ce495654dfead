"""What is this file? Decided by its content; its name says nothing."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from apps.core.errors import Invalid
from apps.evidence.choices import ContentType

APPLE = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
DOCUMENTS = {
    "word/document.xml": ContentType.DOCX,
    "xl/workbook.xml": ContentType.XLSX,
    "ppt/presentation.xml": ContentType.PPTX,
}
MOST_PARTS = 5000


def content_type_of(content: bytes, name: str) -> ContentType:
    """The kind of a file; refuses what is not taken, with the way out. Pictures count as JPEG: they become one."""
    if is_picture(content):
        return ContentType.JPEG
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return ContentType.PDF
    if content.startswith(b"PK\x03\x04"):
        return document_type(content, name)
    if content[4:8] == b"ftyp" and content[8:12] in APPLE:
        words = _("“%(name)s” is a HEIC photo, which most offices cannot open. Send it as JPEG, or send a screenshot.")
        raise refused(name, "heic", words)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        words = _("“%(name)s” is in an old Office format. Save it as .docx, .xlsx, .pptx or PDF and send that.")
        raise refused(name, "old-office", words)
    taken = "JPEG, PNG, WebP, PDF, .docx, .xlsx, .pptx"
    raise refused(name, "kind", _("“%(name)s” is of a kind that is not taken. Send it as %(taken)s."), taken=taken)


def is_picture(content: bytes) -> bool:
    """Whether it begins as a JPEG, PNG or WebP does."""
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    )


def document_type(content: bytes, name: str) -> ContentType:
    """A document by the parts it holds; nothing is unpacked. Macros and every other archive are refused."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise broken(name) from error
    if any(part.rpartition("/")[2].lower().startswith("vbaproject") for part in parts):
        raise refused(name, "macros", _("“%(name)s” holds macros. Save it without macros, or as PDF, and send that."))
    found = [kind for part, kind in DOCUMENTS.items() if part in parts]
    if "[Content_Types].xml" not in parts or len(found) != 1 or len(parts) > MOST_PARTS:
        raise refused(
            name, "archive", _("“%(name)s” is an archive. Take the files out and send each by itself, as photo or PDF.")
        )
    return found[0]


def broken(name: str) -> Invalid:
    """The refusal of a file that begins as it should and cannot be read to its end."""
    return refused(
        name, "broken", _("“%(name)s” is damaged and cannot be opened. Take or save it anew and send it again.")
    )


def refused(name: str, code: str, words: str, **more: object) -> Invalid:
    """A refusal in plain words beside the file it means."""
    message = words % {"name": name, **more}
    return Invalid(message, code=f"file-{code}", details={"file": [message]})
