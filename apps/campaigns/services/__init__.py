"""Every change of a campaign and of its year."""

from apps.campaigns.services.campaigns import (
    GATED,
    change_campaign,
    close_campaign,
    create_campaign,
    move,
    open_campaign,
    open_to_branches,
    reopen_campaign,
    seal_campaign,
)
from apps.campaigns.services.days import fill_year, remove_day, set_day, write_days
from apps.campaigns.services.extensions import end_extension, grant_extension
from apps.campaigns.services.freezing import require_unsealed
from apps.campaigns.services.publicity import set_publicity
from apps.campaigns.services.roads import (
    Target,
    YearPlan,
    change_road,
    create_road,
    issue_document,
    remove_document,
)
from apps.campaigns.services.stages import StageDates, require_stage, turn_stage
from apps.campaigns.services.targets import PlannedShare, write_targets

__all__ = [
    "GATED",
    "PlannedShare",
    "StageDates",
    "Target",
    "YearPlan",
    "change_campaign",
    "change_road",
    "close_campaign",
    "create_campaign",
    "create_road",
    "end_extension",
    "fill_year",
    "grant_extension",
    "issue_document",
    "move",
    "open_campaign",
    "open_to_branches",
    "remove_day",
    "remove_document",
    "reopen_campaign",
    "require_stage",
    "require_unsealed",
    "seal_campaign",
    "set_day",
    "set_publicity",
    "turn_stage",
    "write_days",
    "write_targets",
]
