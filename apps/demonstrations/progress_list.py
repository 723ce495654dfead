"""How do the projects of a batch go on? Everybody's last report at once: by how much is done, and who is late."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.core.tables import write_xlsx
from apps.demonstrations.candidate_page import candidates_for
from apps.demonstrations.models import Batch, Candidate, Programme, Progress
from apps.demonstrations.services.findings import TAKING_PART

WHOLE = 100
# A project reports once in so many days.
EVERY = timedelta(days=92)
ORDERS = ("order", "most", "least")


def with_last_report(rows: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Candidates with `done`, `reported_on` and `hindrance` of their last report, in one query."""
    last = Progress.objects.filter(candidate=OuterRef("pk")).order_by("-on", "-pk")
    facts = {"done": "done", "reported_on": "on", "hindrance": "hindrance", "last_text": "text"}
    return rows.annotate(**{name: Subquery(last.values(field)[:1]) for name, field in facts.items()})


def due_on(candidate: Candidate) -> date | None:
    """By when the next report is due; None where everything is done. `candidate` comes with its last report."""
    if candidate.done == WHOLE:
        return None
    begun = timezone.localdate(candidate.accepted_at or candidate.at)
    return (candidate.reported_on or begun) + EVERY


def progress_of(
    person: Any, programme: Programme, batch: Batch | None, *, order: str = "order", is_late: bool = False
) -> dict[str, Any]:
    """Rows of every project that takes part; `order` is the official one, most or least done first."""
    today = timezone.localdate()
    rows = candidates_for(person, programme).filter(batch=batch, status__in=TAKING_PART).in_order() if batch else []
    told = [row_of(row, today) for row in with_last_report(rows)] if batch else []
    late = sum(row["is_late"] for row in told)
    if order != "order":
        told.sort(key=lambda row: row["done"], reverse=order == "most")
    done = sum(row["done"] for row in told)
    return {
        "rows": [row for row in told if row["is_late"] or not is_late],
        "count": len(told),
        "late": late,
        "mean": (2 * done + len(told)) // (2 * len(told)) if told else 0,
        "whole": sum(row["done"] == WHOLE for row in told),
        "sentence": sentence(len(told), late),
    }


def row_of(candidate: Candidate, today: date) -> dict[str, Any]:
    """One project with its last report."""
    due = due_on(candidate)
    done = candidate.done or 0
    return {
        "candidate": candidate,
        "done": done,
        "share": done * 10,
        "on": candidate.reported_on,
        "text": candidate.last_text or "",
        "hindrance": candidate.hindrance or "",
        "due": due,
        "is_late": due is not None and due < today,
    }


def sentence(n: int, late: int) -> str:
    """The state in a sentence."""
    if not n:
        return _("No project takes part yet")
    if late:
        return _("%(late)s of %(n)s projects are late with their report") % {"late": late, "n": n}
    return _("All %(n)s projects have reported in time") % {"n": n}


def headings() -> list[str]:
    """Headings of the workbook; an import reads the first seven again."""
    own = [_("Number"), _("Project"), _("Date"), _("Done, per cent"), _("What was done"), _("What hinders")]
    return [*own, _("Why it is less"), _("Organisation"), _("Person"), _("Next report due")]


def progress_workbook(rows: Iterable[dict[str, Any]]) -> bytes:
    """The list as a workbook."""
    return write_xlsx(headings(), (cells_of(row) for row in rows))


def cells_of(row: dict[str, Any]) -> list[Any]:
    """One project a row; the cells of the next report's words are left to be filled in."""
    one = row["candidate"]
    told = [one.number, str(one), row["on"], row["done"], row["text"], row["hindrance"], ""]
    return [*told, one.name, one.person_name, row["due"]]
