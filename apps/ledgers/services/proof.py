"""Proof files of entries: whoever may write the entry adds them and takes them out."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid, Refused
from apps.evidence import services as evidence
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.evidence.receiving import receive
from apps.ledgers.models import Entry
from apps.ledgers.services.entries import locked, permit

PART = "proof"
MOST_FILES = 20


def files_of(entry: Entry) -> Any:
    """The uses of an entry's files, oldest first."""
    return Use.objects.of(UseKind.ENTRY, entry.pk).standing().select_related("evidence", "file").order_by("pk")


@transaction.atomic
def add_files(actor: Any, entry: Entry, uploads: Sequence[File]) -> list[Use]:
    """Keep files as proof of an entry; refuses what evidence does not take, and more than a page shows."""
    row = locked(entry)
    permit(actor, row)
    if not uploads:
        raise Invalid(_("Choose a file first."), details={"file": [""]})
    if files_of(row).count() + len(uploads) > MOST_FILES:
        raise Refused(_("At most %(n)s files stand with an entry.") % {"n": MOST_FILES}, code="too-many")
    place = evidence.Place(UseKind.ENTRY, row.pk, PART, row.node.path, row.node.zone_id)
    uses = []
    for upload in uploads:
        file, _is_new = evidence.store(actor, row.node, receive(upload))
        use, _is_new = evidence.attach(actor, file, place)
        uses.append(use)
        record(actor, "entry.proved", row, node_path=row.node.path, after={"file": file.name, "digest": file.digest})
    return uses


@transaction.atomic
def remove_file(actor: Any, entry: Entry, use: Use) -> None:
    """Take a file out again; what nothing else uses goes."""
    row = locked(entry)
    permit(actor, row)
    before = {"file": use.file.name, "digest": use.file.digest}
    record(actor, "entry.unproved", row, node_path=row.node.path, before=before)
    evidence.detach(use, is_needed=False)
