"""Rulebooks to read: the list, and one version as sections, criteria, stars, levels and as its text."""

from functools import cached_property
from typing import Any

from django.utils.translation import get_language, gettext_lazy

from apps.core.doors import SignedInPage, seen
from apps.criteria.asking import level_asks
from apps.criteria.editing.checks import findings_of
from apps.criteria.editing.documents import book_of
from apps.criteria.editing.speaking import passages_of
from apps.criteria.models import Draft, RulebookVersion
from apps.criteria.selectors import rulebook_of
from apps.criteria.uses import used_by
from apps.organisations.choices import Power
from apps.organisations.models import reach_of
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion, Rulebook

# How a criterion is marked that is chosen, not typed.
CHOSEN = {
    "pass": gettext_lazy("Pass or fail"),
    "choice": gettext_lazy("Choice"),
    "yes-or-no": gettext_lazy("yes or no"),
}
# The rules that stand as sentences beside what is marked.
TOLD = ("parties", "ballot", "grants", "ladder", "order", "quotas", "grades", "programmes", "honours", "targets")


def worth_of(criterion: Criterion) -> str:
    """What a criterion is worth, or how it is marked where that is no number of points."""
    return str(CHOSEN[criterion.kind]) if criterion.kind in CHOSEN else show_points(criterion.maximum)


class RulebookList(SignedInPage):
    """Published versions, the newest of each rulebook first, and the drafts that one may write."""

    template_name = "criteria/list.html"

    def page(self) -> dict[str, Any]:
        person = self.request.user
        versions = list(RulebookVersion.objects.visible_to(person).select_related("rulebook"))
        uses = used_by(person, [version.pk for version in versions])
        return {
            "rows": [self.row(version) | {"uses": uses.get(version.pk, [])} for version in versions],
            "drafts": self.drafts(),
            "can_write": reach_of(person).has(Power.CAMPAIGN),
        }

    def drafts(self) -> list[dict[str, Any]]:
        """The drafts of one's committees, with what they still lack."""
        rows = Draft.objects.visible_to(self.request.user).select_related("committee", "based_on__rulebook")
        language = get_language() or ""
        return [
            {"draft": draft, "title": draft.title(language), "left": len(findings_of(draft).faults)} for draft in rows
        ]

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
        lines = {star.section: star for star in rules.stars if star.line is not None}
        criteria = {criterion.code: criterion for criterion in rules.criteria}
        return {
            "version": self.version,
            "can_write": reach_of(self.request.user).has(Power.CAMPAIGN),
            "title": rules.title.get(language),
            "step": show_points(rules.step),
            "total": show_points(rules.full_marks()),
            "sections": [
                {
                    "code": section.code,
                    "title": section.title.get(language),
                    "maximum": show_points(section.maximum) if section.maximum else "",
                    "star": lines[section.code].title.get(language) if section.code in lines else "",
                    "line": show_points(lines[section.code].line) if section.code in lines else "",
                    "required": section.code in lines and lines[section.code].required,
                    "criteria": [
                        {
                            "code": code,
                            "title": criteria[code].title.get(language),
                            "maximum": worth_of(criteria[code]),
                            "reason": self.version.reasons.get(code, ""),
                            "guide": criteria[code].guide.get(language) if criteria[code].guide else "",
                        }
                        for code in section.criteria
                    ],
                }
                for section in rules.sections
            ],
            "levels": [
                {"name": level.title.get(language), "asks": level_asks(rules, level, language)}
                for level in rules.levels
            ],
            "vetoes": [{"code": veto.code, "title": veto.title.get(language)} for veto in rules.vetoes],
            "passages": [passage for passage in passages_of(book_of(self.version.text)) if passage.place in TOLD],
            "text": self.version.text,
            "digest": [self.version.digest[i : i + 4] for i in range(0, 64, 4)],
        }
