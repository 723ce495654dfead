"""Two versions side by side: what was added, removed and changed, in words and as lines."""

from functools import cached_property
from typing import Any

from apps.core.asked import whole
from apps.core.doors import SignedInPage, seen
from apps.criteria.editing.comparing import compare_texts, diff_lines
from apps.criteria.models import RulebookVersion
from apps.criteria.views.doors import OwnDraft, OwnVersion


class Comparison(SignedInPage):
    """A text against an older version, which the address may name."""

    template_name = "criteria/compare.html"

    def older(self, usual: RulebookVersion | None) -> RulebookVersion | None:
        """The version asked for, else the usual one."""
        asked = whole(self.request.GET.get("with"))
        if asked is None:
            return usual
        rows = RulebookVersion.objects.visible_to(self.request.user).select_related("rulebook")
        return seen(rows, pk=asked)

    def compared(self, old: RulebookVersion | None, new: str) -> dict[str, Any]:
        """Both ways to look at the difference."""
        versions = RulebookVersion.objects.visible_to(self.request.user).select_related("rulebook")
        before = old.text if old else ""
        return {
            "old": old,
            "versions": versions,
            "things": compare_texts(before, new) if old else [],
            "lines": diff_lines(before, new) if old else [],
        }


class VersionCompare(OwnVersion, Comparison):
    """A published version against the one it was based on, or any other."""

    @cached_property
    def usual(self) -> RulebookVersion | None:
        """The base, else the version before, else the newest other one."""
        others = RulebookVersion.objects.published().exclude(pk=self.version.pk).select_related("rulebook")
        earlier = others.filter(rulebook=self.version.rulebook, number__lt=self.version.number).order_by("-number")
        return self.version.based_on or earlier.first() or others.order_by("-published_at", "-pk").first()

    def page(self) -> dict[str, Any]:
        old = self.older(self.usual)
        return self.compared(old, self.version.text) | {"version": self.version, "reasons": self.version.reasons}


class DraftCompare(OwnDraft, Comparison):
    """A draft against the version it is based on, or any other."""

    def page(self) -> dict[str, Any]:
        newest = RulebookVersion.objects.published().select_related("rulebook").order_by("-published_at", "-pk")
        old = self.older(self.draft.based_on or newest.first())
        return self.compared(old, self.draft.text) | {"draft": self.draft, "reasons": self.draft.reasons}
