"""Who is named, on which results, in which words?"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.choices import StageKind
from apps.campaigns.models import Campaign
from apps.core.errors import Refused
from apps.criteria.selectors import rulebook_of
from apps.evaluations.choices import NoticeStatus
from apps.evaluations.models import Naming, Notice, Result, Run
from apps.evaluations.noticing import decided, needs_decision, standing_notice
from apps.evaluations.quoted import quoted
from apps.evaluations.selectors import latest_numbered_run


def basis_of(campaign: Campaign) -> tuple[Run, Notice | None]:
    """The run whose results are named, and the notice that showed them.

    Refuses (409) before the notice is over and every objection answered, before the meeting has decided, and without a
    numbered run.
    """
    if campaign.stages.filter(kind=StageKind.NOTICE).exists():
        notice = standing_notice(campaign)
        if notice is None or notice.status != NoticeStatus.ENDED:
            raise Refused(_("Branches are named once the public notice is over."), code="notice-running")
        if campaign.objections.unfinished().exists():
            raise Refused(_("Answer every objection first."), code="objections-open")
        return notice.run, notice
    if needs_decision(campaign):
        decision = decided(campaign)
        if decision is None:
            raise Refused(_("The meeting has not decided yet."), code="not-decided")
        return decision.final_run, None
    run = latest_numbered_run(campaign)
    if run is None:
        raise Refused(_("There is no numbered run yet."), code="no-run")
    return run, None


def named_results(naming: Naming) -> "QuerySet[Result]":
    """Results of the named levels: best level first, then the official order."""
    words = [level.name for level in rulebook_of(naming.run.rulebook_version).outcomes]
    positions = [position for position, word in enumerate(words) if word in naming.levels]
    return naming.run.results.filter(level__in=positions, rank__isnull=False).order_by(
        "level", "assessment__order_path"
    )


def counts_of(naming: Naming) -> dict[str, int]:
    """How many branches each named level has, best first."""
    words = [level.name for level in rulebook_of(naming.run.rulebook_version).outcomes]
    found = dict.fromkeys(naming.levels, 0)
    for level in named_results(naming).values_list("level", flat=True):
        found[words[level]] += 1
    return found


def first_title(campaign: Campaign) -> str:
    """The title that stands ready."""
    return (_("Decision on naming branches of the campaign “%(campaign)s”") % {"campaign": quoted(campaign.name)})[:120]


def first_shape(naming: Naming) -> dict[str, Any]:
    """The words that stand ready: who issues it, to whom, what it says."""
    campaign = naming.campaign
    issuer = campaign.committee.name
    return {
        "issuer": issuer,
        "recipients": _("All units concerned"),
        "text": first_text(naming),
        "signatory": issuer,
    }


def first_text(naming: Naming) -> str:
    """The decision in two paragraphs, with its counts."""
    title = rulebook_of(naming.run.rulebook_version).title.zh
    said = [
        ngettext("%(n)s branch is named %(level)s", "%(n)s branches are named %(level)s", n) % {"n": n, "level": level}
        for level, n in counts_of(naming).items()
    ]
    first = _(
        "By “%(rules)s”, after self-assessment, superior assessment, combined decision and public notice: %(said)s."
    )
    last = _("May the named branches keep what they have reached, and the others learn from them.")
    return first % {"rules": title, "said": _(", ").join(said)} + "\n" + last
