"""How many marks does a sheet hold, asked of the database?"""

from django.db.models import Exists, OuterRef, Q

from apps.assessments.choices import Party
from apps.assessments.lines import main_sheet, needed_of
from apps.assessments.models import Sheet
from apps.assessments.wholeness import KeyCount, whole_sheets
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of

__all__ = ["KeyCount", "counted_sheet", "counted_sheets", "is_whole", "lines_asked", "unmarked"]


def lines_asked(campaign: Campaign, branch_type: str) -> int:
    """How many lines a branch of a type must fill in its self-assessment."""
    return len(needed_of(rulebook_of(campaign.rulebook_version), branch_type, Party.SELF))


def counted_sheet(campaign: Campaign) -> str:
    """Whose sheet the scorers of a campaign fill first."""
    return main_sheet(rulebook_of(campaign.rulebook_version))


def counted_sheets(campaigns: list[Campaign]) -> Q:
    """Those sheets of each campaign; a Q for `Sheet`."""
    match = Q(pk__in=[])
    for campaign in campaigns:
        match |= Q(assessment__campaign=campaign, party=counted_sheet(campaign))
    return match


def is_whole(campaigns: list[Campaign]) -> Q:
    """Sheets, annotated with `marked`, that hold a mark for every line that their campaign asks."""
    match = Q(pk__in=[])
    for campaign in campaigns:
        rules = rulebook_of(campaign.rulebook_version)
        match |= Q(assessment__campaign=campaign) & whole_sheets(rules, "assessment__")
    return match


def unmarked(campaigns: list[Campaign]) -> Q:
    """Assessments of these campaigns that lack a mark of those who score; a Q for `Assessment`."""
    match = Q(pk__in=[])
    for campaign in campaigns:
        rules = rulebook_of(campaign.rulebook_version)
        sheets = Sheet.objects.filter(assessment=OuterRef("pk"), party=main_sheet(rules))
        whole = sheets.annotate(marked=KeyCount("marks")).filter(whole_sheets(rules, "assessment__"))
        match |= Q(campaign=campaign) & ~Q(Exists(whole))
    return match
