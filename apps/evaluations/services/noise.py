"""Ask of a numbered run which places another scorer would move, and find it in the background."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.audit.services import record
from apps.core.errors import Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evaluations.models import NoiseStudy, Run
from apps.evaluations.scorers.noise import LEAST_PAIRS
from apps.evaluations.scorers.studies import (
    ask,
    columns_of_party,
    differences_of,
    digest_of,
    packed,
    packed_bands,
    pairs_in,
    repeats_for,
)
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.jobs.services import announce


@transaction.atomic
def start_study(actor: Any, run: Run) -> NoiseStudy:
    """Ask for the study of a numbered run; by whoever starts runs.

    Refuses a run without number or not whole, one whose study stands, and fewer pairs than say anything.
    """
    authorise(actor, "evaluations.start_run", run.campaign)
    if run.number is None or not run.is_whole:
        raise Refused(_("Only a numbered run can be asked; it stays as it is."), code="not-numbered")
    if NoiseStudy.objects.filter(run=run).exists():
        raise Refused(_("This run was asked already."), code="asked")
    study = new_study(actor, run)
    if study is None:
        words = {"n": LEAST_PAIRS}
        message = _("%(n)s branches must be finished by two scorers first; fewer say nothing.") % words
        raise Refused(message, code="few-pairs")
    after = {"number": run.number, "pairs": study.pairs, "repeats": study.repeats}
    record(actor, "noise.asked", study, node_path=run.campaign.committee.path, after=after)
    announce("noise", study.pk, run.campaign.name, actor=actor, node_path=run.campaign.committee.path)
    return study


@transaction.atomic
def begin_by_itself(run: Run) -> None:
    """Ask for the study of a numbered run that has just been made, where enough is marked twice; else nothing."""
    if NoiseStudy.objects.filter(run=run).exists() or (study := new_study(None, run)) is None:
        return
    announce("noise", study.pk, run.campaign.name, node_path=run.campaign.committee.path)


def new_study(actor: Any, run: Run) -> NoiseStudy | None:
    """The question, with the differences as they stand now; None of too few pairs."""
    rules = rulebook_of(run.rulebook_version)
    party, pairs = pairs_in(run.campaign, rules)
    columns = columns_of_party(rules, party)
    if len(pairs) < LEAST_PAIRS or not columns:
        return None
    return NoiseStudy.objects.create(
        run=run,
        party=party,
        seed=run.digest,
        repeats=repeats_for(run.branches),
        pairs=len(pairs),
        columns=columns,
        differences=packed(differences_of(rules, pairs, columns).astype("<i8")),
        by=actor.pk if actor else None,
        by_name=actor.name if actor else "",
    )


def do_study(job: Job, progress: Progress) -> dict:
    """Handler of `noise`: rate anew, keep the bands with the digest."""
    study = NoiseStudy.objects.select_related("run__rulebook_version", "run__campaign__committee").get(pk=job.key)
    if study.finished_at:
        return {"number": study.run.number}
    study.bands = packed_bands(ask(study, lambda done, of: progress("repeat", done, of)))
    study.digest, study.finished_at = digest_of(study), timezone.now()
    with transaction.atomic():
        study.save(update_fields=["bands", "digest", "finished_at"])
        after = {"number": study.run.number, "repeats": study.repeats, "digest": study.digest}
        record(None, "noise.made", study, node_path=study.run.campaign.committee.path, after=after)
    return {"number": study.run.number, "repeats": study.repeats}
