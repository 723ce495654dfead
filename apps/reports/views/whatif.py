"""What if other rules had held? A run's own inputs under changed rules: looked at, never stored."""

import time
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.models import Campaign
from apps.core.doors import seen
from apps.core.media_types import XLSX
from apps.criteria.services import start_draft, suggested_slug
from apps.evaluations.models import Run
from apps.evaluations.selectors import shown_run
from apps.evaluations.whatif.changes import MOST, changes_of
from apps.evaluations.whatif.trial import Trial, try_out
from apps.organisations.choices import Kind, Power
from apps.organisations.models import Node, Zone, reach_of
from apps.rating.rulebook import Level
from apps.rating.writing import replace_value
from apps.reports.grouping import scope_labels
from apps.reports.part_links import act
from apps.reports.views.common import CampaignPage, run_line
from apps.reports.whatif import tables
from apps.reports.whatif.asked import Asked
from apps.reports.whatif.cards import Cards, sentence
from apps.reports.whatif.movers import PAGE, Movers
from apps.reports.whatif.targets import seats, targets


class WhatIfRun(CampaignPage):
    """A trial of one run; for those who see the whole campaign."""

    @cached_property
    def asked(self) -> Asked:
        return Asked.of(self.request.GET)

    @cached_property
    def runs(self) -> QuerySet[Run]:
        """The numbered runs that are whole, newest first."""
        numbered = self.campaign.runs.filter(number__isnull=False, is_whole=True)
        return numbered.select_related("rulebook_version").order_by("-number")

    @cached_property
    def run(self) -> Run | None:
        """The numbered run that the address names, else the one that readers see."""
        return seen(self.runs, number=self.asked.run) if self.asked.run else shown_run(self.campaign)

    @cached_property
    def trial(self) -> Trial:
        compares = self.request.user.has_perm("campaigns.compare_branches", self.campaign)
        if not compares or self.run is None or not self.run.branches:
            raise Http404
        return try_out(self.run, self.asked.changes)

    @cached_property
    def movers(self) -> Movers:
        return Movers(self.trial, self.asked)


class WhatIf(WhatIfRun):
    """Changed rules at the left, who moves at the right."""

    template_name = "reports/whatif.html"

    def page(self) -> dict[str, Any]:
        started = time.perf_counter()
        trial, asked = self.trial, self.asked
        compared = trial.comparison
        cards = Cards(trial, asked)
        base = reverse("reports:whatif", args=[self.campaign.slug])
        return {
            "cards": cards.shown(),
            "addable": cards.addable(),
            "faults": [] if trial.is_said_by_cards else list(map(sentence, trial.faults)),
            "most": MOST if len(changes_of(trial.run.rulebook_version.text, asked.changes)) > MOST else None,
            "matrix": tables.matrix(trial, asked),
            "targets": targets(trial),
            "seats": seats(trial),
            **self.shares(),
            **self.movers_part(),
            "only_place": compared.only_place,
            "is_changed": bool(trial.effects),
            "undo_url": asked.query(changes=(), cell=None, way=""),
            "export_url": f"{reverse('reports:whatif-export', args=[self.campaign.slug])}{asked.query()}",
            "acts": act(
                _("Changed rulebook"),
                reverse("reports:whatif-file", args=[self.campaign.slug]) + asked.query(),
                "download",
            ),
            "draft": self.draft_act() if len(trial.effects) > len(trial.left_out) else {},
            "runs": self.run_options(),
            "kept": [pair for pair in asked.kept() if pair[0] not in ("run", "from", "to")],
            "held": [pair for pair in asked.kept() if pair[0] != "level"] + list(asked.changes),
            "has_stars": bool(trial.before.rules.stars),
            "base": base,
            "head": self.head(),
            "sub": self.sub(time.perf_counter() - started),
        }

    def draft_act(self) -> dict[str, str]:
        """The way on: a draft of next year's rulebook; nothing for those who write none."""
        if draft_home(self.request.user, self.campaign) is None:
            return {}
        url = reverse("reports:whatif-draft", args=[self.campaign.slug])
        label = _("Save as a draft for %(year)s") % {"year": self.campaign.year + 1}
        return {"url": f"{url}{self.asked.query()}", "label": label}

    def head(self) -> str:
        """What the changes do, in one sentence."""
        changed = len(self.trial.effects) - len(self.trial.left_out)
        if not changed:
            return _("What if")
        rules = ngettext("%(n)s rule changed", "%(n)s rules changed", changed) % {"n": changed}
        moved = {"rules": rules, "risen": self.trial.comparison.risen, "fallen": self.trial.comparison.fallen}
        return _("%(rules)s: %(risen)s up, %(fallen)s down") % moved

    def sub(self, seconds: float) -> str:
        words = {
            "run": run_line(self.run)["title"],
            "branches": ngettext("%(n)s branch", "%(n)s branches", self.run.branches) % {"n": self.run.branches},
            "seconds": f"{seconds:.1f}",
        }
        return (
            _("What if · marks and vetoes of %(run)s · %(branches)s, %(seconds)s s · only looked at, nothing kept")
            % words
        )

    def shares(self) -> dict[str, Any]:
        """Who reaches a level, by zone, type or size."""
        zones = list(Zone.objects.filter(committee=self.campaign.committee_id))
        level = tables.level_asked(self.trial, self.asked)
        return {
            "shares": tables.shares(self.trial, self.asked, zones),
            "share_levels": [
                {"value": each.name, "label": self.or_better(each, above=number), "current": each.name == level}
                for number, each in enumerate(self.trial.after.rules.levels)
                if each.rated
            ],
            "scopes": [
                {"label": label, "url": self.asked.query(scope=scope), "current": scope == self.asked.scope}
                for scope, label in scope_labels().items()
            ],
        }

    def or_better(self, level: Level, above: int) -> str:
        """A level's word as a share is counted from it; nothing is better than the first."""
        name = self.movers.words.level_named(level.name)
        return _("%(level)s and better") % {"level": name} if above else name

    def movers_part(self) -> dict[str, Any]:
        """The list, its segments and its pages."""
        asked, movers, compared = self.asked, self.movers, self.trial.comparison
        counts = {"": compared.risen + compared.fallen, "up": compared.risen, "down": compared.fallen}
        labels = {"": _("All"), "up": _("Up"), "down": _("Down")}
        shown, number = movers.page(), movers.page_number
        last = -(-len(movers.rows) // PAGE)
        return {
            "movers": [movers.line(mover, self.campaign.slug) for mover in shown],
            "ways": [
                {
                    "label": label,
                    "count": counts[way],
                    "url": asked.query(way=way, cell=None) + "#movers",
                    "current": way == asked.way and asked.cell is None,
                }
                for way, label in labels.items()
            ],
            "shown": len(shown),
            "total": len(movers.rows),
            "pager": {
                "previous": asked.query(page=number - 1) + "#movers" if number > 1 else "",
                "next": asked.query(page=number + 1) + "#movers" if number < last else "",
            },
        }

    def run_options(self) -> list[dict[str, Any]]:
        """The runs that can be tried: the current one, and every numbered one."""
        current = {"value": "", "label": _("The run that readers see"), "current": self.asked.run is None}
        numbered = [
            {"value": run.number, "label": run_line(run)["title"], "current": run.number == self.asked.run}
            for run in self.runs
        ]
        return [current, *numbered] if numbered else []


class WhatIfExport(WhatIfRun):
    """All who move, as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(self.movers.workbook(), content_type=XLSX)
        response.headers["Content-Disposition"] = f'attachment; filename="what-if-{self.campaign.slug}.xlsx"'
        return response


class WhatIfDraft(WhatIfRun):
    """The changed rules become a draft of next year's rulebook, which the editor opens."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        home = draft_home(request.user, self.campaign) or self.campaign.committee
        version = self.trial.run.rulebook_version
        text = replace_value(self.trial.text, ("rulebook",), suggested_slug(self.trial.before.rules.slug))
        draft = start_draft(request.user, committee=home, text=text, based_on=version)
        messages.success(request, _("The changed rules are a draft now; nothing else has changed."))
        return redirect("criteria:draft", draft.pk)


def draft_home(person: Any, campaign: Campaign) -> Node | None:
    """The committee whose rulebook a what-if may become; a rehearsal's own goes away, so another of the person's."""
    if not campaign.is_rehearsal:
        return campaign.committee if person.has_perm("criteria.edit_rulebook", campaign.committee) else None
    covered = Node.objects.filter(reach_of(person).where(Power.CAMPAIGN), kind=Kind.COMMITTEE).standing()
    return covered.exclude(campaigns__is_rehearsal=True).in_order().first()


class WhatIfText(WhatIfRun):
    """The rulebook's text with the changes in it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(self.trial.text, content_type="application/yaml; charset=utf-8")
        name = f"{self.trial.after.rules.slug}-what-if.yaml"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
