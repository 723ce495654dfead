"""What do corrections of a sealed campaign say of one branch, and of all? Lines for the pages of its results."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assessment
from apps.campaigns.choices import Status
from apps.campaigns.models import Campaign
from apps.evaluations.models import Erratum
from apps.evaluations.sealed_page import change_row, move_row


def told_of_branch(campaign: Campaign, assessment: Assessment) -> list[str]:
    """One line for each correction that changes the branch or moves it: its number, what was corrected, what moved."""
    found = [(each, changes_of(each, assessment.pk)) for each in published(campaign)]
    words = [(each.number, _("; ").join(lines)) for each, lines in found if lines]
    return [_("Correction %(number)s: %(told)s") % {"number": number, "told": told} for number, told in words]


def told_of_all(campaign: Campaign) -> str:
    """That corrections stand beside the sealed places; nothing where none does."""
    n = len(published(campaign))
    told = ngettext(
        "%(n)s correction was published after sealing. The places here are those that were sealed.",
        "%(n)s corrections were published after sealing. The places here are those that were sealed.",
        n,
    )
    return told % {"n": n} if n else ""


def published(campaign: Campaign) -> list[Erratum]:
    """Corrections that two people made part of the record; only a sealed campaign has any."""
    if campaign.status != Status.SEALED:
        return []
    return list(Erratum.objects.filter(seal__campaign=campaign, confirmed_at__isnull=False).order_by("number"))


def changes_of(erratum: Erratum, branch: int) -> list[str]:
    """Each change of the branch, then where it moved."""
    changed = [change_row(change) for change in erratum.changes if change["branch"] == branch]
    moved = [move_row(move) for move in erratum.moved if move["branch"] == branch]
    return [change_line(row) for row in changed] + [f"{row['before']} → {row['after']}" for row in moved]


def change_line(row: dict[str, Any]) -> str:
    return f"{row['what']} {row['before']} → {row['after']}"
