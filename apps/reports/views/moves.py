"""Movement between levels: from last year's, or an earlier year's, to this year's; each figure with its branches."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from apps.core.media_types import XLSX
from apps.evaluations.selectors import sees_all
from apps.organisations.models import Zone
from apps.reports.level_moves import Asked, LevelMoves
from apps.reports.level_moves_page import MovesPresenter
from apps.reports.views.common import CampaignPage


class MovesDoor(CampaignPage):
    """For who sees the whole league of the campaign; 404 before the first run."""

    @cached_property
    def moves(self) -> LevelMoves:
        if self.run is None or not self.run.branches or not sees_all(self.request.user, self.campaign):
            raise Http404
        found = LevelMoves(self.request.user, self.campaign, self.run, Asked.of(self.request.GET))
        if found.chosen is None and found.asked.since:
            raise Http404
        return found


class MovesPage(MovesDoor):
    """The matrix, and the branches of one figure or list."""

    def get_template_names(self) -> list[str]:
        return ["reports/moves.html" if self.moves.chosen else "reports/moves_none.html"]

    def page(self) -> dict[str, Any]:
        moves = self.moves
        if moves.chosen is None:
            return {}
        show, asked, shown = MovesPresenter(moves), moves.asked, moves.page()
        return {
            "head": show.head(),
            "sub": show.sub(),
            "matrix": show.matrix(),
            "years": show.years(),
            "lists": show.lists(),
            "list_head": show.list_head(),
            "rows": [show.line(row) for row in shown.rows],
            "shown": len(shown.rows),
            "total": moves.total,
            "previous_url": asked.query(before=shown.before) + "#branches" if shown.before else "",
            "next_url": asked.query(after=shown.after) + "#branches" if shown.after else "",
            "since": self.since_options(),
            "zones": self.zone_options(),
            "kept": [pair for pair in (("list", asked.listed),) if pair[1]],
            "is_new_method": not moves.is_same_method,
            "dictionary_line": show.dictionary_line(),
            "is_readable": show.is_readable,
            "dictionary_url": self.dictionary_url(),
            "export_url": reverse("reports:moves-export", args=[self.campaign.slug]) + asked.query(),
            "trends_url": f"{reverse('reports:trends')}?committee={self.campaign.committee_id}",
            "base": reverse("reports:moves", args=[self.campaign.slug]),
        }

    def since_options(self) -> list[dict[str, Any]]:
        """The earlier years that one may compare with."""
        return [
            {"value": run.campaign.slug, "label": run.campaign.year, "current": run == self.moves.before}
            for run in self.moves.earlier
        ]

    def zone_options(self) -> list[dict[str, Any]]:
        """The zones, where there are any; a unit or type comes from the address alone."""
        asked = self.moves.asked
        return [
            {"value": zone.pk, "label": zone.name, "current": asked.scope == "zone" and asked.group == str(zone.pk)}
            for zone in Zone.objects.filter(committee=self.campaign.committee_id)
        ]

    def dictionary_url(self) -> str:
        """Where staff say what the earlier levels are in today's words; empty for others and the same rulebook."""
        before, now = self.moves.before.rulebook_version, self.moves.now.rulebook_version
        may = self.request.user.has_perm("criteria.edit_rulebook", self.campaign.committee)
        if before.rulebook_id == now.rulebook_id or not may:
            return ""
        query = f"?source={before.rulebook_id}&target={now.rulebook_id}&committee={self.campaign.committee_id}"
        return reverse("criteria:dictionary-write") + query


class MovesExport(MovesDoor):
    """The branches of the list asked for, as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.moves.chosen is None:
            raise Http404
        response = HttpResponse(MovesPresenter(self.moves).workbook(), content_type=XLSX)
        response.headers["Content-Disposition"] = f'attachment; filename="moves-{self.campaign.slug}.xlsx"'
        return response
