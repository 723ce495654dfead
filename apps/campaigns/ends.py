"""When does a stage end for each branch, and for each unit as a whole, with the time that some were given besides?"""

from datetime import datetime

from django.db.models import Case, DateTimeField, Q, Value, When

from apps.campaigns.models import Stage
from apps.campaigns.selectors import way_to


class Ends:
    """The ends of one stage. One query; the expressions are for assessments, whose `path` and `unit` they read."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        rows = stage.campaign.extensions.filter(kind=stage.kind, ended_at=None, closes_at__gt=stage.closes_at)
        self.longer = list(rows.order_by("-closes_at").values_list("node__path", "closes_at"))

    def of_branch(self) -> Case:
        """What a branch does by itself, or has done to it."""
        return self.told([(Q(path__startswith=path), end) for path, end in self.longer])

    def of_unit(self) -> Case:
        """What is done for all branches of a unit at once, and so waits for the last of them."""
        return self.told(
            [(Q(unit__path__startswith=path) | Q(unit__path__in=way_to(path)), end) for path, end in self.longer]
        )

    def told(self, cases: list[tuple[Q, datetime]]) -> Case:
        """The end of the first case that holds, else that of the stage."""
        default = Value(self.stage.closes_at, output_field=DateTimeField())
        whens = [When(where, then=Value(end, output_field=DateTimeField())) for where, end in cases]
        return Case(*whens, default=default, output_field=DateTimeField())
