"""Self against superior: who put themselves far above or below; a branch sees its own figures beside the medians."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.core.media_types import XLSX
from apps.core.tables import write_xlsx
from apps.evaluations.self_gaps import has_self_party
from apps.organisations.models import Zone
from apps.rating.points import show_points
from apps.reports.exports import points, refuse_more
from apps.reports.gaps import OVER, UNDER, Asked, Branch, GapView
from apps.reports.present import decimals_of, signed
from apps.reports.views.common import CampaignPage

SHOWN, SHOWN_CRITERIA, SHOWN_UNITS = 100, 10, 12


class GapsDoor(CampaignPage):
    """For who compares branches, checks a unit or answers for a branch; 404 where branches do not mark themselves."""

    @cached_property
    def view(self) -> GapView:
        if self.run is None or not has_self_party(self.show.rules):
            raise Http404
        view = GapView(self.request.user, self.campaign, self.run, Asked.of(self.request.GET))
        if not view.in_sight:
            raise Http404
        return view


class GapsPage(GapsDoor):
    """The lists, or one's own figures."""

    def get_template_names(self) -> list[str]:
        return ["reports/gaps_own.html" if self.view.is_private else "reports/gaps.html"]

    def page(self) -> dict[str, Any]:
        view = self.view
        return self.own(view.in_sight[0]) if view.is_private else self.lists()

    def own(self, branch: Branch) -> dict[str, Any]:
        """One branch beside the medians of its unit and of the campaign."""
        view = self.view
        beside = [(branch.name, branch.gap), (branch.unit_name, view.unit_median(branch.unit))]
        beside.append((_("Whole campaign"), view.median))
        known = [(name, gap) for name, gap in beside if gap is not None]
        return self.parts([branch]) | {
            "branch": branch,
            "head": own_sentence(branch.gap),
            "beside": bars(known, self.show.rules.places),
            "has_no_unit": view.unit_median(branch.unit) is None,
            "url": reverse("reports:branch", args=[self.campaign.slug, branch.pk]),
        }

    def lists(self) -> dict[str, Any]:
        """Everybody in sight, farthest first."""
        view = self.view
        far = view.far if view.asked.side else view.chosen
        units, rows = view.units(), far[:SHOWN]
        places = self.show.rules.places
        shares = bars([(branch.name, branch.gap) for branch in rows], places)
        medians = bars([(unit.name, unit.median) for unit in units[:SHOWN_UNITS]], places)
        return self.parts(view.chosen) | {
            "head": self.head(),
            "rows": [bar | self.branch_row(branch) for branch, bar in zip(rows, shares, strict=True)],
            "left": max(0, len(far) - SHOWN),
            "far_count": len(view.far),
            "units": [
                bar | {"branches": unit.branches, "far": unit.far, "pk": unit.pk}
                for unit, bar in zip(units, medians, strict=False)
            ],
            "unit_options": [
                {"value": unit.pk, "label": unit.name, "current": unit.pk == view.asked.unit}
                for unit in sorted(units, key=lambda each: each.name)
            ],
            "zone_options": self.zones(),
            "sides": [
                {"label": label, "url": self.query(side=side), "current": view.asked.side == side}
                for side, label in (("", _("All")), (OVER, _("Far above")), (UNDER, _("Far below")))
            ],
            "asked": view.asked,
            "line": show_points(view.line),
            "export_url": reverse("reports:gaps-export", args=[self.campaign.slug]) + self.query(),
        }

    def parts(self, rows: list[Branch]) -> dict[str, Any]:
        """Sections and criteria of some branches."""
        view, language = self.view, self.show.language
        sections, criteria = view.sections(rows), view.criteria(rows)[:SHOWN_CRITERIA]
        places = self.show.rules.places
        means = bars([(criterion.title.get(language), gap) for criterion, gap, _both in criteria], places)
        return {
            "sections": bars([(section.title.get(language), gap) for section, gap in sections], places),
            "criteria": [
                bar | {"code": criterion.code, "both": both}
                for bar, (criterion, _gap, both) in zip(means, criteria, strict=True)
            ],
        }

    def head(self) -> str:
        """What the reader's branches come to, in a sentence."""
        view, n = self.view, len(self.view.in_sight)
        middle = view.median if view.compares else None
        if middle is None:
            text = ngettext(
                "%(n)s self-assessment beside the superior's", "%(n)s self-assessments beside the superior's", n
            )
            return text % {"n": n}
        return _("Self-assessment less superior: %(gap)s points in the middle") % {"gap": signed(middle)}

    def branch_row(self, branch: Branch) -> dict[str, Any]:
        url = reverse("reports:branch", args=[self.campaign.slug, branch.pk])
        return {
            "unit": branch.unit_name,
            "own": self.show.mark(branch.own),
            "given": self.show.mark(branch.given),
            "compared": branch.compared,
            "is_far": abs(branch.gap) >= self.view.line,
            "url": url,
        }

    def zones(self) -> list[dict[str, Any]]:
        if not self.view.compares:
            return []
        rows = Zone.objects.filter(committee=self.campaign.committee_id).values_list("pk", "name")
        return [{"value": pk, "label": name, "current": pk == self.view.asked.zone} for pk, name in rows]

    def query(self, **changes: Any) -> str:
        kept = {name: value for name, value in (self.view.asked.plain() | changes).items() if value}
        return f"?{urlencode(kept)}"


class GapsExport(GapsDoor):
    """What the filters leave, as a workbook; lists alone."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.view.is_private:
            raise Http404
        headers = {"Content-Disposition": f'attachment; filename="gaps-{self.campaign.slug}.xlsx"'}
        return HttpResponse(workbook(self.view), content_type=XLSX, headers=headers)


def workbook(view: GapView) -> bytes:
    """One branch a row: both sums over what both have marked, and the gap."""
    refuse_more(len(view.chosen))
    headings = [_("Branch"), _("Unit"), _("Criteria compared"), _("Self-assessment"), _("Superior"), _("Gap")]
    rows = (
        [each.name, each.unit_name, each.compared, points(each.own), points(each.given), points(each.gap)]
        for each in view.chosen
    )
    return write_xlsx(headings, rows, _("Self against superior"), widths=[30, 26, 12, 12, 12, 12])


def bars(gaps: Sequence[tuple[str, int]], least: int) -> list[dict[str, Any]]:
    """Names with their gaps, all with the same decimals, and with thousandths of the widest of them."""
    widest = max((abs(gap) for _name, gap in gaps), default=0) or 1
    places = decimals_of((gap for _name, gap in gaps), least)
    return [{"name": name, "gap": signed(gap, places), "share": share_of(gap, widest)} for name, gap in gaps]


def share_of(gap: int, widest: int) -> int:
    """Thousandths of the widest gap, with the sign of this one."""
    share = abs(gap) * 1000 // widest
    return share if gap >= 0 else -share


def own_sentence(gap: int) -> str:
    """Above, below, or the same."""
    if not gap:
        return _("You and the superior come to the same")
    text = _("You put yourself %(points)s points above") if gap > 0 else _("You put yourself %(points)s points below")
    return text % {"points": show_points(abs(gap))}
