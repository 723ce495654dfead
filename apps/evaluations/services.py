"""Start runs, and do them: load, rate, write, swap. Readers never see half a run."""

import hashlib
import json
import zlib
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.assessments.models import Round
from apps.audit.services import record
from apps.campaigns.choices import Act, Status
from apps.campaigns.models import Campaign
from apps.campaigns.services import require_stage
from apps.core.errors import Refused
from apps.core.permissions import authorise
from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import CHUNK, Subject, load_columns, pack
from apps.evaluations.models import CurrentRun, Run, RunInput
from apps.evaluations.results import FIELDS, count_results, result_rows
from apps.evaluations.rows import insert_results
from apps.jobs.models import Job
from apps.jobs.progress import Progress
from apps.jobs.services import announce
from apps.rating.rate import Outcome, judge, settle

STEPS = 4


@transaction.atomic
def start_numbered_run(actor: Any, campaign: Campaign) -> Run:
    """Announce the next numbered run; it is kept for ever. Refuses without an open evaluation stage or any branch."""
    authorise(actor, "evaluations.start_run", campaign)
    require_stage(campaign, Act.NUMBER_RUN)
    rating = Round.objects.select_for_update().filter(campaign=campaign).first()
    if rating is None or not rating.assessments.exists():
        raise Refused(_("No branch has been enrolled yet."), code="no-branches")
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
        started_by=actor.pk,
        started_by_name=actor.name,
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
    """Load, judge, settle, write, swap; the last three steps of writing are one transaction."""
    progress("load", 0, STEPS)
    rules = rulebook_of(run.rulebook_version)
    run.read_at = timezone.now()
    subjects, cohort = load_columns(run.campaign, rules)
    progress("judge", 1, STEPS)
    judgement = judge(rules, cohort)
    progress("settle", 2, STEPS)
    outcome = Outcome(judgement, settle(rules, judgement, cohort.zone, cohort.unit, cohort.type))
    chunks = [pack(subjects, cohort, start, start + CHUNK) for start in range(0, len(subjects), CHUNK)]
    progress("write", 3, STEPS)
    with transaction.atomic():
        write(run, subjects, outcome, chunks)
        swap(run)
    return {"branches": run.branches, "number": run.number, "counts": run.counts}


def write(run: Run, subjects: list[Subject], outcome: Outcome, chunks: list[bytes]) -> None:
    """Store the snapshot: input chunks, results, counts and the digest over all of them."""
    rules = rulebook_of(run.rulebook_version)
    run.branches = len(subjects)
    run.counts = count_results(rules, subjects, outcome)
    run.finished_at = timezone.now()
    run.is_whole = True
    run.save()
    RunInput.objects.bulk_create(
        RunInput(run=run, position=n, branches=min(CHUNK, run.branches - n * CHUNK), columns=chunk)
        for n, chunk in enumerate(chunks)
    )
    rows = result_rows(run, rules, subjects, outcome)
    insert_results(FIELDS, rows)
    run.digest = digest_of(run, chunks, rows)
    run.save(update_fields=["digest"])


def digest_of(run: Run, chunks: list[bytes], rows: list[tuple]) -> str:
    """SHA-256 over the rulebook's digest, the unpacked input chunks and every result in league order.

    A result counts without its run's and its position's number: the same inputs and rules give the same digest.
    """
    total = hashlib.sha256(run.rulebook_version.digest.encode())
    for chunk in chunks:
        total.update(zlib.decompress(chunk))
    for row in rows:
        total.update(json.dumps(row[1:2] + row[3:], ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return total.hexdigest()


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
