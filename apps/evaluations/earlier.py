"""Which vetoes of earlier years still count? Where the rules look back."""

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.rating.rulebook import Rulebook


def earlier_vetoes(campaign: Campaign, rules: Rulebook) -> dict[int, list[str]]:
    """By branch, the vetoes of earlier years within the rules' reach, as "V1@2" for two years ago."""
    reach = {veto.code: veto.look_back or 0 for veto in rules.vetoes}
    furthest = max(reach.values(), default=0)
    if not furthest:
        return {}
    rows = Assessment.objects.filter(
        campaign__committee=campaign.committee_id,
        campaign__year__gte=campaign.year - furthest,
        campaign__year__lt=campaign.year,
    ).exclude(vetoes=[])
    found: dict[int, list[str]] = {}
    for node, year, codes in rows.values_list("node_id", "campaign__year", "vetoes"):
        years = campaign.year - year
        found.setdefault(node, []).extend(f"{code}@{years}" for code in codes if reach.get(code, 0) >= years)
    return found
