"""What do answers come to? Sums by question and option, what the rules read of them, and their digest."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from django.db.models import Sum

from apps.ballots.models import Count, Poll
from apps.rating.rulebook import Ballot

Answers = Mapping[str, Mapping[str, int]]
HUNDRED = 100
# A quorum is one of members: votes of other layers do not fill it.
MEMBERS = "members"


class Sums:
    """Answers added up: question code → option code → how many."""

    def __init__(self, poll: Poll) -> None:
        self.options = [option["code"] for option in poll.options]
        self.by_question = {question["code"]: Counter() for question in poll.questions}
        self.by_code = self.on_paper = 0

    def add_ballot(self, answers: Mapping[str, str]) -> None:
        """One ballot cast by code."""
        self.by_code += 1
        for question, option in answers.items():
            self.by_question[question][option] += 1

    def add_papers(self, papers: int, figures: Answers) -> None:
        """A pile of paper ballots that two people agree on."""
        self.on_paper += papers
        for question, by_option in figures.items():
            self.by_question[question].update(by_option)

    @property
    def votes(self) -> int:
        return self.by_code + self.on_paper

    def plain(self) -> dict[str, dict[str, int]]:
        """Every question with every option, in their order."""
        return {code: {option: sums[option] for option in self.options} for code, sums in self.by_question.items()}


def facts_of(poll: Poll, ballot: Ballot | None, counts: Iterable[Count]) -> dict[str, int]:
    """What the rules read of one branch's votes, by the key of an input, in hundredths.

    Layers of few votes are not in it where the ballot leaves them out. The votes that a quorum asks of a branch are its
    members', where the ballot has a layer of theirs.
    """
    counted = [count for count in counts if count.answers]
    if ballot is not None and ballot.options:
        return _votes_by_option(poll, ballot, counted)
    of_members = [count for count in counted if count.layer == MEMBERS]
    asked = of_members if any(layer["code"] == MEMBERS for layer in poll.layers) else counted
    facts = {"ballot.count": sum(count.by_code + count.on_paper for count in asked) * HUNDRED}
    mean = mean_points(poll, {count.layer: count.answers for count in counted})
    return facts if mean is None else facts | {"ballot.mean": mean}


def _votes_by_option(poll: Poll, ballot: Ballot, counts: Sequence[Count]) -> dict[str, int]:
    """Votes of the one question that counts, by layer where the rulebook weighs layers."""
    question = next(each["code"] for each in poll.questions if each["counts"])
    layers = [f"{layer}." for layer in ballot.layers] or [""]
    facts = {f"ballot.{layer}{option.code}": 0 for layer in layers for option in ballot.options}
    for count in counts:
        layer = f"{count.layer}." if ballot.layers else ""
        for option, votes in count.answers[question].items():
            facts[f"ballot.{layer}{option}"] += votes * HUNDRED
    return facts


def mean_points(poll: Poll, by_layer: Mapping[str, Answers]) -> int | None:
    """Hundredths, half up: the mean of all answers that give points, layers weighted by their shares among those that
    have any; None where nobody gave points."""
    means: list[tuple[int, Fraction]] = []
    for layer in poll.layers:
        mean = layer_mean(poll, by_layer.get(layer["code"], {}))
        if mean is not None:
            means.append((layer["share"], mean))
    weight = sum(share for share, _mean in means)
    if not weight:
        return None
    return int(sum(share * mean for share, mean in means) / weight + Fraction(1, 2))


def layer_mean(poll: Poll, answers: Answers) -> Fraction | None:
    """The mean of a layer's answers to the questions that count, in hundredths; None where nobody gave points."""
    points = {option["code"]: option["points"] for option in poll.options if option["points"] is not None}
    counting = [question["code"] for question in poll.questions if question["counts"]]
    given = [
        (points[option], votes)
        for question in counting
        for option, votes in answers.get(question, {}).items()
        if option in points
    ]
    number = sum(votes for _points, votes in given)
    return Fraction(sum(each * votes for each, votes in given), number) if number else None


def digest_of(counts: Iterable[Count], receipts: Iterable[tuple[int, str, Sequence[str]]]) -> str:
    """SHA-256 over every count and every receipt's mark, in an order of their own: rebuilt from the tables at will.

    receipts: (assessment, layer, marks) of each box.
    """
    counted = [[one.assessment_id, one.layer, one.by_code, one.on_paper, one.answers] for one in counts]
    marks: dict[tuple[int, str], list[str]] = {}
    for assessment, layer, some in receipts:
        marks.setdefault((assessment, layer), []).extend(some)
    listed = sorted([assessment, layer, sorted(some)] for (assessment, layer), some in marks.items())
    everything = [sorted(counted, key=lambda one: one[:2]), listed]
    written = json.dumps(everything, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def whole_count(poll: Poll) -> dict[str, int]:
    """How many ballots were counted: `votes` by code, `papers` on paper."""
    found = Count.objects.filter(poll=poll).aggregate(votes=Sum("by_code"), papers=Sum("on_paper"))
    return {name: number or 0 for name, number in found.items()}
