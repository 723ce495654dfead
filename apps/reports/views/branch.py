"""The branch page: why this level, and what next."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.models import Assessment
from apps.assessments.rules import may_mark
from apps.assessments.sheet_page import changes_of
from apps.core.doors import seen
from apps.evaluations.models import Result
from apps.evaluations.selectors import expected_place
from apps.rating.points import show_fixed, show_points
from apps.rating.reasons import SectionReason
from apps.rating.ways import Way
from apps.reports.explanations import Explained, condition_line, explained
from apps.reports.league import NO_ZONE
from apps.reports.views.common import CampaignPage

OPTIONS_SHOWN = 3


class BranchPage(CampaignPage):
    """Level, stars, glyph, the shortest way, the sum that adds up, four places, the conditions, the changes."""

    template_name = "reports/branch.html"

    @cached_property
    def assessment(self) -> Assessment:
        rows = Assessment.objects.visible_to(self.request.user).of(self.campaign)
        return seen(rows.select_related("unit", "zone", "node", "round__rulebook_version"), pk=self.kwargs["pk"])

    def page(self) -> dict[str, Any]:
        criterion = self.request.GET.get("criterion", "")
        found = explained(self.run, self.assessment) if self.run else None
        can_mark = may_mark(self.request.user, self.assessment, Party.SUPERIOR)
        context = {
            "branch": {"name": self.assessment.name, "sub": self.sub()},
            "year": self.campaign.year,
            "can_mark": can_mark,
            "mark_url": reverse("assessments:sheet", args=[self.campaign.slug, self.assessment.pk, Party.SUPERIOR]),
            "changes": changes_of(self.assessment, self.show.rules, criterion),
            "criterion": criterion,
            "page_url": self.request.path,
        }
        if may_mark(self.request.user, self.assessment, Party.SELF):
            context["self_url"] = reverse(
                "assessments:sheet", args=[self.campaign.slug, self.assessment.pk, Party.SELF]
            )
        if found is None:
            return context | {"rated": False}
        return context | {"rated": True} | self.derivation(found)

    def sub(self) -> str:
        facts = self.assessment
        parts = [facts.zone.name if facts.zone else "", facts.unit.name, facts.branch_type]
        if facts.members:
            parts.append(_("%(n)s members") % {"n": facts.members})
        return " · ".join(part for part in parts if part)

    def derivation(self, found: Explained) -> dict[str, Any]:
        result, reasons, show = found.result, found.reasons, self.show
        maximum = sum(section.maximum for section in found.rules.sections)
        return {
            "level": show.level(result.level),
            "stars": show.stars(result.sections, result.lit, result.level, self.anchors()),
            "lit_names": _(", ").join(show.star_name(star) for star in found.rules.stars if star.code in reasons.lit),
            "arms": show.arms(result),
            "total": show.points(result.total),
            "maximum": show_points(maximum),
            "sections": [self.section(found, reason) for reason in reasons.sections],
            "sum_line": " + ".join(show_points(reason.total) for reason in reasons.sections),
            "places": self.places(result),
            "conditions": [condition_line(show, condition) for condition in reasons.conditions]
            if reasons.level.rated
            else [],
            "next_level": self.next_level(found),
            "has_vetoes": bool(reasons.vetoes),
            "vetoes": [
                f"{veto.code} {veto.title.get(show.language)}"
                for veto in found.rules.vetoes
                if veto.code in reasons.vetoes
            ],
            **self.way(found),
        }

    def anchors(self) -> dict[str, str]:
        """Each star leads to its section."""
        return {section.code: f"#section-{section.code}" for section in self.show.rules.sections}

    def section(self, found: Explained, reason: SectionReason) -> dict[str, Any]:
        show = self.show
        titles = {criterion.code: criterion.title.get(show.language) for criterion in found.rules.criteria}
        number = next((n for n, star in enumerate(found.rules.stars) if star.section == reason.code), None)
        star = show.stars_of(found.result)[number] if number is not None else None
        return {
            "code": reason.code,
            "star": [star] if star else [],
            "title": star["title"] if star else show.section(reason.code).title.get(show.language),
            "criteria": [
                {
                    "code": code,
                    "title": titles[code],
                    "value": "" if mark is None else show_points(mark),
                    "url": f"?criterion={code}#changes",
                }
                for code, mark in reason.marks
            ],
            "sum": show.points(reason.total),
            "lit": reason.lit,
            "verdict": self.verdict(reason),
        }

    def verdict(self, reason: SectionReason) -> str:
        if reason.line is None:
            return ""
        if reason.lit:
            return _("≥ %(line)s, lit") % {"line": show_points(reason.line)}
        return _("%(gap)s short") % {"gap": show_points(reason.gap)}

    def places(self, result: Result) -> list[dict[str, Any]]:
        """Places in campaign, zone, unit and type, each with what the place above has more."""
        league = reverse("reports:league", args=[self.campaign.slug])
        scopes = [
            (self.campaign.committee.name, "rank", {}, league),
            (
                result.zone.name if result.zone else _("no zone"),
                "rank_zone",
                {"zone": result.zone_id},
                f"{league}?scope=zone&zone={result.zone_id or NO_ZONE}",
            ),
            (result.unit.name, "rank_unit", {"unit": result.unit_id}, f"{league}?scope=unit&unit={result.unit_id}"),
            (
                result.branch_type or _("no type"),
                "rank_type",
                {"branch_type": result.branch_type},
                f"{league}?{urlencode({'scope': 'type', 'type': result.branch_type})}",
            ),
        ]
        return [self.place(result, *scope) for scope in scopes]

    def place(self, result: Result, label: str, field: str, group: dict, url: str) -> dict[str, Any]:
        rows = self.run.results.filter(**group)
        place = getattr(result, field)
        return {
            "label": label,
            "place": place,
            "of": rows.count(),
            "url": url,
            "note": self.place_note(result, rows, field),
        }

    def place_note(self, result: Result, rows: Any, field: str) -> str:
        """How far the place above is: in points where stars are equal, else a star."""
        above = rows.filter(**{f"{field}__lt": getattr(result, field)}).order_by("-position").first()
        if above is None:
            return _("nobody stands above")
        words = {"place": getattr(above, field)}
        if above.stars != result.stars:
            return _("place %(place)s has more stars") % words
        if above.total == result.total:
            return _("place %(place)s leads on a later key") % words
        return _("%(gap)s behind place %(place)s") % (words | {"gap": show_points(above.total - result.total)})

    def next_level(self, found: Explained) -> dict[str, Any] | None:
        """The level above and what it asks."""
        above = found.reasons.next_level
        if above is None:
            return None
        lines = [condition_line(self.show, condition) for condition in found.reasons.next_conditions]
        return {"title": _("What %(level)s asks") % {"level": self.show.level_name(above)}, "conditions": lines}

    def way(self, found: Explained) -> dict[str, Any]:
        """The shortest way to the next star, and what it would bring; a sentence where there is none."""
        ways, show = found.reasons.ways, self.show
        if found.reasons.vetoes:
            return {
                "way": None,
                "way_none": _("A veto stands: no level this year. Stars that are lit are still listed."),
            }
        if not ways:
            return {"way": None, "way_none": _("All stars are lit.")}
        return {"way": self.way_of(found, ways[0], ways[1] if len(ways) > 1 else None, show), "way_none": ""}

    def way_of(self, found: Explained, way: Way, beyond: Way | None, show: Any) -> dict[str, Any]:
        titles = {criterion.code: criterion.title.get(show.language) for criterion in found.rules.criteria}
        number = next(n for n, star in enumerate(found.rules.stars) if star.code == way.star)
        star = found.rules.stars[number]
        place = expected_place(self.run, found.rules, way.keys, found.result.assessment_id)
        risen = found.rules.levels.index(way.level) < found.result.level
        title = _("Light “%(star)s” and become %(level)s") if risen else _("Light “%(star)s”")
        return {
            "title": title % {"star": show.star_name(star), "level": show.level_name(way.level)},
            "star": [show.stars_of(found.result)[number]],
            "gap": show_points(way.gap),
            "sentence": self.way_sentence(way, titles, found.result.rank, place),
            "options": [
                {"code": o.criterion, "title": titles[o.criterion], "now": text(o.now), "needed": show_points(o.needed)}
                for o in way.options[:OPTIONS_SHOWN]
            ],
            "beyond": self.beyond(beyond),
        }

    def way_sentence(self, way: Way, titles: dict[str, str], rank: int, place: int) -> str:
        words = {"gap": show_points(way.gap), "rank": rank, "place": place}
        if len(way.changes) == 1:
            change = way.changes[0]
            words |= {
                "criterion": titles[change.criterion],
                "now": text(change.now),
                "needed": show_points(change.needed),
            }
            return _("Raise “%(criterion)s” from %(now)s to %(needed)s; expected place %(rank)s → %(place)s.") % words
        names = _(", ").join(
            f"{titles[change.criterion]} {text(change.now)} → {show_points(change.needed)}" for change in way.changes
        )
        return _("Several criteria together: %(names)s; expected place %(rank)s → %(place)s.") % (
            words | {"names": names}
        )

    def beyond(self, way: Way | None) -> str:
        if way is None:
            return ""
        star = next(star for star in self.show.rules.stars if star.code == way.star)
        words = {"star": self.show.star_name(star), "gap": show_points(way.gap)}
        return _("The star after that: “%(star)s” lacks %(gap)s.") % words


def text(hundredths: int | None) -> str:
    """A mark, or a dash where there is none."""
    return "–" if hundredths is None else show_fixed(hundredths, 0)
