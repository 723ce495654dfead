"""What everybody may read of a campaign's branches: only what its committee chose, of the published result alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.campaigns.choices import PublicField, Status
from apps.campaigns.models import Campaign
from apps.core.asked import whole
from apps.core.paging import Page, page_by_key
from apps.core.sorting import address
from apps.criteria.selectors import rulebook_of
from apps.demonstrations.choices import TitleStatus
from apps.demonstrations.models import Title
from apps.evaluations.choices import NoticeStatus
from apps.evaluations.finding import Words
from apps.evaluations.models import Notice, Result, Run, Seal
from apps.evaluations.selectors import frozen_run
from apps.ledgers.selectors import honours_of
from apps.organisations.models import Node
from apps.reports.present import Presenter

PAGE = 50
YEARS = 5
MOST_CAMPAIGNS = 50
LONGEST_NAME = 40
NOT_LIT = {"state": "off", "fill": 0, "gap": ""}


@dataclass(frozen=True)
class Asked:
    """What an address asks of the list: words, a level, the row before or after."""

    q: str = ""
    level: int | None = None
    after: str | None = None
    before: str | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        return cls(
            query.get("q", "").strip()[:LONGEST_NAME],
            whole(query.get("level")),
            query.get("after") or None,
            query.get("before") or None,
        )

    @property
    def kept(self) -> dict[str, Any]:
        """The question without its page."""
        return {"q": self.q, "level": self.level}

    def url(self, **changes: Any) -> str:
        return address(self.kept, **changes)


@dataclass(frozen=True)
class Published:
    """One campaign whose branches are public, with the run that the notice or the seal rests on."""

    campaign: Campaign
    run: Run

    @cached_property
    def show(self) -> Presenter:
        return Presenter.of(rulebook_of(self.run.rulebook_version))

    def shows(self, field: str) -> bool:
        """Whether the committee chose to show it."""
        return field in self.campaign.public_fields

    @property
    def rated(self) -> list[int]:
        """The levels that are listed: nobody without one ever is."""
        return [number for number, level in enumerate(self.show.rules.outcomes) if level.rated]

    @cached_property
    def rows(self) -> QuerySet[Result]:
        """Every listed branch; the official order is told by `order`, which says nothing about places."""
        held = self.run.results.filter(level__in=self.rated, rank__isnull=False).select_related("unit", "zone")
        return held.annotate(order=F("assessment__order_path"))

    def page(self, asked: Asked) -> Page:
        """One page in the official order."""
        rows = self.rows if asked.level is None else self.rows.filter(level=asked.level)
        if asked.q:
            words = Words(self.run, asked.q).match
            if self.shows(PublicField.UNIT):
                words |= Q(unit__name__icontains=asked.q)
            rows = rows.filter(words)
        return page_by_key(rows, "order", after=asked.after, before=asked.before, size=PAGE)

    def counts(self) -> list[dict[str, Any]]:
        """How many branches hold each listed level, as the run counted them."""
        counts = self.run.counts["levels"]
        return [{"index": n, "level": self.show.level(n), "count": counts[n]} for n in self.rated]

    def told(self, row: Result) -> dict[str, Any]:
        """One branch as far as the committee shows it; what was not chosen is absent."""
        found: dict[str, Any] = {"pk": row.assessment_id, "name": row.name, "level": self.show.level(row.level)}
        if self.shows(PublicField.UNIT):
            found |= {"unit": row.unit.name, "zone": row.zone.name if row.zone else ""}
        if self.shows(PublicField.STARS):
            found["standing"] = self.bare_standing(row)
        if self.shows(PublicField.MARKS):
            found |= {"total": self.show.points(row.total), "place": row.rank}
        return found

    def bare_standing(self, row: Result) -> dict[str, Any]:
        """Its stars, lit or not: how nearly one is lit would tell points that may not be public."""
        standing = self.show.standing(row)
        if self.shows(PublicField.MARKS):
            return standing
        bare = [star | ({} if star["state"] == "lit" else NOT_LIT) for star in standing["stars"]]
        return standing | {"stars": bare}

    def sections(self, row: Result) -> list[dict[str, str]]:
        """Points by section, where marks are shown."""
        if not self.shows(PublicField.MARKS):
            return []
        columns = zip(self.show.counted(), self.show.section_columns(row), strict=True)
        return [
            {"name": section.title.get(self.show.language), "value": column["value"], "lit": column["lit"]}
            for (_number, section), column in columns
        ]

    def honours(self, node: Node) -> list[dict[str, Any]]:
        """Titles that hold, of lists that are public, then honours; newest first."""
        if not self.shows(PublicField.HONOURS):
            return []
        titles = Title.objects.filter(candidate__node=node, conferral__batch__programme__is_listed=True)
        held = titles.exclude(status=TitleStatus.WITHDRAWN).exclude(until__lt=timezone.localdate())
        conferred = [{"name": title.word, "year": title.named_on.year, "key": title.key} for title in held]
        entries = [{"name": entry.name, "year": entry.year, "key": ""} for entry in honours_of(node)]
        return [*conferred, *entries]

    def years(self, node: Node) -> list[dict[str, Any]]:
        """The branch's published levels of earlier years, the latest first; a year without a level is left out."""
        if not self.shows(PublicField.YEARS):
            return []
        earlier = Campaign.objects.ratings().filter(committee=self.campaign.committee_id, is_rehearsal=False)
        earlier = earlier.filter(year__lt=self.campaign.year).exclude(status=Status.DRAFT).order_by("-year", "-pk")
        runs = {run.pk: run for campaign in earlier[:YEARS] if (run := frozen_run(campaign))}
        rows = Result.objects.filter(run__in=list(runs), assessment__node=node, rank__isnull=False)
        found = []
        for row in rows:
            run = runs[row.run_id]
            level = Presenter.of(rulebook_of(run.rulebook_version)).level(row.level)
            if level["rated"]:
                found.append({"year": run.campaign.year, "level": level["name"]})
        return sorted(found, key=lambda one: -one["year"])


def public_campaigns() -> QuerySet[Campaign]:
    """Campaigns whose committee made them public and whose result is published, newest first."""
    standing = [NoticeStatus.PUBLIC, NoticeStatus.ENDED]
    noticed = Exists(Notice.objects.filter(campaign=OuterRef("pk"), status__in=standing))
    sealed = Exists(Seal.objects.filter(campaign=OuterRef("pk")))
    rows = Campaign.objects.ratings().filter(noticed | sealed, is_public=True, is_rehearsal=False)
    return rows.select_related("committee").order_by("-year", "-pk")


def published(slug: str) -> Published | None:
    """A campaign that everybody may read; None for every other, known or not."""
    campaign = public_campaigns().filter(slug=slug).first()
    run = frozen_run(campaign) if campaign else None
    return Published(campaign, run) if campaign and run else None
