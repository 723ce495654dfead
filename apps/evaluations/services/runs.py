"""Start runs, and do them: load, rate, write, swap. Readers never see half a run."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.models import Round
from apps.audit.services import record
from apps.ballots.services.counting import require_counted_votes
from apps.campaigns.choices import Act, Status
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_stage
from apps.core.errors import Refused
from apps.core.memory import give_back
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evaluations.before import Before
from apps.evaluations.cells import numbers
from apps.evaluations.chunks import Chunks
from apps.evaluations.figures_of_run import store_figures
from apps.evaluations.finished import Finished
from apps.evaluations.judging import Judged, judge_everybody
from apps.evaluations.models import CurrentRun, Run
from apps.evaluations.movers import keep_moves
from apps.evaluations.reading import Reading, parties_of
from apps.evaluations.results import FIELDS, count_results, league_order, result_columns
from apps.evaluations.rows import Batch, describe_results, digested, insert_results
from apps.evaluations.spans import count_spans
from apps.evaluations.standings import FIELDS as STANDINGS
from apps.evaluations.standings import count_standings, standing_columns
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.jobs.services import announce
from apps.rating.rate import settle
from apps.rating.rulebook import Rulebook

STEPS = 4
RESULTS_AT_ONCE = 2_000
OUTSIDE_DIGEST = (FIELDS.index("run"), FIELDS.index("position"))


@transaction.atomic
def start_numbered_run(actor: Any, campaign: Campaign) -> Run:
    """Announce the next numbered run; it is kept for ever. Refuses without an open evaluation stage or any branch.

    The system itself (no actor) starts one as the stage closes: it asks nobody, and for no open stage.
    """
    if actor is not None:
        authorise(actor, "evaluations.start_run", campaign)
        require_stage(campaign, Act.NUMBER_RUN)
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    rating = Round.objects.select_for_update().filter(campaign=campaign).first()
    if rating is None or not rating.assessments.exists():
        raise Refused(_("No branch has been enrolled yet."), code="no-branches")
    require_counted_votes(campaign)
    waiting = Run.objects.filter(campaign=campaign, number__isnull=False, is_whole=False).first()
    if waiting and Job.objects.of("number-run", waiting.pk).unfinished().exists():
        raise Refused(_("Run %(number)s is still being made.") % {"number": waiting.number}, code="run-waiting")
    rating.is_pinned = True
    rating.save(update_fields=["is_pinned"])
    run = waiting or new_numbered_run(actor, campaign)
    record(actor, "run.started", run, node_path=campaign.committee.path, after={"number": run.number})
    announce("number-run", run.pk, campaign.name, actor=actor, node_path=campaign.committee.path)
    return run


def new_numbered_run(actor: Any, campaign: Campaign) -> Run:
    """The next number's row, not whole yet."""
    last = Run.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0
    return Run.objects.create(
        campaign=campaign,
        rulebook_version=campaign.rulebook_version,
        number=last + 1,
        started_by=actor.pk if actor else None,
        started_by_name=actor.name if actor else "",
    )


def do_working_run(job: Job, progress: Progress) -> dict:
    """Handler of `evaluate`: rate the campaign as it stands, swap the new working run in, drop the old one."""
    campaign = Campaign.objects.select_related("rulebook_version").get(pk=job.key)
    if campaign.status == Status.SEALED:
        return {}
    return make(Run(campaign=campaign, rulebook_version=campaign.rulebook_version), progress)


def do_numbered_run(job: Job, progress: Progress) -> dict:
    """Handler of `number-run`: rate the campaign as it stands into the run that waits for it."""
    run = Run.objects.select_related("campaign", "rulebook_version").get(pk=job.key)
    return {"number": run.number} if run.is_whole else make(run, progress)


def make(run: Run, progress: Progress) -> dict:
    """Read, judge, settle, write, swap; the last two are one transaction.

    A working run decodes only the sheets that changed since the run that readers see. A numbered run, which is kept
    and decided upon, reads every sheet.
    """
    progress("load", 0, STEPS)
    rules = rulebook_of(run.rulebook_version)
    run.read_at = timezone.now()
    reading = Reading(run.campaign, rules, None if run.number else Before.of(run.campaign, len(parties_of(rules))))
    with Chunks() as chunks:
        progress("judge", 1, STEPS)
        judged = judge_everybody(reading, run.rulebook_version.digest, chunks)
        del reading
        give_back()
        progress("settle", 2, STEPS)
        finished = settled(run, rules, judged)
        progress("write", 3, STEPS)
        counts = counted(finished, judged)
        with transaction.atomic():
            write(finished, counts, chunks, judged.digest)
            if run.number is not None:
                after = {"number": run.number, "branches": run.branches, "digest": run.digest}
                record(None, "run.made", run, node_path=run.campaign.committee.path, after=after)
            swap(run)
    describe_results(run.branches)
    return {"branches": run.branches, "number": run.number}


def settled(run: Run, rules: Rulebook, judged: Judged) -> Finished:
    """Everybody's outcome, without the figures that only settling reads."""
    outcome = settle(rules, judged.judgement, judged.cohort)
    judged.judgement.figures.forget()
    return Finished(run, rules, judged.roll, judged.cohort, outcome)


def counted(finished: Finished, judged: Judged) -> dict[str, Any]:
    """What pages ask of the whole run, groups of large scopes among it."""
    counts = count_results(finished) | {"criteria": judged.criteria}
    return counts | count_standings(finished) | count_spans(finished)


def write(finished: Finished, counts: dict[str, Any], chunks: Chunks, inputs: Any) -> None:
    """Store the snapshot: input chunks, figures, results and the digest over inputs (so far: `inputs`) and results.

    What `standings` adds to a result stands outside the digest: it follows from the rest and from the members.
    Figures go before results: those of twenty thousand units are let go first.
    """
    run = finished.run
    run.branches = len(finished.roll)
    run.finished_at = timezone.now()
    run.is_whole = True
    run.save()
    chunks.store(run)
    run.counts = counts
    store_figures(finished)
    give_back()
    total = inputs.copy()
    insert_results((*FIELDS, *STANDINGS), digested(result_batches(finished), OUTSIDE_DIGEST, len(FIELDS), total))
    run.digest = total.hexdigest()
    run.save(update_fields=["digest", "counts"])
    keep_moves(run)


def result_batches(finished: Finished) -> Iterator[Batch]:
    """Every result in league order, as the columns of FIELDS and then of STANDINGS."""
    order = league_order(finished.outcome)
    run, assessment, *others = [*result_columns(finished), *standing_columns(finished)]
    for start in range(0, len(order), RESULTS_AT_ONCE):
        rows = order[start : start + RESULTS_AT_ONCE]
        position = numbers(np.arange(start + 1, start + 1 + len(rows)))
        yield [run(rows), assessment(rows), position, *(column(rows) for column in others)]


def swap(run: Run) -> None:
    """Move the pointer to `run`, unless readers already see one that read later; drop a working run left behind."""
    Campaign.objects.select_for_update().get(pk=run.campaign_id)
    current = CurrentRun.objects.filter(campaign=run.campaign).select_related("run").first()
    if current and current.run.read_at > run.read_at:
        drop(run)
        return
    CurrentRun.objects.update_or_create(campaign=run.campaign, defaults={"run": run})
    if current and current.run_id != run.pk:
        drop(current.run)


def drop(run: Run) -> None:
    """Forget a working run that nobody sees; numbered runs stay."""
    if run.number is None:
        run.delete()
