"""Naming branches: draft the document, propose it, and a second person names; then nothing of it changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.campaigns.choices import Act, StageKind, Status
from apps.campaigns.gates import refuse_while_left
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_stage, require_unsealed
from apps.core.errors import Invalid, Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evaluations.choices import NamingStatus
from apps.evaluations.documents import blanks_of, require_number_and_date, tidied
from apps.evaluations.models import Award, Naming, Notice, Result, Run
from apps.evaluations.naming import basis_of, first_shape, first_text, first_title, named_results
from apps.jobs.services import announce

KEY = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class NamingWords:
    """What people decide about the document. `shape` holds issuer, recipients, text, signatory."""

    title: str
    number: str
    dated_on: date | None
    levels: Sequence[str]
    shape: dict[str, str]


@transaction.atomic
def draft_naming(actor: Any, campaign: Campaign) -> Naming:
    """A draft on the results that stand: those of the notice that is over, else what was decided, else the last run.

    A draft that stands on former results is brought up to them, and keeps its words. Refuses (409): no stage of naming
    is open; the notice is still running or objections are unanswered; no run.
    """
    authorise(actor, "evaluations.name_branches", campaign)
    require_naming(campaign)
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    standing = campaign.namings.exclude(status=NamingStatus.NAMED).first()
    if standing and standing.status == NamingStatus.PROPOSED:
        return standing
    run, notice = basis_of(campaign)
    if standing:
        return standing if standing.run_id == run.pk else brought_up(actor, standing, run, notice)
    rules = rulebook_of(run.rulebook_version)
    levels = [level.name for level in rules.levels if level.rated and level.stars] or [rules.levels[0].name]
    naming = Naming(campaign=campaign, run=run, notice=notice, levels=levels, title=first_title(campaign))
    naming.shape = first_shape(naming)
    naming.by, naming.by_name = actor.pk, actor.name
    naming.save()
    record(actor, "naming.drafted", naming, node_path=campaign.committee.path, after={"run": run.number})
    return naming


def brought_up(actor: Any, naming: Naming, run: Run, notice: Notice | None) -> Naming:
    """The draft on other results; the text follows their counts where nobody has worded it."""
    naming = locked(naming, NamingStatus.DRAFT)
    is_worded = naming.shape["text"] != first_text(naming)
    before, naming.run, naming.notice = {"run": naming.run.number}, run, notice
    if not is_worded:
        naming.shape = naming.shape | {"text": first_text(naming)}
    naming.save()
    path, after = naming.campaign.committee.path, {"run": run.number}
    record(actor, "naming.drafted", naming, node_path=path, before=before, after=after)
    return naming


@transaction.atomic
def change_naming(actor: Any, naming: Naming, words: NamingWords) -> Naming:
    """New words for a draft. Refuses levels that the rulebook does not have, and blank fields by name."""
    authorise(actor, "evaluations.name_branches", naming.campaign)
    naming = locked(naming, NamingStatus.DRAFT)
    known = [level.name for level in rulebook_of(naming.run.rulebook_version).levels]
    faults = blanks_of(words.title, words.shape)
    if not words.levels or set(words.levels) - set(known):
        faults["levels"] = [_("Choose at least one level to name.")]
    if faults:
        raise Invalid(_("Some fields still need something."), details=faults)
    naming.title, naming.number, naming.dated_on = words.title.strip(), words.number.strip(), words.dated_on
    naming.levels = [level for level in known if level in words.levels]
    naming.shape = tidied(words.shape)
    naming.save()
    after = {"title": naming.title, "number": naming.number, "levels": naming.levels}
    record(actor, "naming.changed", naming, node_path=naming.campaign.committee.path, after=after)
    return naming


@transaction.atomic
def propose_naming(actor: Any, naming: Naming) -> Naming:
    """Give the draft to a second person; refuses while number or date are missing, or nobody would be named."""
    authorise(actor, "evaluations.name_branches", naming.campaign)
    require_naming(naming.campaign)
    refuse_while_left("name", naming.campaign)
    naming = locked(naming, NamingStatus.DRAFT)
    require_number_and_date(naming.number, naming.dated_on)
    if not named_results(naming).exists():
        raise Refused(_("No branch holds any of these levels."), code="nobody")
    naming.status, naming.proposed_at = NamingStatus.PROPOSED, timezone.now()
    naming.by, naming.by_name = actor.pk, actor.name
    naming.save()
    record(actor, "naming.proposed", naming, node_path=naming.campaign.committee.path)
    return naming


@transaction.atomic
def return_naming(actor: Any, naming: Naming, reason: str = "") -> Naming:
    """Back to a draft: taken back by who proposed it, or sent back by the second person with a reason."""
    campaign = naming.campaign
    naming = locked(naming, NamingStatus.PROPOSED)
    if actor.pk == naming.by:
        authorise(actor, "evaluations.name_branches", campaign)
    else:
        authorise(actor, "evaluations.second_act", campaign)
        if not reason.strip():
            raise Invalid(_("Give the reason."), details={"reason": [""]})
    naming.status, naming.proposed_at = NamingStatus.DRAFT, None
    naming.save()
    record(actor, "naming.returned", naming, node_path=campaign.committee.path, reason=reason.strip())
    return naming


@transaction.atomic
def name_branches(actor: Any, naming: Naming, *, site: str = "") -> Naming:
    """The act of naming, by another person than who proposed it: certificates get their numbers, papers are set.

    `site` is the address of this house, as the codes on certificates lead to it (https://…, without a slash).
    Refuses (409) one's own proposal, results that changed meanwhile, and a document that has named already.
    """
    campaign = naming.campaign
    authorise(actor, "evaluations.second_act", campaign)
    require_naming(campaign)
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    naming = locked(naming, NamingStatus.PROPOSED)
    if actor.pk == naming.by:
        raise Refused(_("A second person has to name; you proposed it yourself."), code="same-person")
    run, _notice = basis_of(campaign)
    if run.pk != naming.run_id:
        raise Refused(_("The results have changed since it was drafted; draft it again."), code="results-changed")
    awards = awards_of(naming)
    Award.objects.bulk_create(awards)
    naming.status, naming.named_at = NamingStatus.NAMED, timezone.now()
    naming.second, naming.second_name = actor.pk, actor.name
    naming.shape = naming.shape | {"site": site}
    naming.save()
    after = {"number": naming.number, "levels": naming.levels, "branches": len(awards), "run": naming.run.number}
    record(actor, "naming.named", naming, node_path=campaign.committee.path, after=after)
    announce("name-papers", naming.pk, campaign.name, actor=actor, node_path=campaign.committee.path)
    return naming


def awards_of(naming: Naming) -> list[Award]:
    """One for each branch of the named levels: best level first, then the official order; numbered through."""
    words = [level.name for level in rulebook_of(naming.run.rulebook_version).outcomes]
    results: Sequence[Result] = list(named_results(naming).select_related("assessment"))
    return [
        Award(
            naming=naming,
            assessment=result.assessment,
            level=words[result.level],
            number=f"{naming.number}-{number:04d}",
            key=get_random_string(20, KEY),
        )
        for number, result in enumerate(results, 1)
    ]


def require_naming(campaign: Campaign) -> None:
    """Where the campaign has a stage of naming, it must stand open; else the campaign must be open or closed."""
    if campaign.stages.filter(kind=StageKind.NAMING).exists():
        require_stage(campaign, Act.NAME)
        return
    campaign.refresh_from_db(fields=["status"])
    if campaign.status not in {Status.OPEN, Status.CLOSED}:
        raise Refused(_("The campaign is neither open nor closed."), code="campaign-not-open")


def locked(naming: Naming, *states: str) -> Naming:
    """The row as it stands now; refuses where it stands in another state, and any of a sealed campaign."""
    row = (
        Naming.objects.select_for_update()
        .select_related("campaign__committee", "run__rulebook_version")
        .get(pk=naming.pk)
    )
    require_unsealed(row.campaign)
    if row.status not in states:
        raise Refused(
            _("This cannot be done while the state is “%(state)s”.") % {"state": row.get_status_display()},
            code="naming-state",
        )
    return row
