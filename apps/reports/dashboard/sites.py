"""How do the committee's programmes of selections narrow? A line each, from the applications to the naming."""

from typing import Any

from django.urls import reverse

from apps.demonstrations.board import Board
from apps.demonstrations.models import Programme
from apps.reports.dashboard.frame import Frame

MOST = 4


def sites(frame: Frame) -> list[dict[str, Any]]:
    """Programmes whose candidates the reader compares, each with how many reached which step; none without any."""
    programmes = Programme.objects.visible_to(frame.person).filter(committee=frame.campaign.committee_id)
    lines = [line(Board(programme, frame.person)) for programme in programmes.order_by("-pk")[:MOST]]
    return [each for each in lines if each]


def line(board: Board) -> dict[str, Any] | None:
    """One programme; None where nobody has applied or the reader does not compare."""
    funnel = board.funnel
    if funnel is None:
        return None
    sums = zip(funnel.columns, funnel.sums(), strict=True)
    return {
        "name": board.programme.name,
        "url": reverse("demonstrations:board", args=[board.programme.slug]),
        "steps": [{"title": title, "count": done + waiting} for title, (done, waiting) in sums if done + waiting],
    }
