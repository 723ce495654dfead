"""One search over branches, units, criteria and selections: by name, pinyin or initials."""

from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import get_language

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.core.doors import SignedInPage
from apps.criteria.selectors import rulebook_of
from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.models import Candidate, Programme
from apps.organisations.choices import Kind
from apps.organisations.models import Node
from apps.reports.chrome import chosen

MOST = 20
# Named one by one, so that an index leads past the branches; a planner would look for them in the official order.
ABOVE = [kind for kind in Kind.values if kind != Kind.BRANCH]
OFFICIAL = Concat("order_path", Value(""))


class Search(SignedInPage):
    """What the person may see whose name, pinyin or initials hold the words."""

    template_name = "reports/search.html"

    def page(self) -> dict[str, Any]:
        q = self.request.GET.get("q", "").strip()
        if not q:
            return {"q": ""}
        campaigns = list(
            Campaign.objects.visible_to(self.request.user)
            .ratings()
            .newest_first()
            .select_related("rulebook_version")[:20]
        )
        campaign = chosen(self.request, campaigns)
        return {
            "q": q,
            "branches": self.branches(q, campaign),
            "units": self.units(q),
            "criteria": self.criteria(q, campaign),
            "selections": self.programmes(q) + self.candidates(q),
        }

    def programmes(self, q: str) -> list[dict[str, str]]:
        rows = Programme.objects.visible_to(self.request.user).filter(name__icontains=q)
        return [
            {"name": p.name, "sub": p.get_kind_display(), "url": reverse("demonstrations:board", args=[p.slug])}
            for p in rows[:MOST]
        ]

    def candidates(self, q: str) -> list[dict[str, str]]:
        """Candidates by organisation, project or brand."""
        words = Q(name__icontains=q) | Q(title__icontains=q) | Q(brand__icontains=q)
        rows = Candidate.objects.visible_to(self.request.user).filter(words).select_related("batch__programme")
        return [
            {
                "name": str(c),
                "sub": f"{c.batch.programme.name} · {batch_words(c.batch.number)}",
                "url": reverse("candidates:candidate", args=[c.batch.programme.slug, c.pk]),
            }
            for c in rows.order_by("-batch", "order_path", "pk")[:MOST]
        ]

    def branches(self, q: str, campaign: Campaign | None) -> list[dict[str, str]]:
        """Branches of the campaign in hand; without one, of the tree."""
        if campaign is None:
            nodes = Node.objects.visible_to(self.request.user).standing().branches().filter(search_key__holds=q.lower())
            return [
                {"name": n.name, "sub": "", "url": reverse("organisations:node", args=[n.pk])}
                for n in nodes.in_order()[:MOST]
            ]
        rows = Assessment.objects.visible_to(self.request.user).of(campaign).filter(node__search_key__holds=q.lower())
        return [
            {"name": a.name, "sub": a.unit.name, "url": reverse("reports:branch", args=[campaign.slug, a.pk])}
            for a in rows.select_related("unit").in_order()[:MOST]
        ]

    def units(self, q: str) -> list[dict[str, str]]:
        nodes = (
            Node.objects.visible_to(self.request.user)
            .standing()
            .filter(kind__in=ABOVE)
            .filter(search_key__holds=q.lower())
        )
        return [
            {"name": n.name, "sub": n.zone.name if n.zone else "", "url": reverse("organisations:node", args=[n.pk])}
            for n in nodes.select_related("zone").order_by(OFFICIAL)[:MOST]
        ]

    def criteria(self, q: str, campaign: Campaign | None) -> list[dict[str, str]]:
        if campaign is None:
            return []
        language, url = get_language() or "zh-hans", reverse("criteria:detail", args=[campaign.rulebook_version_id])
        return [
            {
                "name": f"{c.code} {c.title.get(language)}",
                "sub": c.guide.get(language) if c.guide else "",
                "url": f"{url}#{c.code}",
            }
            for c in rulebook_of(campaign.rulebook_version).criteria
            if q.lower() in f"{c.code} {c.title.zh} {c.title.en}".lower()
        ]
