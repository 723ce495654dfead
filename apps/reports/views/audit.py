"""The audit record, searched: who did what, when, why, with before and after."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from apps.audit.models import Record
from apps.core.asked import whole
from apps.core.doors import SignedInPage
from apps.core.permissions import authorise
from apps.reports.acts import LABELS, act_label, spoken
from apps.reports.selectors import records_for

PAGE = 50


class AuditPage(SignedInPage):
    """Records of one's own subtree, newest first, by word, act, and day."""

    template_name = "reports/audit.html"

    def page(self) -> dict[str, Any]:
        authorise(self.request.user, "organisations.read_audit")
        query = self.request.GET
        rows = records_for(self.request.user)
        q, act = query.get("q", "").strip(), query.get("act", "")
        since, until = day(query.get("since")), day(query.get("until"))
        if q:
            rows = rows.filter(Q(actor_name__icontains=q) | Q(object_label__icontains=q) | Q(reason__icontains=q))
        if act in LABELS:
            rows = rows.filter(act=act)
        if since:
            rows = rows.filter(at__date__gte=since)
        if until:
            rows = rows.filter(at__date__lte=until)
        before = whole(query.get("before"))
        if before:
            rows = rows.filter(pk__lt=before)
        found = list(rows.order_by("-pk")[: PAGE + 1])
        kept = {name: value for name, value in query.items() if name != "before" and value}
        return {
            "rows": [audit_row(record) for record in found[:PAGE]],
            "acts": [{"value": key, "label": label, "current": key == act} for key, label in LABELS.items()],
            "q": q,
            "since": since,
            "until": until,
            "more": kept | {"before": found[PAGE - 1].pk} if len(found) > PAGE else None,
        }


def day(text: str | None) -> date | None:
    """A day as typed, or None."""
    try:
        return parse_date(text or "")
    except ValueError:
        return None


def audit_row(record: Record) -> dict[str, Any]:
    return {
        "at": record.at,
        "who": record.actor_name or _("system"),
        "act": act_label(record.act),
        "what": record.object_label,
        "before": shown(spoken(record.act, record.before)),
        "after": shown(spoken(record.act, record.after)),
        "reason": record.reason,
    }


def shown(value: Any) -> str:
    """A stored value as one line."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {shown(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(shown(part) for part in value)
    return "" if value is None else str(value)
