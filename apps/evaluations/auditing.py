"""Was anything altered that no act tells? The chain of acts, every sheet's marks, every run, gone over as a whole."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from apps.assessments.tracing import Trace, gone
from apps.audit.chain import head
from apps.audit.faults import Fault, chain_faults
from apps.audit.models import Record
from apps.campaigns.models import Campaign
from apps.evaluations.models import Run
from apps.evaluations.sealing.heads import printed_heads
from apps.evaluations.sealing.verifying import run_differences

Step = Callable[[str, int, int], None]


@dataclass
class AuditReport:
    """What was gone over, the digest of the newest act then, and every fault."""

    acts: int = 0
    head: str = ""
    sheets: int = 0
    runs: int = 0
    faults: list[Fault] = field(default_factory=list)
    seconds: float = 0

    @property
    def is_fine(self) -> bool:
        return not self.faults


class Rehearsals:
    """Which acts are of rehearsals? Those may be taken away whole, with everything that their acts speak of."""

    def __init__(self) -> None:
        self.standing = Campaign.objects.filter(is_rehearsal=True).values_list("committee__path", flat=True)
        deleted = Record.objects.filter(act="rehearsal.deleted").values_list("node_path", "pk")
        self.deleted = list(deleted)

    def __call__(self, node_path: str, act: int) -> bool:
        """Whether the act with this number is of a rehearsal that stands, or was deleted after it."""
        if any(node_path.startswith(path) for path in self.standing):
            return True
        return any(node_path.startswith(path) and act < at for path, at in self.deleted)


def go_over(progress: Step = lambda _step, _done, _total: None) -> AuditReport:
    """Everything: some seconds for 40,000 acts and 1,000 branches. Reads only."""
    began = time.monotonic()
    last = head()
    report = AuditReport(acts=last.position if last else 0, head=last.digest if last else "")
    progress("chain", 0, 1)
    report.faults += chain_faults(printed_heads())
    campaigns = list(Campaign.objects.filter(is_rehearsal=False).select_related("committee").order_by("pk"))
    rehearsed = Rehearsals()
    for done, campaign in enumerate(campaigns):
        progress("marks", done, len(campaigns))
        trace = Trace(campaign)
        report.faults += trace.faults()
        report.sheets += trace.sheets
    report.faults += gone(rehearsed)
    runs = list(whole_runs())
    for done, run in enumerate(runs):
        progress("run", done, len(runs))
        report.faults += run_faults(run)
    report.faults += gone_runs(rehearsed)
    report.runs = len(runs)
    report.faults = list(dict.fromkeys(report.faults))
    report.seconds = time.monotonic() - began
    return report


def whole_runs() -> Iterable[Run]:
    """Every run that readers may see, rehearsals left out."""
    runs = Run.objects.filter(is_whole=True, campaign__is_rehearsal=False)
    return runs.select_related("campaign__committee", "rulebook_version").order_by("pk")


def run_faults(run: Run) -> list[Fault]:
    """A run against its own rules, inputs and digest, and its digest against the act that told of it.

    A working run is left out where the next one has taken its place meanwhile.
    """
    path, name = run.campaign.committee.path, run.campaign.name
    found = [Fault(f"{name} · {each.where}", each.what, each.stored, each.found, path) for each in run_differences(run)]
    if run.number is None:
        return found if Run.objects.filter(pk=run.pk).exists() else []
    return [*digest_faults(run), *found]


def digest_faults(run: Run) -> Iterator[Fault]:
    """The digest of a numbered run is the one that stands in the act of its making."""
    told = Record.objects.filter(act="run.made", object_kind="run", object_id=str(run.pk)).order_by("pk").first()
    expected = _("no act tells of it") if told is None else told.after["digest"]
    if run.digest != expected:
        where = _("%(campaign)s, evaluation %(number)s") % {"campaign": run.campaign.name, "number": run.number}
        yield Fault(where, _("digest"), run.digest, expected, run.campaign.committee.path)


def gone_runs(rehearsed: Rehearsals) -> Iterator[Fault]:
    """Numbered runs that an act tells of and that are not there any more."""
    there = {str(pk) for pk in Run.objects.filter(number__isnull=False).values_list("pk", flat=True)}
    for record in Record.objects.filter(act="run.made").exclude(object_id__in=there).order_by("pk"):
        if not rehearsed(record.node_path, record.pk):
            yield Fault(record.object_label, _("the numbered run is gone"), node_path=record.node_path)
