"""Papers of one candidate: the application as it was handed in, and the dossier of its way through the gates."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.core.typesetting import set_pdf
from apps.demonstrations.batch_words import batch_words
from apps.demonstrations.candidate_page import answers_of, files_told, page_of, sub_of
from apps.demonstrations.models import Candidate
from apps.demonstrations.proving import files_of
from apps.demonstrations.reckoning import Reckoning
from apps.demonstrations.way import DONE, LEFT

SHOWN_DIGITS = 16


def application_pdf(_person: Any, candidate: Candidate) -> tuple[str, bytes]:
    """The application: its name and the PDF."""
    name = _("Application %(name)s.pdf") % {"name": str(candidate)}
    blocks = [facts_block(candidate), *texts_blocks(candidate), files_block(candidate)]
    return name, paper(_("Application"), candidate, blocks)


def dossier_pdf(person: Any, candidate: Candidate) -> tuple[str, bytes]:
    """Everything on the candidate's page that stays: its name and the PDF."""
    found = page_of(person, candidate)
    blocks = [facts_block(candidate), way_block(found), *(panel_block(row) for row in found["reckonings"])]
    blocks += [*texts_blocks(candidate), findings_block(found), files_block(candidate)]
    blocks.append({"kind": "facts", "head": _("After the naming"), "rows": [list(row) for row in found["after"]]})
    name = _("Dossier %(name)s.pdf") % {"name": str(candidate)}
    return name, paper(_("Dossier of the selection"), candidate, blocks)


def paper(title: str, candidate: Candidate, blocks: list[dict[str, Any]]) -> bytes:
    """A paper of blocks; empty ones are left out."""
    programme = candidate.batch.programme
    now = date_format(timezone.localtime(), _("j M Y H:i"))
    return set_pdf(
        "dossier",
        {
            "title": str(candidate),
            "head": f"{programme.name} · {batch_words(candidate.batch.number)}",
            "what": title,
            "sub": sub_of(candidate),
            "foot": _("Printed %(when)s") % {"when": now},
            "blocks": [block for block in blocks if block.get("rows") or block.get("experts")],
        },
    )


def facts_block(candidate: Candidate) -> dict[str, Any]:
    """Who applies, on which level, by which exception, and how it stands."""
    level = candidate.level or (_("not rated") if candidate.batch.programme.levels else "")
    people = {"first": candidate.exception_by_name, "second": candidate.second_name}
    exception = candidate.exception and _("%(reason)s (%(first)s; confirmed by %(second)s)") % (
        people | {"reason": candidate.exception}
    )
    rows = [
        (_("Organisation"), candidate.name),
        (_("Unit"), candidate.unit.name),
        (_("Zone"), candidate.zone.name if candidate.zone else ""),
        (_("Applies with"), candidate.title),
        (_("Person"), candidate.person_name),
        (_("Brand"), candidate.brand),
        (_("Level"), level),
        (_("Exception"), exception),
        (_("Handed in"), handed_in(candidate)),
        (_("State"), candidate.get_status_display()),
        (_("Reason"), candidate.ended_reason),
    ]
    return {"kind": "facts", "head": _("Who applies"), "rows": [[label, text] for label, text in rows if text]}


def handed_in(candidate: Candidate) -> str:
    """By whom and when."""
    if candidate.submitted_at is None:
        return ""
    when = date_format(timezone.localtime(candidate.submitted_at), _("j M Y H:i"))
    return _("%(who)s on %(when)s") % {"who": candidate.submitted_by_name, "when": when}


def texts_blocks(candidate: Candidate) -> list[dict[str, Any]]:
    """Strengths and answers."""
    strengths = [[row["title"], row["text"]] for row in candidate.strengths]
    answers = [[row["title"], row["text"]] for row in answers_of(candidate)]
    return [
        {"kind": "texts", "head": _("Why it should be chosen"), "rows": strengths},
        {"kind": "texts", "head": _("The application in full"), "rows": answers},
    ]


def way_block(found: dict[str, Any]) -> dict[str, Any]:
    """The gates, with what was said."""
    words = {DONE: _("passed the gate"), LEFT: _("left at the gate")}
    rows = [
        [step.title, step.when, step.score, words.get(step.state, ""), step.said]
        for step in found["way"]
        if step.state in words
    ]
    columns = [_("Gate"), _("Day"), _("Score of the gate"), _("Outcome"), _("What decided")]
    return {"kind": "table", "head": _("Its way"), "note": found["place"], "columns": columns, "wide": 4, "rows": rows}


def panel_block(row: Reckoning) -> dict[str, Any]:
    """One panel's marks with the sum written out."""
    experts = [{"name": each.name, "mark": each.mark, "struck": each.struck} for each in row.experts]
    head = " · ".join(filter(None, [row.gate, row.title]))
    return {"kind": "panel", "head": head, "note": row.how, "experts": experts, "sum": row.written_out}


def findings_block(found: dict[str, Any]) -> dict[str, Any]:
    """What the survey found, with the replies."""
    rows = [
        [row["finding"].text, row["finding"].by_name, row["finding"].reply or "–", row["state"]]
        for row in found["findings"]
    ]
    columns = [_("What was found"), _("Who"), _("Reply of the organisation"), _("State")]
    return {"kind": "table", "head": _("Findings and replies"), "columns": columns, "wide": 2, "rows": rows}


def files_block(candidate: Candidate) -> dict[str, Any]:
    """The proof by name, each with the beginning of its digest."""
    rows = [[row["name"], row["digest"][:SHOWN_DIGITS]] for row in files_told(files_of(candidate))]
    return {"kind": "table", "head": _("Proof"), "columns": [_("File"), "SHA-256"], "wide": 0, "rows": rows}
