"""Why was a file refused as a whole, and what can the person do about it?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.core.tables.words import fill_lazy

MESSAGES = {
    "empty": _("The file is empty. Choose the one with the rows in it."),
    "unknown": _("This is not a workbook. Open it in Excel or WPS, save it as .xlsx and try again."),
    "broken": _("The workbook is damaged and cannot be opened. Save it again as .xlsx and try again."),
    "macros": _("The workbook holds macros. Save it as .xlsx without macros and try again."),
    "encrypted": _("The workbook is locked with a password. Remove the password and try again."),
    "encoding": _("The characters of this file cannot be read. Save it as CSV UTF-8 and try again."),
    "quote": _("A quotation mark in line %(line)s is not closed; what follows would be one cell. Close it, try again."),
    "bytes": _("The file is larger than %(limit)s MB. Split it, or delete pictures and sheets that are not needed."),
    "unpacked": _("The workbook unpacks to more than can be read. Split it, or delete what is not needed."),
    "rows": _("A sheet has more than %(rows)s rows or %(columns)s columns. Delete what is empty, or split the file."),
}


class TableError(Invalid):
    """A file that cannot be read as a table at all. `code` is a key of MESSAGES; `message` follows the reader."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(fill_lazy(MESSAGES[code], params), code=code, details=params)
