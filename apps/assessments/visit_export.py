"""A day's plan as a workbook: one line a stop, with team and criteria."""

from django.utils.translation import gettext as _

from apps.assessments.models import Visit
from apps.assessments.selectors import secretary_of
from apps.assessments.visiting import team_names
from apps.core.tables import write_xlsx

WIDTHS = [8, 10, 30, 24, 24, 12, 30, 24]


def plan_workbook(visit: Visit) -> bytes:
    """The order of the day."""
    headings = [
        _("No."),
        _("Time"),
        _("Branch"),
        _("Unit"),
        _("Meeting place"),
        _("Secretary"),
        _("Criteria"),
        _("Team"),
    ]
    rows = [
        [
            number,
            f"{stop.planned_at:%H:%M}" if stop.planned_at else None,
            stop.assessment.name,
            stop.assessment.unit.name,
            stop.place,
            secretary_of(stop.assessment),
            " ".join(visit.criteria),
            team_names(visit),
        ]
        for number, stop in enumerate(visit.stops.select_related("assessment__unit"), 1)
    ]
    return write_xlsx(headings, rows, f"{visit.on:%Y-%m-%d}", WIDTHS)
