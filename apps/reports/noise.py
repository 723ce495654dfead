"""The places that another scorer would move, as pages and programs show them: the study, and who is near a line."""

from dataclasses import dataclass

from apps.campaigns.models import Campaign
from apps.evaluations.models import NoiseStudy, Result, Run
from apps.evaluations.scorers.studies import Band, BandTable, bands_of
from apps.evaluations.selectors import latest_numbered_run

SHOWN = 100


@dataclass(frozen=True)
class Near:
    """A branch whose level hangs on who marked it."""

    result: Result
    band: Band


class NoiseView:
    """The study of a campaign's last numbered run, or of the one asked for."""

    def __init__(self, campaign: Campaign, number: int | None = None) -> None:
        self.campaign = campaign
        self.run = self.numbered(number) if number is not None else latest_numbered_run(campaign)
        self.study = NoiseStudy.objects.filter(run=self.run).first() if self.run else None
        self.table: BandTable | None = bands_of(self.run)

    def numbered(self, number: int) -> Run | None:
        """The whole run of that number."""
        rows = self.campaign.runs.filter(number=number, is_whole=True)
        return rows.select_related("rulebook_version").first()

    def near(self) -> list[Near]:
        """Everybody whose level moved in more than a tenth of the repeats, by place."""
        table = self.table
        if table is None or self.run is None:
            return []
        keys = [key for key in table.rows if (band := table.of(key)) and not band.is_steady]
        rows = self.run.results.filter(assessment__in=keys).select_related("unit").order_by("position")
        return [Near(row, band) for row in rows if (band := table.of(row.assessment_id))]
