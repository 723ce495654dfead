"""What stands beside a branch's result? Its proof by criterion, its titles and honours, and with whom it compares."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from apps.assessments.models import Assessment
from apps.demonstrations.choices import TitleStatus
from apps.demonstrations.models import Title
from apps.evaluations.models import Result, Run
from apps.evaluations.selectors import results_for, sees_all
from apps.evidence.choices import UseKind
from apps.evidence.models import Use
from apps.ledgers.models import Entry
from apps.rating.rulebook import Rulebook
from apps.reports.part_links import PartLinks

MOST_HONOURS = 12


def proof_beside(assessment: Assessment, rules: Rulebook) -> dict[str, Any] | None:
    """How many pieces of proof there are, the newest one's moment, and how many stand by each criterion; one query.

    None without any. Ask only for who may read the branch's own words.
    """
    uses = Use.objects.of(UseKind.ASSESSMENT, assessment.pk).standing()
    rows = list(uses.order_by().values_list("evidence", "part", "at"))
    if not rows:
        return None
    held = Counter(part for _evidence, part, _at in rows)
    parts = [
        {"code": criterion.code, "n": held[criterion.code], "url": f"?criterion={criterion.code}#mark"}
        for criterion in rules.criteria
        if held[criterion.code]
    ]
    return {"n": len({evidence for evidence, *_rest in rows}), "newest": max(at for *_rest, at in rows), "parts": parts}


def honours_beside(person: Any, assessment: Assessment) -> list[dict[str, Any]]:
    """Titles that hold, then honours, the newest first, as far as the person sees them; two queries."""
    node, today = assessment.node, timezone.localdate()
    titles = Title.objects.visible_to(person).filter(candidate__node=node).exclude(status=TitleStatus.WITHDRAWN)
    held = titles.filter(Q(until=None) | Q(until__gte=today)).order_by("-named_on")[:MOST_HONOURS]
    entries = Entry.objects.visible_to(person).standing().of("honours").at_or_below(node).order_by("-year", "-pk")
    found = [
        {"name": title.word, "year": title.named_on.year, "url": reverse("plaques:page", args=[title.key])}
        for title in held
    ]
    found += [
        {"name": entry.name, "year": entry.year, "url": reverse("ledgers:entry", args=[entry.ledger, entry.pk])}
        for entry in entries[:MOST_HONOURS]
    ]
    return found


def compare_url(person: Any, run: Run, result: Result) -> str:
    """The comparison with the branch's neighbours; empty where the person sees nobody beside it."""
    campaign = run.campaign
    alone = run.branches < 2
    if not sees_all(person, campaign):
        alone = not results_for(person, campaign, run).exclude(pk=result.pk).exists()
    if alone:
        return ""
    return f"{reverse('reports:compare', args=[campaign.slug])}?{urlencode({'branch': result.assessment_id})}"


def places_of(person: Any, assessment: Assessment) -> list[dict[str, str]]:
    """The zone and the unit, each leading to its page where the person may see all of it."""
    links, zone, unit = PartLinks(person, assessment.campaign), assessment.zone, assessment.unit
    found = [{"name": zone.name, "url": links.zone(zone)}] if zone else []
    return [*found, {"name": unit.name, "url": links.unit(unit)}]
