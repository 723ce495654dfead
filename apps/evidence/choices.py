"""Which kinds of file are taken as proof, what may use one, and what is said of two that are alike."""

from django.db import models
from django.utils.translation import gettext_lazy as _

OFFICE = "application/vnd.openxmlformats-officedocument"


class ContentType(models.TextChoices):
    """What a kept file is; pictures of every kind are kept as JPEG."""

    JPEG = "image/jpeg", "JPEG"
    PDF = "application/pdf", "PDF"
    DOCX = f"{OFFICE}.wordprocessingml.document", "DOCX"
    XLSX = f"{OFFICE}.spreadsheetml.sheet", "XLSX"
    PPTX = f"{OFFICE}.presentationml.presentation", "PPTX"


class UseKind(models.TextChoices):
    """What a use's key names."""

    ASSESSMENT = "assessment"
    STOP = "stop"
    VETO = "veto"
    OBJECTION = "objection"
    DOCUMENT = "document"
    ENTRY = "entry"
    CANDIDATE = "candidate"


class FileKind(models.TextChoices):
    """Kinds that are kept for different times."""

    PHOTO = "photo", _("photos")
    DOCUMENT = "document", _("documents")
    TABLE = "table", _("tables")


class PrintKind(models.TextChoices):
    """What of a file is compared."""

    PICTURE = "picture"
    TEXT = "text"


class LikeKind(models.TextChoices):
    """How much two files are alike."""

    SAME = "same", _("the same file")
    NEAR = "near", _("almost the same")


class Verdict(models.TextChoices):
    """What a person says of two files that are alike."""

    ALLOWED = "allowed", _("same event, allowed")
    ASK = "ask", _("the branch is to be asked")
    DIFFERENT = "different", _("not alike")


SUFFIXES = {
    ContentType.JPEG: "jpg",
    ContentType.PDF: "pdf",
    ContentType.DOCX: "docx",
    ContentType.XLSX: "xlsx",
    ContentType.PPTX: "pptx",
}
KINDS = {
    FileKind.PHOTO: (ContentType.JPEG,),
    FileKind.DOCUMENT: (ContentType.PDF, ContentType.DOCX, ContentType.PPTX),
    FileKind.TABLE: (ContentType.XLSX,),
}
