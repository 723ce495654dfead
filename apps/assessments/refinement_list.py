"""All units' own indicators in one list: what each has added to the rules, and how far it has come."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.assessments.choices import RefinementStatus as S
from apps.assessments.indicators import Room
from apps.assessments.models import Refinement
from apps.assessments.refinement_page import deadline_line, decided_line, grant_line
from apps.assessments.refining import indicators_of, is_frozen
from apps.campaigns.models import Campaign
from apps.rating.points import show_points

NOT_BEGUN = "none"


def list_page(campaign: Campaign, rooms: Sequence[Room], rows: Sequence[Refinement], shown: str) -> dict[str, Any]:
    """All units that one sees, with what each has added; narrowed to one state where asked for."""
    titles = {
        S.SUBMITTED: _("To approve"),
        S.APPROVED: _("Approved"),
        S.RETURNED: _("Returned"),
        S.WRITING: _("Being written"),
        NOT_BEGUN: _("Nothing written"),
    }
    by_state = {state: [row for row in rows if state_of(row) == state] for state in titles}
    segments = [{"state": "", "title": _("All"), "n": len(rows), "current": shown not in titles}]
    segments += [
        {"state": state, "title": title, "n": len(by_state[state]), "current": shown == state}
        for state, title in titles.items()
        if by_state[state] or shown == state
    ]
    frozen, language = is_frozen(campaign), get_language() or "zh-hans"
    sections = {room.section.code: room for room in rooms}
    return {
        "campaign": campaign,
        "sentence": list_sentence(rows, len(by_state[S.APPROVED]), len(by_state[S.SUBMITTED])),
        "deadline": deadline_line(campaign, frozen),
        "grants": [
            {"title": f"{room.section.code} {room.section.title.get(language)}", "text": grant_line(room)}
            for room in rooms
        ],
        "segments": segments,
        "many": len(rooms) > 1,
        "lines": [list_line(row, sections[row.section], frozen) for row in by_state.get(shown, rows)],
    }


def state_of(row: Refinement) -> str:
    """The state of a row, or that nothing is written."""
    return row.status if row.indicators else NOT_BEGUN


def list_sentence(rows: Sequence[Refinement], approved: int, waiting: int) -> str:
    """How many units have added, and how many wait."""
    words = {"n": approved, "all": len(rows), "waiting": waiting}
    if waiting:
        text = ngettext(
            "%(waiting)s unit waits for approval, %(n)s approved",
            "%(waiting)s units wait for approval, %(n)s approved",
            waiting,
        )
        return text % words
    return _("%(n)s of %(all)s units have approved indicators of their own") % words


def list_line(row: Refinement, room: Room, frozen: bool) -> dict[str, Any]:
    """One unit of the list."""
    state = state_of(row)
    chips = {
        S.SUBMITTED: ("info", _("to approve")),
        S.APPROVED: ("ok", _("approved")),
        S.RETURNED: ("warn", _("returned")),
        S.WRITING: ("", _("being written")),
        NOT_BEGUN: ("", _("nothing written")),
    }
    tone, text = chips[state]
    if frozen and state != S.APPROVED:
        tone, text = "", _("adds nothing")
    indicators = indicators_of(row)
    return {
        "unit": row.node.name,
        "section": room.section.code,
        "url": reverse("assessments:refinement", args=[row.campaign.slug, row.node_id, row.section]),
        "n": len(indicators),
        "sum": show_points(sum(each.points for each in indicators)) if indicators else "",
        "titles": _(", ").join(each.title for each in indicators),
        "tone": tone,
        "text": text,
        "note": decided_line(row),
    }
