"""The applications of a batch as the list and its workbook show them; asked for all at once, never one by one."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from apps.core.tables import write_xlsx
from apps.demonstrations.asking import ANSWER, ASKED, asked_of
from apps.demonstrations.candidate_page import TONES, candidates_for
from apps.demonstrations.choices import CandidateStatus, ProgrammeKind
from apps.demonstrations.models import Batch, Candidate, Programme
from apps.demonstrations.services.nominating import waits_for_second

S = CandidateStatus


def listed(person: Any, programme: Programme, batch: Batch | None, status: str = "") -> dict[str, Any]:
    """Rows of one batch in the official order, counts by state, and how many may be accepted now."""
    rows = list(candidates_for(person, programme).filter(batch=batch).in_order()) if batch else []
    counts = Counter(row.status for row in rows)
    return {
        "rows": [row_of(row) for row in rows if not status or row.status == status],
        "count": len(rows),
        "states": [(value, label, counts[value]) for value, label in S.choices if counts[value]],
        "ready": sum(row.status == S.WAITING and not waits_for_second(row) for row in rows),
        "sentence": sentence(counts, len(rows)),
    }


def row_of(candidate: Candidate) -> dict[str, Any]:
    """One candidate with what marks it out."""
    return {
        "candidate": candidate,
        "tone": TONES.get(candidate.status, ""),
        "what": " · ".join(filter(None, [candidate.name if candidate.title else "", candidate.person_name])),
        "is_exception": bool(candidate.exception),
        "waits": candidate.status == S.WAITING and waits_for_second(candidate),
    }


def sentence(counts: Counter[str], n: int) -> str:
    """The state in a sentence."""
    if not n:
        return _("Nobody has applied yet")
    if counts[S.WAITING]:
        return _("%(n)s applications, %(waiting)s wait to be accepted") % {"n": n, "waiting": counts[S.WAITING]}
    taking_part = counts[S.IN] + counts[S.CHOSEN] + counts[S.NAMED]
    return _("%(n)s applications, %(in)s take part") % {"n": n, "in": taking_part}


def heading_of(key: str, programme: Programme) -> str:
    """What a column of a workbook is headed."""
    questions = {ANSWER + row["key"]: row["title"] for row in programme.questions}
    own = {
        "organisation": _("Organisation"),
        "title": _("Pioneer team") if programme.kind == ProgrammeKind.TEAM else _("Project"),
        "person_name": _("Person") if programme.kind == ProgrammeKind.HONOUR else _("Who answers for it"),
        "brand": _("Brand"),
        "exception": _("Reason for the exception"),
        "strengths": _("Strengths"),
    }
    if key == "title" and programme.kind == ProgrammeKind.HONOUR:
        return _("What for")
    return questions.get(key) or own[key]


def columns_of(programme: Programme) -> list[str]:
    """The columns of a workbook of applications, by key."""
    asked = asked_of(programme)
    return ["organisation", *asked, "exception"]


def headings_of(programme: Programme) -> list[str]:
    """Their headings."""
    return [heading_of(key, programme) for key in columns_of(programme)]


def workbook_of(programme: Programme, rows: Iterable[dict[str, Any]]) -> bytes:
    """A workbook of rows: what an import reads again, then what is only told."""
    told = [_("Number"), _("State"), _("Level"), _("Zone"), _("Exception confirmed by")]
    cells = ([*cells_of(programme, row["candidate"]), *told_of(row["candidate"])] for row in rows)
    return write_xlsx([*headings_of(programme), *told], cells)


def cells_of(programme: Programme, candidate: Candidate) -> list[Any]:
    """One candidate as an import would read it."""
    found = []
    for key in columns_of(programme):
        if key == "organisation":
            found.append(candidate.name)
        elif key == "strengths":
            found.append("\n".join(f"{row['title']}：{row['text']}" for row in candidate.strengths))
        elif key.startswith(ANSWER):
            found.append(candidate.answers.get(key.removeprefix(ANSWER), ""))
        else:
            found.append(getattr(candidate, key))
    return found


def told_of(candidate: Candidate) -> list[Any]:
    """What a workbook tells besides."""
    zone = candidate.zone.name if candidate.zone else ""
    return [candidate.number, candidate.get_status_display(), candidate.level, zone, candidate.second_name]


def has_title(programme: Programme) -> bool:
    """Whether one organisation may apply with several things."""
    return "title" in ASKED[programme.kind]
