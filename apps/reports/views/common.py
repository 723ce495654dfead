"""What every page of a campaign begins with: the campaign that the person may see, and the run that readers see."""

from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.core.doors import SignedInPage, seen
from apps.criteria.selectors import rulebook_of
from apps.evaluations.models import Run
from apps.evaluations.selectors import shown_run
from apps.reports.present import Presenter


class CampaignPage(SignedInPage):
    """A page below /c/<slug>/: `campaign`, `run` (None before the first), `show` (its rulebook's words)."""

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version__rulebook")
        return seen(rows, slug=self.kwargs["slug"])

    @cached_property
    def run(self) -> Run | None:
        return shown_run(self.campaign)

    @cached_property
    def show(self) -> Presenter:
        version = self.run.rulebook_version if self.run else self.campaign.rulebook_version
        return Presenter.of(rulebook_of(version))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(campaign=self.campaign, run=run_line(self.run), **kwargs)


def run_line(run: Run | None) -> dict | None:
    """A run as pages name it."""
    if run is None:
        return None
    title = _("Evaluation %(number)s") % {"number": run.number} if run.number else _("Working run")
    return {
        "number": run.number,
        "title": title,
        "finished_at": run.finished_at,
        "when": date_format(timezone.localtime(run.finished_at), _("j M H:i")),
        "digest_short": f"{run.digest[:4]} {run.digest[4:8]}",
    }
