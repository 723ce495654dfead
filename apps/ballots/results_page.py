"""How are results told? A table of questions by answers for each layer; few votes stay hidden."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.ballots.models import Count, Poll
from apps.ballots.results import LayerResult, is_shown, means_of
from apps.ballots.tally import layer_mean
from apps.rating.points import show_fixed

PLACES = 2


def tables_of(
    poll: Poll, results: Sequence[LayerResult], medians: Mapping[str, Mapping[str, int]] | None = None
) -> list[dict[str, Any]]:
    """A table a layer; with `medians`, the campaign's beside each question."""
    return [table_of(poll, result, (medians or {}).get(result.code, {})) for result in results]


def table_of(poll: Poll, result: LayerResult, medians: Mapping[str, int]) -> dict[str, Any]:
    means = means_of(poll, result.answers or {})
    return {
        "title": result.title or _("Voters"),
        "votes": result.votes,
        "on_paper": result.on_paper,
        "is_hidden": result.answers is None,
        "mean": points(result.mean),
        "rows": [row_of(poll, question, result.answers, means, medians) for question in poll.questions]
        if result.answers
        else [],
    }


def row_of(
    poll: Poll, question: Mapping[str, Any], answers: Any, means: Mapping[str, Any], medians: Mapping[str, int]
) -> dict[str, Any]:
    """One question: how often each answer, the mean, the campaign's median."""
    by_option, mean = answers.get(question["code"], {}), means.get(question["code"])
    whole = sum(by_option.values())
    figures = [(option["title"], by_option.get(option["code"], 0)) for option in poll.options]
    return {
        "title": question["title"],
        "counts": question["counts"],
        "figures": [{"title": title, "votes": votes, "share": share(votes, whole)} for title, votes in figures],
        "mean": points(rounded(mean)),
        "median": points(medians.get(question["code"])),
    }


def share(votes: int, whole: int) -> str:
    """A whole per cent, rounded half up; nothing where nobody answered."""
    return f"{(200 * votes + whole) // (2 * whole)}%" if whole else ""


def rounded(mean: Fraction | None) -> int | None:
    """A mean in whole hundredths, half up."""
    return None if mean is None else int(mean + Fraction(1, 2))


def points(hundredths: int | None) -> str:
    return "" if hundredths is None else show_fixed(hundredths, PLACES)


def branch_rows(poll: Poll, slug: str, rows: Sequence[Assessment]) -> list[dict[str, Any]]:
    """Each branch with its votes and mean by layer; means of few votes are left out."""
    counts = {
        (count.assessment_id, count.layer): count for count in Count.objects.filter(poll=poll, assessment__in=rows)
    }
    return [
        {
            "name": row.name,
            "url": reverse("ballots:results-of", args=[slug, row.pk]),
            "layers": [layer_cell(poll, counts.get((row.pk, layer["code"]))) for layer in poll.layers],
        }
        for row in rows
    ]


def layer_cell(poll: Poll, count: Count | None) -> dict[str, Any]:
    """Votes and mean of one layer of one branch."""
    if count is None:
        return {"votes": None, "mean": "", "is_hidden": False}
    mean = layer_mean(poll, count.answers) if is_shown(poll, count) else None
    return {
        "votes": count.by_code + count.on_paper,
        "mean": points(rounded(mean)),
        "is_hidden": not is_shown(poll, count),
    }
