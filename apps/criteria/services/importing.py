"""Criteria come into a draft from a workbook: all rows or none."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.errors import Invalid
from apps.core.tables import read_table
from apps.criteria.editing.documents import book_of, document_of
from apps.criteria.editing.edits import with_value
from apps.criteria.editing.tables import CriteriaSheet, read_criteria
from apps.criteria.models import Draft
from apps.criteria.services.drafts import DraftChange, change_draft


def bring_in_criteria(
    actor: Any, draft: Draft, *, content: bytes, file_name: str, revision: int, is_whole: bool = False
) -> CriteriaSheet:
    """Write the workbook's criteria into the draft that was read at `revision`; gives what was added and changed.

    is_whole: criteria that it does not name are taken away. Invalid names every cell that cannot be taken in
    `details["faults"]`, and nothing is written.
    """
    if document_of(draft.text) is None:
        raise Invalid(_("The text of the draft cannot be read. Mend it, then bring the criteria in."))
    sheet = read_criteria(read_table(content, file_name), book_of(draft.text), is_whole=is_whole)
    if sheet.faults:
        left = len(sheet.faults)
        message = ngettext("%(n)s cell cannot be taken.", "%(n)s cells cannot be taken.", left) % {"n": left}
        raise Invalid(message, code="faults", details={"faults": [fault.as_data() for fault in sheet.faults]})
    change_draft(actor, draft, DraftChange(with_value(draft.text, ("sections",), sheet.sections)), revision)
    return sheet
