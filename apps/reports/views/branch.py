"""The branch page: why this level, and what next."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.duties import blind_duty
from apps.assessments.hiding import Names
from apps.assessments.models import Assessment, Stop
from apps.assessments.replying import replies_page
from apps.assessments.rules import may_mark
from apps.assessments.self_state import self_state
from apps.assessments.sheet_page import changes_of, lines_by_code
from apps.assessments.visiting import seen_on_site, stops_of
from apps.ballots.branch_cell import ballot_cell
from apps.core.doors import seen
from apps.evaluations.errata_told import told_of_branch
from apps.evaluations.models import Result
from apps.evaluations.scorers.beside import lean_of_branch
from apps.evaluations.scorers.studies import bands_of
from apps.evaluations.scorers.told import level_words, places_words
from apps.organisations.choices import Role
from apps.organisations.models import Appointment
from apps.reports.branch_beside import compare_url, honours_beside, places_of, proof_beside
from apps.reports.branch_rows import BranchRows
from apps.reports.explanations import Explained, explained
from apps.reports.history import years_of
from apps.reports.movement import result_in, run_before
from apps.reports.one_mark import one_mark, shown_self_marks
from apps.reports.part_links import PartLinks, act, reports_act
from apps.reports.places import four_places
from apps.reports.present import signed
from apps.reports.views.common import CampaignPage
from apps.reports.way import WayPanel


class BranchPage(CampaignPage):
    """Level, stars, glyph, the shortest way, the sum that adds up, four places, the conditions, the years."""

    template_name = "reports/branch.html"

    @cached_property
    def assessment(self) -> Assessment:
        rows = Assessment.objects.visible_to(self.request.user).of(self.campaign)
        found = seen(rows.select_related("unit", "zone", "node", "round__rulebook_version"), pk=self.kwargs["pk"])
        found.campaign = self.campaign
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who marks the branch blindly a second time is led to that sheet."""
        duty = blind_duty(request.user, self.assessment) if request.user.is_authenticated else None
        if duty is None:
            return super().get(request, *args, **kwargs)
        messages.info(request, _("You mark this branch without knowing what others gave; finish it first."))
        return redirect("assessments:sheet", slug=self.campaign.slug, pk=self.assessment.pk, party=duty.party)

    @cached_property
    def is_own(self) -> bool:
        return may_mark(self.request.user, self.assessment, Party.SELF)

    @cached_property
    def self_marks(self) -> dict[str, int]:
        return shown_self_marks(self.assessment, self.is_own)

    @cached_property
    def stops(self) -> list[Stop]:
        """Where teams were in this branch."""
        return list(stops_of(self.assessment))

    def page(self) -> dict[str, Any]:
        found = explained(self.run, self.assessment) if self.run else None
        context = {
            "branch": {"name": self.assessment.name, "sub": self.sub(), "places": self.places},
            "year": self.campaign.year,
            "can_mark": may_mark(self.request.user, self.assessment, Party.SUPERIOR),
            "mark_url": reverse("assessments:sheet", args=[self.campaign.slug, self.assessment.pk, Party.SUPERIOR]),
            "page_url": self.request.path,
            "errata": told_of_branch(self.campaign, self.assessment),
        }
        context["ballot"] = ballot_cell(self.campaign, self.assessment)
        context |= replies_page(self.request.user, self.assessment) | {"stops": self.stops}
        if self.is_own:
            context["self_url"] = reverse("assessments:self", args=[self.campaign.slug, self.assessment.pk])
            context["self_state"] = self_state(self.request.user, self.assessment)
        context |= {"rated": found is not None} | (self.derivation(found) if found else {})
        return context | {"acts": self.acts(context)}

    def acts(self, context: dict[str, Any]) -> list[dict[str, str]]:
        """What one may do from here."""
        links = PartLinks(self.request.user, self.campaign)
        return [
            *act(_("Years"), "#years" if len(context.get("years", ())) > 1 else "", "history"),
            *act(_("Comparison"), context.get("compare_url", ""), "switch-horizontal"),
            *reports_act(links, self.assessment),
            *act(_("Self-assessment"), context.get("self_url", ""), "pencil"),
            *act(_("Mark"), context["mark_url"] if context["can_mark"] else "", "pencil-check"),
        ]

    def sub(self) -> str:
        facts = self.assessment
        parts = [facts.branch_type]
        if facts.members:
            parts.append(_("%(n)s members") % {"n": facts.members})
        return " · ".join(part for part in [*parts, self.secretary()] if part)

    @property
    def places(self) -> list[dict[str, str]]:
        """The pages of its zone and unit."""
        return places_of(self.request.user, self.assessment)

    def secretary(self) -> str:
        """Who answers for the branch today, and for how long; nothing where nobody is appointed."""
        today = timezone.localdate()
        held = Appointment.objects.on(today).filter(node=self.assessment.node_id, role=Role.SECRETARY)
        office = held.select_related("person").order_by(Coalesce("until", today).desc()).first()
        if office is None:
            return ""
        if office.until is None:
            return _("secretary %(name)s") % {"name": office.person.name}
        words = {"name": office.person.name, "month": date_format(office.until, _("F Y"))}
        return _("secretary %(name)s, term until %(month)s") % words

    @property
    def names(self) -> Names:
        """Who marked, as far as the reader may know."""
        return Names(self.request.user, self.campaign)

    def derivation(self, found: Explained) -> dict[str, Any]:
        result, show = found.result, self.show
        code = self.request.GET.get("criterion", "")
        mark = one_mark(show, self.run, self.assessment, found, code, self.self_marks, self.names)
        way = WayPanel(self.request.user, self.campaign, self.run, found, show, self.assessment.node_id)
        return {
            "level": show.level(result.level),
            "stars": show.stars(result.sections, result.lit, result.level, self.anchors()),
            "gated": show.gated_stars(result, found.marks),
            "lit_names": self.lit_names(found),
            "arms": show.arms(result),
            "total": show.points(result.total),
            "maximum": show.maximum,
            "moved": self.moved(result),
            "self_gap": self.self_gap(result),
            "band": self.band(),
            "lean": self.lean(),
            "places": four_places(self.campaign, self.run, result),
            "mark": mark,
            "on_site": seen_on_site(self.stops, lines_by_code(found.rules)).get(code) if mark else None,
            "changes": [] if mark else changes_of(self.assessment, found.rules, self.names),
            "years": years_of(self.request.user, self.assessment),
            "proof": proof_beside(self.assessment, found.rules) if self.self_marks else None,
            "honours": honours_beside(self.request.user, self.assessment),
            "compare_url": compare_url(self.request.user, self.run, result),
            **BranchRows(show, found, self.self_marks).context(),
            **way.context(),
        }

    def lit_names(self, found: Explained) -> str:
        lit = [star.section for star in found.rules.stars if star.code in found.reasons.lit]
        return _(", ").join(self.show.section(code).title.get(self.show.language) for code in lit)

    def moved(self, result: Result) -> dict[str, Any] | None:
        """The place against last year's, or the numbered run before; nothing where the branch was in neither."""
        before = run_before(self.run)
        earlier = result_in(before, self.assessment) if before else None
        if earlier is None or earlier.rank is None or result.rank is None:
            return None
        against = _("against %(year)s") % {"year": before.campaign.year}
        if before.campaign_id == self.campaign.pk:
            against = _("against evaluation %(number)s") % {"number": before.number}
        return {"by": earlier.rank - result.rank, "before": earlier.rank, "now": result.rank, "against": against}

    def band(self) -> str:
        """Between which places another scorer would move it; empty where nobody asked."""
        table = bands_of(self.run)
        band = table.of(self.assessment.pk) if table else None
        return " · ".join(filter(None, [places_words(band), level_words(band)]))

    def lean(self) -> str:
        """How lenient its scorer is, for who conducts the campaign alone."""
        if not self.request.user.has_perm("assessments.assign", self.campaign):
            return ""
        return lean_of_branch(self.run, self.assessment.pk)

    def self_gap(self, result: Result) -> dict[str, str] | None:
        """The branch's own total beside the one that counts, once every criterion has a self-mark."""
        rules = self.show.rules
        plain = all(criterion.kind == "points" for criterion in rules.criteria) and not rules.mix.shares
        if len(self.self_marks) < len(rules.criteria) or not plain:
            return None
        total = sum(self.self_marks.values())
        return {"total": self.show.mark(total), "gap": signed(result.total // 10 ** (rules.decimals - 2) - total)}

    def anchors(self) -> dict[str, str]:
        """Each star leads to its section."""
        return {section.code: f"#section-{section.code}" for section in self.show.rules.sections}
