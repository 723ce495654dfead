"""Pages of a campaign that are kept as bytes: what stands on them changes with the run, the campaign, or the reader."""

from typing import Any

from django.db.models import Model, OuterRef

from apps.campaigns.models import Campaign
from apps.core.kept_pages import KeptPage
from apps.evaluations.selectors import frozen_key
from apps.organisations.models import reach_of
from apps.reports.chrome import SESSION_KEY
from apps.workflow.bell import bell_of

RUN = ("current_run__run", "current_run__run__digest", "frozen")


class KeptCampaignPage(KeptPage):
    """Before the other bases of a page below /c/<slug>/."""

    def depends_on(self) -> tuple[Any, ...] | None:
        """Reader and offices of today, campaign, its newest and public run as they are; for the rest the bell's moment.

        The bell is counted anew each minute and after each act of the reader, who sees at once what came of it. The
        first page of a campaign is made, for it also notes in the session which one is looked at.
        """
        person, slug = self.request.user, self.kwargs["slug"]
        if self.request.session.get(SESSION_KEY) != slug:
            return None
        fields = [field.attname for field in Campaign._meta.concrete_fields]
        rows = Campaign.objects.visible_to(person).filter(slug=slug).annotate(frozen=frozen_key(OuterRef("pk")))
        campaign = rows.values_list(*fields, *RUN).first()
        if campaign is None:
            return None
        reach = reach_of(person)
        return plain(person), reach.offices, reach.is_everything, campaign, bell_of(person).counted_at


def plain(row: Model) -> tuple[Any, ...]:
    """Every column of a row."""
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields)
