"""The campaign page's cell of proof by day: bars with their figures."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.assessments.upload_days import upload_days
from apps.campaigns.models import Campaign


def uploads_cell(campaign: Campaign) -> dict[str, Any] | None:
    """What templates/reports/campaign_uploads.html shows; bars of 40 at most, the fullest day's."""
    found = upload_days(campaign)
    if found is None:
        return None
    most = max(found.most, 1)
    rows = [
        {"day": date_format(day, _("j M")), "count": count, "x": place * 10, "y": 40 - tall, "tall": tall}
        for place, (day, count) in enumerate(found.days)
        for tall in [-(-count * 40 // most)]
    ]
    return {
        "rows": rows,
        "last_day": rows[-1]["day"],
        "total": found.total,
        "share": found.share,
        "is_over": found.is_over,
    }
