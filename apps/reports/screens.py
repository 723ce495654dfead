"""What does a hall screen show? Nothing of results before the public notice, then the pages that were chosen."""

from collections.abc import Sequence
from functools import cached_property, reduce
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.models import Campaign
from apps.core.stars import DOTS_LIMIT
from apps.criteria.selectors import rulebook_of
from apps.evaluations.choices import NoticeStatus
from apps.evaluations.figures_of_run import groups_in, number_of
from apps.evaluations.models import Notice
from apps.evaluations.noticing import days_left, level_names, standing_notice
from apps.organisations.models import Zone
from apps.reports.choices import HallPage
from apps.reports.models import Screen
from apps.reports.present import Presenter, percent
from apps.reports.screens_beside import sites_of, years_of

FIRST = 10
MOST_MAPS, MOST_TYPES = 12, 6
# Beside maps and names there is room for so many figures; the last of them sums up what is left.
MOST_COUNTS = 4
WORDED_LEVELS = 3


def hall_of(screen: Screen) -> dict[str, Any]:
    """Everything that stands on the screen today, in the active language; `pages` is empty while it waits."""
    notice = standing_notice(screen.campaign)
    head = {
        "screen": screen,
        "campaign": screen.campaign,
        "date": date_format(timezone.localtime(), _("l, j F")),
        "address": reverse("reports:figures", args=[screen.key]),
    }
    if notice is None:
        return head | {"pages": [], "waits": waiting_words(screen.campaign)}
    return head | Figures(screen, notice).context()


def waiting_words(campaign: Campaign) -> str:
    """What a screen says before the first day of the notice."""
    coming = campaign.notices.filter(status=NoticeStatus.ISSUED).order_by("-number").first()
    if coming is None:
        return _("The results stand here from the first day of the public notice on.")
    day = date_format(coming.opens_on, "MONTH_DAY_FORMAT")
    return _("The results stand here from %(day)s on, the first day of the public notice.") % {"day": day}


class Figures:
    """The figures of one notice's run, as far as a screen shows them."""

    def __init__(self, screen: Screen, notice: Notice) -> None:
        self.screen, self.notice, self.run = screen, notice, notice.run
        self.show = Presenter.of(rulebook_of(notice.run.rulebook_version))

    def context(self) -> dict[str, Any]:
        found = {
            "groups": self.groups,
            "counts": self.counts(),
            "first": self.first(),
            "sites": sites_of(self.screen.campaign) if HallPage.SITES in self.screen.pages else None,
            "years": years_of(self.screen.campaign) if HallPage.TREND in self.screen.pages else [],
        }
        return found | {
            "pages": self.pages(found),
            "sub": self.sub(),
            "day": self.day(),
            "levels": self.levels,
            "most_stars": self.show.most_stars,
            "some_counts": self.some(found["counts"]),
            "legend": self.legend(),
            "scale": self.scale,
            "notice": self.notice,
            "shows_first": {HallPage.OVERVIEW, HallPage.FIRST} & set(self.screen.pages),
        }

    def pages(self, found: dict[str, Any]) -> list[dict[str, str]]:
        """The chosen pages that have something to say; the overview where none has."""
        empty = {HallPage.FIRST: not found["first"], HallPage.SITES: not found["sites"]}
        empty[HallPage.TREND] = not found["years"]
        chosen = [HallPage(page) for page in self.screen.pages if not empty.get(HallPage(page))]
        return [{"key": page.value, "title": self.title(page)} for page in chosen or [HallPage.OVERVIEW]]

    def title(self, page: HallPage) -> str:
        """What readers of the page's outline hear."""
        return {
            HallPage.OVERVIEW: _("All at a glance"),
            HallPage.MAPS: _("Star maps"),
            HallPage.COUNTS: _("Counts by level"),
            HallPage.FIRST: _("The first ten"),
            HallPage.SITES: _("Demonstration sites"),
            HallPage.TREND: _("Levels through the years"),
        }[page]

    @cached_property
    def levels(self) -> list[dict[str, Any]]:
        """Every outcome by position; words of those who take part unrated stand where somebody has them."""
        return [self.show.level(index) for index in range(len(self.run.counts["levels"]))]

    @cached_property
    def zones(self) -> list[tuple[str, list[int]]]:
        """Zones with branches, in order, and what stands in none."""
        held = groups_in(self.run, "zone")
        rows = Zone.objects.filter(committee=self.screen.campaign.committee_id)
        named = [(zone.name, held[str(zone.pk)]) for zone in rows if str(zone.pk) in held]
        return [*named, (_("no zone"), held[""])] if named and "" in held else named

    @cached_property
    def groups(self) -> list[dict[str, Any]]:
        """What the maps are of: zones, else the few types, else the whole."""
        types = sorted(groups_in(self.run, "type").items(), key=lambda item: -sum(item[1]))
        found = self.zones
        if not found and 1 < len(types) <= MOST_TYPES:
            found = [(name or _("no type"), counts) for name, counts in types]
        if not found or len(found) > MOST_MAPS:
            found = [("", self.run.counts["levels"])]
        return [
            {"name": name, "counts": counts, "branches": sum(counts), "words": self.words(counts)}
            for name, counts in found
        ]

    @cached_property
    def scale(self) -> int:
        """How many branches a dot stands for: one, or the power of ten that keeps all the maps together light."""
        scale = 1
        while self.run.branches > DOTS_LIMIT * scale:
            scale *= 10
        return scale

    def words(self, counts: Sequence[int]) -> list[str]:
        """A group's best levels with their counts."""
        rated = [index for index, level in enumerate(self.levels) if level["rated"]][:WORDED_LEVELS]
        return [f"{self.levels[index]['name']} {counts[index]}" for index in rated]

    def counts(self) -> list[dict[str, Any]]:
        """Each level with its branches and share; others than levels only where somebody has them."""
        return [
            {"level": level, "n": n, "share": percent(n, self.run.branches)}
            for level, n in zip(self.levels, self.run.counts["levels"], strict=True)
            if n or level["index"] < len(self.show.rules.levels)
        ]

    def some(self, counts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """As many figures as stand beside maps and names."""
        if len(counts) <= MOST_COUNTS:
            return counts
        kept = counts[: MOST_COUNTS - 1]
        left = self.run.branches - sum(row["n"] for row in kept)
        return [*kept, {"level": {"name": _("other levels")}, "n": left, "share": percent(left, self.run.branches)}]

    def first(self) -> list[dict[str, Any]]:
        """The best places among the branches that the notice names; marks only where that was chosen."""
        names = level_names(self.show.rules)
        shown = [names.index(name) for name in self.notice.levels if name in names]
        rows = self.run.results.filter(rank__isnull=False, level__in=shown).select_related("unit").order_by("position")
        return [
            {
                "place": row.rank,
                "name": row.name,
                "unit": row.unit.name,
                "level": self.levels[row.level]["name"],
                "marks": self.show.points(row.total) if self.screen.shows_marks else "",
            }
            for row in rows[:FIRST]
        ]

    def sub(self) -> str:
        """How many units, zones and branches."""
        units, zones = number_of(self.run, "unit"), len([key for key in groups_in(self.run, "zone") if key])
        parts = [
            ngettext("%(n)s unit", "%(n)s units", units) % {"n": units},
            ngettext("%(n)s zone", "%(n)s zones", zones) % {"n": zones} if zones else "",
            ngettext("%(n)s branch", "%(n)s branches", self.run.branches) % {"n": self.run.branches},
        ]
        return " · ".join(filter(None, parts))

    def day(self) -> str:
        """Which working day of the notice it is."""
        if self.notice.status == NoticeStatus.ENDED or timezone.localdate() > self.notice.closes_on:
            return _("The public notice has ended")
        return _("Day %(n)s of the public notice") % {"n": days_left(self.notice)[0]}

    def legend(self) -> str:
        """What the dots of the maps are."""
        rated = [level["name"] for level in self.levels if level["rated"]]
        dot = _("One dot a branch") if self.scale == 1 else _("One dot: %(n)s branches") % {"n": self.scale}
        shapes = [_("star: %(level)s") % {"level": rated[0]}]
        if len(rated) == WORDED_LEVELS:
            shapes += [_("bright: %(level)s") % {"level": rated[1]}, _("dim: %(level)s") % {"level": rated[2]}]
        elif len(rated) > 1:
            shapes.append(_("the brighter the better"))
        if hollow := [level["name"] for level in self.levels if not level["rated"]]:
            shapes.append(_("hollow: %(level)s") % {"level": hollow[0]})
        return " · ".join([listed([dot, _("the nearer the centre the better the place")]), listed(shapes)])


def listed(words: Sequence[str]) -> str:
    """Parts of a sentence, one after another."""
    return reduce(lambda said, more: _("%(said)s, %(more)s") % {"said": said, "more": more}, words)
