"""Pages of a campaign that are kept as bytes: what stands on them changes with the run, the campaign, or the reader."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model, OuterRef

from apps.campaigns.models import Campaign
from apps.core.kept_pages import KeptPage
from apps.evaluations.selectors import frozen_key
from apps.organisations.models import reach_of
from apps.reports.chrome import SESSION_KEY
from apps.workflow.bell import bell_of

BESIDE = ("committee__path", "committee__zone", "current_run__run", "current_run__run__digest", "frozen")
ASKED = "the-slug-that-is-asked-for"


class KeptCampaignPage(KeptPage):
    """Before the other bases of a page below /c/<slug>/."""

    def depends_on(self) -> tuple[Any, ...] | None:
        """Reader and offices of today, campaign, its newest and public run as they are; for the rest the bell's moment.

        Offices, scope and state decide who may see the campaign: whoever may not finds nothing kept by these, and the
        page itself answers 404. The bell is counted anew each minute and after each act of the reader, who sees at
        once what came of it. The first page of a campaign is made, for it also notes in the session which one is
        looked at.
        """
        person, slug = self.request.user, self.kwargs["slug"]
        if self.request.session.get(SESSION_KEY) != slug:
            return None
        campaign = columns_of(slug)
        if campaign is None:
            return None
        reach = reach_of(person)
        return plain(person), reach.offices, reach.is_everything, campaign, bell_of(person).counted_at


def columns_of(slug: str) -> tuple[Any, ...] | None:
    """Every column of a campaign, whoever may see it, with its scope and its runs."""
    sql, values = statement()
    with connection.cursor() as cursor:
        cursor.execute(sql, [slug if value == ASKED else value for value in values])
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found


@cache
def statement() -> tuple[str, tuple[Any, ...]]:
    """Written once in a process: Django takes longer to write it than the database to answer."""
    fields = [field.attname for field in Campaign._meta.concrete_fields]
    rows = Campaign.objects.filter(slug=ASKED).order_by().annotate(frozen=frozen_key(OuterRef("pk")))
    sql, values = rows.values_list(*fields, *BESIDE).query.sql_with_params()
    return sql, values


def plain(row: Model) -> tuple[Any, ...]:
    """Every column of a row."""
    return tuple(getattr(row, field.attname) for field in row._meta.concrete_fields)
