"""Does a campaign still come to what was sealed? Everything is recomputed, and every difference is told in words."""

import hashlib
import json
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from apps.audit.chain import moment
from apps.ballots.choices import PollStatus
from apps.ballots.models import Poll
from apps.ballots.services.counting import rebuilt_digest
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.cells import encode
from apps.evaluations.columns import load_columns, read_inputs
from apps.evaluations.models import Erratum, Paper, Run, Seal
from apps.evaluations.papers import content_of
from apps.evaluations.results import FIELDS
from apps.evaluations.sealing.canonical import layout
from apps.evaluations.sealing.contents import BALLOTS, contents_of, digests_of, parts_of
from apps.evaluations.sealing.correcting import digest_of_erratum
from apps.evaluations.sealing.differences import Difference, between_files, between_rows, names_in, show
from apps.evaluations.sealing.recomputing import rated_again
from apps.rating.cohort import Cohort
from apps.rating.points import show_points
from apps.rating.rulebook import Rulebook

CHUNKS = 8
Step = Callable[[str, int, int], None]


@dataclass
class Report:
    """What verifying a campaign found. `runs` are the numbered runs that were recomputed."""

    campaign: Campaign
    seal: Seal | None = None
    runs: int = 0
    branches: int = 0
    differences: list[Difference] = field(default_factory=list)
    seconds: float = 0

    @property
    def is_same(self) -> bool:
        return not self.differences


def verify(campaign: Campaign, progress: Step = lambda _step, _done, _total: None) -> Report:
    """Recompute a campaign: its sealed file, every numbered run, the sheets behind it, its papers and corrections."""
    began = time.monotonic()
    report = Report(campaign, Seal.objects.filter(campaign=campaign).select_related("run", "paper").first())
    runs = list(campaign.runs.filter(number__isnull=False, is_whole=True).order_by("number"))
    for done, run in enumerate(runs):
        progress("run", done, len(runs))
        run.campaign = campaign
        report.differences += run_differences(run)
        report.runs, report.branches = report.runs + 1, run.branches
    if report.seal is not None:
        progress("seal", len(runs), len(runs))
        report.differences += [*seal_differences(report.seal), *sheet_differences(report.seal.run)]
        report.differences += erratum_differences(report.seal)
    report.differences += ballot_differences(campaign)
    progress("papers", len(runs), len(runs))
    report.differences += paper_differences(campaign)
    report.differences = list(dict.fromkeys(report.differences))
    report.seconds = time.monotonic() - began
    return report


def run_differences(run: Run) -> Iterator[Difference]:
    """A numbered run against its own inputs, rules and digest."""
    parts = parts_of(run)
    numbered = _("Evaluation %(number)s") % {"number": run.number}
    where = _("Working evaluation") if run.number is None else numbered
    yield from between_rows(parts["results"], rated_again(parts).lines, names_in(parts["inputs"]))
    found = stored_digest(run)
    if found != run.digest:
        yield Difference(where, _("digest"), run.digest, found)
    text = hashlib.sha256(parts["rulebook"]["text"].encode()).hexdigest()
    if text != run.rulebook_version.digest:
        yield Difference(_("rulebook"), _("digest"), run.rulebook_version.digest, text)


def stored_digest(run: Run) -> str:
    """SHA-256 over the rulebook's digest, the unpacked input chunks and every result in league order, as the database
    has them now.

    A result counts without its run's and its position's number: the same inputs and rules give the same digest.
    """
    total = hashlib.sha256(run.rulebook_version.digest.encode())
    for columns in run.inputs.order_by("position").values_list("columns", flat=True).iterator(CHUNKS):
        total.update(zlib.decompress(bytes(columns)))
    names = [f"{name}_id" if name in ("run", "assessment", "unit", "zone") else name for name in FIELDS]
    order = [star.code for star in rulebook_of(run.rulebook_version).stars]
    medals = FIELDS.index("medals")
    for row in run.results.order_by("position").values_list(*names).iterator():
        won = row[medals]
        told = (*row[:medals], {code: won[code] for code in order if code in won}, *row[medals + 1 :])
        total.update(encode(told[1:2] + told[3:]).encode() + b"\n")
    return total.hexdigest()


def seal_differences(seal: Seal) -> Iterator[Difference]:
    """The kept file, against its digest, against the database, and against its own rules."""
    where = _("sealed file")
    try:
        content = content_of(seal.paper)
        stored = json.loads(content)
    except (OSError, ValueError) as error:
        yield Difference(where, _("content"), seal.digest, str(error)[:120])
        return
    found = hashlib.sha256(content).hexdigest()
    if found != seal.digest:
        yield Difference(where, _("digest"), seal.digest, found)
    now = contents_of(seal.run, stamp_of(seal))
    if BALLOTS not in stored:
        # Sealed before files stated it; what the file leaves out its own digest covers.
        now.pop(BALLOTS, None)
    yield from between_files(stored, now)
    if digests_of(stored) != seal.parts:
        yield Difference(where, _("digests of the parts"), show(seal.parts), show(digests_of(stored)))
    if layout(now) != content and stored == now:
        yield Difference(where, _("content"), seal.digest, hashlib.sha256(layout(now)).hexdigest())
    yield from between_rows(stored["results"], rated_again(stored).lines, names_in(stored["inputs"]))


def stamp_of(seal: Seal) -> dict[str, Any]:
    """What the file says of the sealing itself."""
    return {"at": moment(seal.at), "by": [seal.by_name, seal.second_name], "chain": seal.chain}


def sheet_differences(run: Run) -> Iterator[Difference]:
    """The sheets, facts, vetoes and decided levels as they stand, against what the run read of them."""
    rules = rulebook_of(run.rulebook_version)
    roll, now = load_columns(run.campaign, rules)
    inputs = read_inputs(run.pk)
    then = inputs.cohort()
    row_now = {pk: row for row, pk in enumerate(roll.assessments.tolist())}
    for row, pk in enumerate(inputs.assessments):
        if pk in row_now:
            here = row_now[pk]
            yield from row_differences(rules, roll.called(here), (then, row), (now, here))


def row_differences(
    rules: Rulebook, where: str, then: tuple[Cohort, int], now: tuple[Cohort, int]
) -> Iterator[Difference]:
    """One branch's inputs, each by its key."""
    (old, old_row), (new, new_row) = then, now
    for column, read in enumerate(rules.inputs):
        if read.kind == "drawn":
            continue
        stored, found = cell(old, old_row, column), cell(new, new_row, column)
        if stored != found:
            yield Difference(where, read.key, stored, found)
    for column, veto in enumerate(rules.vetoes):
        stood, stands = bool(old.vetoes[old_row, column]), bool(new.vetoes[new_row, column])
        if stood != stands:
            yield Difference(where, veto.code, _("yes") if stood else _("no"), _("yes") if stands else _("no"))
    stored, found = decided(rules, old, old_row), decided(rules, new, new_row)
    if stored != found:
        yield Difference(where, _("level decided"), stored, found)


def cell(cohort: Cohort, row: int, column: int) -> str:
    return show_points(int(cohort.marks[row, column])) if cohort.marked[row, column] else _("blank")


def decided(rules: Rulebook, cohort: Cohort, row: int) -> str:
    """The level that people decided, in words."""
    level = -1 if cohort.decided is None else int(cohort.decided[row])
    return rules.levels[level].name if level >= 0 else _("nothing")


def ballot_differences(campaign: Campaign) -> Iterator[Difference]:
    """Every counted ballot's digest, against its counts and receipts as the tables hold them now."""
    for poll in Poll.objects.filter(campaign=campaign, status=PollStatus.COUNTED).order_by("pk"):
        found = rebuilt_digest(poll)
        if found != poll.digest:
            yield Difference(_("ballot"), _("digest of the counts"), poll.digest, found)


def paper_differences(campaign: Campaign) -> Iterator[Difference]:
    """Every kept file against its digest."""
    for paper in Paper.objects.filter(campaign=campaign).order_by("pk"):
        try:
            found = hashlib.sha256(content_of(paper)).hexdigest()
        except OSError:
            found = _("missing")
        if found != paper.digest:
            yield Difference(paper.name, _("digest"), paper.digest, found)


def erratum_differences(seal: Seal) -> Iterator[Difference]:
    """Every confirmed correction against its own digest."""
    for erratum in Erratum.objects.filter(seal=seal, confirmed_at__isnull=False).order_by("number"):
        found = digest_of_erratum(erratum)
        if found != erratum.digest:
            where = _("Correction %(number)s") % {"number": erratum.number}
            yield Difference(where, _("digest"), erratum.digest, found)
