"""Rulebooks to read: the list, and one version as sections, criteria, stars, levels and as its text."""

from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.core.doors import SignedInPage, seen
from apps.criteria.models import RulebookVersion
from apps.criteria.selectors import rulebook_of
from apps.rating.points import show_points
from apps.rating.rulebook import Level, Rulebook


class RulebookList(SignedInPage):
    """Published versions, the newest of each rulebook first."""

    template_name = "criteria/list.html"

    def page(self) -> dict[str, Any]:
        versions = RulebookVersion.objects.visible_to(self.request.user).select_related("rulebook")
        return {"rows": [self.row(version) for version in versions]}

    def row(self, version: RulebookVersion) -> dict[str, Any]:
        rules = rulebook_of(version)
        return {
            "version": version,
            "title": rules.title.get(get_language() or ""),
            "sections": len(rules.sections),
            "criteria": len(rules.criteria),
            "digest_short": f"{version.digest[:4]}…{version.digest[-4:]}",
        }


class RulebookDetail(SignedInPage):
    """One version, read aloud."""

    template_name = "criteria/detail.html"

    @cached_property
    def version(self) -> RulebookVersion:
        rows = RulebookVersion.objects.visible_to(self.request.user).select_related("rulebook")
        return seen(rows, pk=self.kwargs["pk"])

    @cached_property
    def rules(self) -> Rulebook:
        return rulebook_of(self.version)

    def page(self) -> dict[str, Any]:
        language, rules = get_language() or "", self.rules
        lines = {star.section: star for star in rules.stars}
        criteria = {criterion.code: criterion for criterion in rules.criteria}
        return {
            "version": self.version,
            "title": rules.title.get(language),
            "step": show_points(rules.step),
            "total": show_points(sum(section.maximum for section in rules.sections)),
            "sections": [
                {
                    "code": section.code,
                    "title": section.title.get(language),
                    "maximum": show_points(section.maximum),
                    "star": lines[section.code].title.get(language) if section.code in lines else "",
                    "line": show_points(lines[section.code].line) if section.code in lines else "",
                    "required": section.code in lines and lines[section.code].required,
                    "criteria": [
                        {
                            "code": code,
                            "title": criteria[code].title.get(language),
                            "maximum": show_points(criteria[code].maximum),
                            "guide": criteria[code].guide.get(language) if criteria[code].guide else "",
                        }
                        for code in section.criteria
                    ],
                }
                for section in rules.sections
            ],
            "levels": [
                {"name": level.title.get(language), "asks": self.asks(level, language)} for level in rules.levels
            ],
            "vetoes": [{"code": veto.code, "title": veto.title.get(language)} for veto in rules.vetoes],
            "text": self.version.text,
            "digest": [self.version.digest[i : i + 4] for i in range(0, 64, 4)],
        }

    def asks(self, level: Level, language: str) -> str:
        """A level's conditions as one sentence."""
        names = {star.code: star.title.get(language) for star in self.rules.stars}
        parts = []
        for condition in level.conditions:
            if condition.kind == "lit":
                parts.append(_("at least %(n)s stars lit") % {"n": condition.needed})
            else:
                parts.append(
                    _("among them %(stars)s") % {"stars": _(", ").join(names[code] for code in condition.codes)}
                )
        return _(", ").join(parts) or _("all others, and every branch with a veto")
