"""What is a file really? Told by its content, never by its name; what must not be opened is refused here."""

import io
import zipfile

from apps.core.tables.errors import TableError
from apps.core.tables.limits import MAX_BYTES, MAX_PARTS, MAX_UNPACKED
from apps.core.tables.shape import Kind

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
OTHER_TEXT = (b"<", b"%PDF", b"{\\rtf")


def kind_of(file: bytes) -> Kind:
    """Whether the bytes are a workbook (.xlsx, .xls) or delimited text.

    Refuses with TableError what is empty, too large, locked, carries macros or is no table.
    """
    if not file.strip():
        raise TableError("empty")
    if len(file) > MAX_BYTES:
        raise TableError("bytes", limit=MAX_BYTES // 1024 // 1024)
    if file.startswith(ZIP):
        check_package(file)
        return "xlsx"
    if file.startswith(COMPOUND):
        check_compound(file)
        return "xls"
    if file.startswith(UTF16):
        raise TableError("encoding")
    if b"\0" in file or file.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(OTHER_TEXT):
        raise TableError("unknown")
    return "csv"


def check_package(file: bytes) -> None:
    """Refuses a zip that is no plain workbook, by its table of contents alone: nothing is unpacked yet."""
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise TableError("broken") from error
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise TableError("encrypted")
    if "xl/workbook.xml" not in names:
        raise TableError("unknown")
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise TableError("macros")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise TableError("unpacked")


def check_compound(file: bytes) -> None:
    """Refuses an OLE file that is a locked .xlsx, an .xls with macros, or no workbook; names of streams are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in file:
        raise TableError("encrypted")
    if "_VBA_PROJECT".encode("utf-16-le") in file:
        raise TableError("macros")
    if not any(name.encode("utf-16-le") in file for name in ("Workbook", "Book")):
        raise TableError("unknown")
