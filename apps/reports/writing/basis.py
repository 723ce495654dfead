"""What does every report begin with? Its run and rulebook, the run before, who issues it, counts of groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.documents import dated
from apps.evaluations.figures_of_run import counts_in, figures_in
from apps.evaluations.models import Run
from apps.evaluations.movers import is_new_method, run_before
from apps.reports.present import Presenter, percent
from apps.reports.writing.sentences import Earlier, change, grouped


@dataclass(frozen=True)
class Basis:
    """One numbered run as reports tell it, in the language that is active."""

    campaign: Campaign
    run: Run

    @cached_property
    def show(self) -> Presenter:
        return Presenter.of(rulebook_of(self.run.rulebook_version))

    @cached_property
    def level_names(self) -> list[str]:
        """The names of all outcomes, best first."""
        return [self.show.level_name(level) for level in self.show.rules.outcomes]

    @cached_property
    def before(self) -> Run | None:
        return run_before(self.run)

    @property
    def against(self) -> str:
        """How sentences name what is compared with."""
        if self.before is None:
            return ""
        if self.before.campaign_id == self.campaign.pk:
            return _("evaluation %(number)s") % {"number": self.before.number}
        if self.before.campaign.year == self.campaign.year - 1:
            return _("the year before")
        return str(self.before.campaign.year)

    @cached_property
    def is_comparable(self) -> bool:
        return self.before is not None and not is_new_method(self.run, self.before)

    def earlier(self, scope: str = "", key: object = "") -> Earlier | None:
        """The earlier counts of everybody, or of a group; None where there is nothing to compare with."""
        if self.before is None:
            return None
        if not self.is_comparable:
            return Earlier(self.against, None)
        if scope and not figures_in(self.before, scope, str(key)):
            return None
        counts = counts_in(self.before, scope, str(key))
        shown = Presenter.of(rulebook_of(self.before.rulebook_version))
        names = [shown.level_name(level) for level in shown.rules.outcomes]
        return Earlier(self.against, dict(zip(names, counts, strict=True)))

    @property
    def upper(self) -> int:
        """How many levels count as upper: the better half of the rated ones."""
        return max(1, sum(level.rated for level in self.show.rules.levels) * 2 // 3)

    @property
    def upper_name(self) -> str:
        return _("%(level)s and up") % {"level": self.level_names[self.upper - 1]}

    def head(self, title: str) -> dict[str, Any]:
        """What every report says of itself."""
        words = {"number": self.run.number}
        return {
            "title": title,
            "issuer": self.campaign.committee.name,
            "campaign": self.campaign.name,
            "year": str(self.campaign.year),
            "rules": self.show.rules.title.get(self.show.language),
            "run": _("Evaluation %(number)s") % words,
            "run_at": date_format(timezone.localtime(self.run.finished_at), "DATETIME_FORMAT"),
            "digest": self.run.digest,
            "date": dated(timezone.localdate()),
        }

    def foot(self) -> str:
        """Which results a page came from."""
        words = {"number": self.run.number, "digest": self.run.digest[:16]}
        return _("Evaluation %(number)s · digest of the results %(digest)s") % words

    def level_rows(self, counts: Sequence[int], earlier: Earlier | None) -> list[dict[str, str]]:
        """A row a level: how many, what share, and what changed."""
        known = earlier.counts if earlier and earlier.counts is not None else {}
        return [
            {
                "name": name,
                "count": grouped(count),
                "share": percent(count, sum(counts)),
                "change": change(count, known[name], earlier.words) if earlier and name in known else "",
            }
            for name, count in zip(self.level_names, counts, strict=True)
        ]

    def group_row(self, name: str, counts: Sequence[int]) -> dict[str, Any]:
        """A group's counts by level, and the share of its upper levels."""
        whole, high = sum(counts), sum(counts[: self.upper])
        return {
            "name": name,
            "branches": grouped(whole),
            "counts": [grouped(count) for count in counts],
            "share": percent(high, whole),
        }
