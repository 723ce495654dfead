"""What did the votes come to? Only once they are counted, and nothing of a layer with few votes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.ballots.choices import PollStatus
from apps.ballots.models import Count, Poll
from apps.ballots.tally import layer_mean
from apps.core.errors import Refused

Answers = dict[str, dict[str, int]]


@dataclass(frozen=True)
class LayerResult:
    """One layer's result; `answers` and `mean` (hundredths) are None where it has fewer votes than are shown.

    `answers`: question code → option code → how many.
    """

    code: str
    title: str
    by_code: int
    on_paper: int
    answers: Answers | None
    mean: int | None

    @property
    def votes(self) -> int:
        return self.by_code + self.on_paper


def require_counted(poll: Poll) -> None:
    """Refuse whoever asks before the count; there is no exception."""
    if poll.status != PollStatus.COUNTED:
        raise Refused(_("There are no results before the votes are counted."), code="not-counted")


def results_of(assessment: Assessment) -> list[LayerResult]:
    """One branch's results by layer, in the ballot's order; nothing where its campaign has no counted ballot."""
    poll = Poll.objects.filter(campaign=assessment.campaign_id, status=PollStatus.COUNTED).first()
    if poll is None:
        return []
    counts = {count.layer: count for count in Count.objects.filter(assessment=assessment)}
    return [_result(poll, layer, [counts[layer["code"]]]) for layer in poll.layers if layer["code"] in counts]


def results_of_all(poll: Poll, person: Any) -> list[LayerResult]:
    """The sums by layer over the branches that the person sees.

    Branches of few votes are in a sum only where all of them together have enough votes: what is shown of single
    branches, taken off the sum, then still tells nothing of few.
    """
    require_counted(poll)
    seen = Count.objects.filter(poll=poll, assessment__in=Assessment.objects.visible_to(person))
    by_layer: dict[str, list[Count]] = {}
    for count in seen.order_by("assessment__order_path"):
        by_layer.setdefault(count.layer, []).append(count)
    return [_result(poll, layer, _safe(poll, by_layer.get(layer["code"], []))) for layer in poll.layers]


def medians_of(poll: Poll) -> dict[str, dict[str, int]]:
    """By layer and question, the median of the branches' means in hundredths, over those whose votes are shown."""
    require_counted(poll)
    means: dict[str, dict[str, list[Fraction]]] = {}
    for count in Count.objects.filter(poll=poll):
        if not is_shown(poll, count):
            continue
        for question, mean in means_of(poll, count.answers).items():
            means.setdefault(count.layer, {}).setdefault(question, []).append(mean)
    return {
        layer: {question: int(median(each) + Fraction(1, 2)) for question, each in by_question.items()}
        for layer, by_question in means.items()
    }


def means_of(poll: Poll, answers: Mapping[str, Mapping[str, int]]) -> dict[str, Fraction]:
    """By question, the mean of the answers that give points, in hundredths; questions without any are absent."""
    points = {option["code"]: option["points"] for option in poll.options if option["points"] is not None}
    found = {}
    for question, by_option in answers.items():
        number = sum(votes for option, votes in by_option.items() if option in points)
        if number:
            total = sum(points[option] * votes for option, votes in by_option.items() if option in points)
            found[question] = Fraction(total, number)
    return found


def is_shown(poll: Poll, count: Count) -> bool:
    """Whether a layer of a branch has as many votes as are shown."""
    return count.by_code + count.on_paper >= poll.shown_from and bool(count.answers)


def _safe(poll: Poll, counts: list[Count]) -> list[Count]:
    """The counts that may be summed and shown."""
    few = [count for count in counts if not is_shown(poll, count)]
    if sum(count.by_code + count.on_paper for count in few if count.answers) >= poll.shown_from:
        return [count for count in counts if count.answers]
    return [count for count in counts if is_shown(poll, count)]


def _result(poll: Poll, layer: Mapping[str, Any], counts: Iterable[Count]) -> LayerResult:
    rows = list(counts)
    by_code, on_paper = sum(row.by_code for row in rows), sum(row.on_paper for row in rows)
    answers: Answers | None = None
    if by_code + on_paper >= poll.shown_from and any(row.answers for row in rows):
        answers = _added(rows)
    mean = layer_mean(poll, answers) if answers else None
    shown = None if mean is None else int(mean + Fraction(1, 2))
    return LayerResult(layer["code"], layer["title"], by_code, on_paper, answers, shown)


def _added(counts: Iterable[Count]) -> Answers:
    total: Answers = {}
    for count in counts:
        for question, by_option in count.answers.items():
            sums = total.setdefault(question, {})
            for option, votes in by_option.items():
                sums[option] = sums.get(option, 0) + votes
    return total
