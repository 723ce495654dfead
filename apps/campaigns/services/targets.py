"""Write the plan of a campaign: what share is to stand where, this year and in three."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.amounts import read_amount
from apps.campaigns.choices import LEVEL_KINDS, TargetKind
from apps.campaigns.models import Campaign, CampaignTarget
from apps.campaigns.services.freezing import require_unsealed
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of

MOST_TARGETS = 12


@dataclass(frozen=True)
class PlannedShare:
    """One line of a plan as it is asked for; amounts as people write them, empty where none is asked."""

    kind: str
    level: str = ""
    stars: int | None = None
    now: str = ""
    later: str = ""

    @property
    def about(self) -> tuple[str, str, int | None]:
        """What it watches."""
        return self.kind, self.level, self.stars


@transaction.atomic
def write_targets(actor: Any, campaign: Campaign, lines: Sequence[PlannedShare]) -> list[CampaignTarget]:
    """The lines given replace all that stand; none at all gives the rulebook's own targets their place back.

    Refuses a sealed campaign, more lines than a page shows, one thing watched twice, words and numbers of stars that
    the rulebook does not have, and lines without an amount.
    """
    if actor is not None:
        authorise(actor, "campaigns.change_campaign", campaign)
    require_unsealed(campaign)
    if len(lines) > MOST_TARGETS:
        raise refusal(_("At most %(n)s targets.") % {"n": MOST_TARGETS})
    if len({line.about for line in lines}) < len(lines):
        raise refusal(_("Two lines watch the same; keep one."))
    checked = [check(campaign, line) for line in lines]
    before = summary(campaign)
    campaign.targets.all().delete()
    rows = [CampaignTarget(campaign=campaign, position=n, **asdict(line)) for n, line in enumerate(checked)]
    CampaignTarget.objects.bulk_create(rows)
    path = campaign.committee.path
    record(actor, "targets.written", campaign, node_path=path, before=before, after=summary(campaign))
    return rows


def check(campaign: Campaign, line: PlannedShare) -> PlannedShare:
    """One line with its amounts as they are kept; refuses what cannot be watched."""
    rules = rulebook_of(campaign.rulebook_version)
    levels = [level.name for level in rules.levels]
    if line.kind not in TargetKind.values:
        raise refusal(_("Say what the target watches."))
    if line.kind in LEVEL_KINDS and line.level not in levels:
        raise refusal(_("The rulebook has no level “%(level)s”.") % {"level": line.level})
    if line.kind == TargetKind.STARS and not (rules.shows_stars and line.stars):
        raise refusal(_("Say how many stars."))
    now, later = (amount_text(text) for text in (line.now, line.later))
    if not now and not later:
        raise refusal(_("Give a figure for this year or for the third."))
    return PlannedShare(
        line.kind,
        line.level if line.kind in LEVEL_KINDS else "",
        line.stars if line.kind == TargetKind.STARS else None,
        now,
        later,
    )


def amount_text(text: str) -> str:
    """An amount as it is kept."""
    if not text.strip():
        return ""
    found = read_amount(text)
    if found is None:
        raise refusal(_("“%(text)s” is no share and no number; write 25%%, 1/3 or 200.") % {"text": text[:20]})
    return str(found)


def refusal(message: str) -> Invalid:
    return Invalid(message, details={"targets": [""]})


def summary(campaign: Campaign) -> dict[str, Any]:
    """What the record keeps of a plan."""
    return {
        "targets": [
            [r.kind, r.level, r.stars, r.now, r.later] for r in CampaignTarget.objects.filter(campaign=campaign)
        ]
    }
