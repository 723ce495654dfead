"""A committee's own Word templates: brought, checked before they count, and ended."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.evidence import shelf
from apps.evidence.receiving import plain_name
from apps.organisations.models import Node
from apps.reports.choices import ReportKind
from apps.reports.models import ReportTemplate
from apps.reports.writing.word_check import MOST_BYTES, require_template


def bring_template(actor: Any, committee: Node, kind: str, upload: Any) -> ReportTemplate:
    """Take a .docx in place of the one in use; refuses (422, by where it stands) what could not be filled."""
    authorise(actor, "reports.keep_templates", committee)
    if kind not in ReportKind.values:
        raise Invalid(_("There is no such report."), details={"kind": [_("There is no such report.")]})
    name, content = plain_name(upload.name or "")[:160], upload.read(MOST_BYTES + 1)
    require_template(content, name, kind)
    [place] = shelf.keep([content])
    with transaction.atomic():
        # Two who bring one at once wait for each other here: the later one is in use.
        Node.objects.select_for_update(no_key=True).get(pk=committee.pk)
        ended = ReportTemplate.objects.filter(committee=committee, kind=kind, ended_at=None)
        before = ended.values_list("name", flat=True).first() or ""
        ended.update(ended_at=timezone.now())
        made = ReportTemplate.objects.create(
            committee=committee,
            kind=kind,
            name=name,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            path=place,
            by=actor.pk,
            by_name=actor.name,
        )
        words = {"before": {"file": before}, "after": {"kind": kind, "file": name}}
        record(actor, "report-template.brought", made, node_path=committee.path, **words)
    return made


@transaction.atomic
def end_template(actor: Any, template: ReportTemplate) -> None:
    """Go back to the template that ships; reports made from the ended one keep saying so."""
    authorise(actor, "reports.keep_templates", template.committee)
    template.ended_at = timezone.now()
    template.save(update_fields=["ended_at"])
    record(actor, "report-template.ended", template, node_path=template.committee.path, before={"file": template.name})
