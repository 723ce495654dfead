"""What four people voted is told nowhere in an explanation; what five voted is."""

from apps.criteria.selectors import compiled, shipped_rulebooks
from apps.rating.reasons import Explanation, explain_one
from apps.rating.rulebook import Rulebook
from apps.reports.figures import ballot_data, sum_data
from apps.reports.telling import Words, tell
from apps.reports.telling.folding import about

MEAN, POINTS, BROUGHT = 9137, "91.37", "18.274"


def reasons_of(rules: Rulebook, **given: int) -> Explanation:
    """Why a branch comes to its result, all marks full."""
    marks = {each.key: each.maximum for each in rules.inputs if each.kind == "mark"}
    return explain_one(rules, marks | given, [])


def sentences(rules: Rulebook, reasons: Explanation) -> str:
    """Everything that is told of it."""
    chapters = tell(Words.of(rules), reasons)
    return "\n".join(f"{line.text} {line.figure}" for chapter in chapters for line in chapter.lines)


def voted(votes: int) -> tuple[Rulebook, Explanation]:
    """A branch of nine members of whom so many voted."""
    rules = compiled(shipped_rulebooks()["jiangsu-2022"])
    return rules, reasons_of(rules, **{"members": 900, "ballot.count": votes * 100, "ballot.mean": MEAN})


def test_points_of_five_votes_are_told() -> None:
    text = sentences(*voted(5))

    assert f"{POINTS} × 20%" in text


def test_points_of_four_votes_stand_in_no_sentence_and_no_part_of_the_sum() -> None:
    rules, reasons = voted(4)
    words = about(Words.of(rules), reasons)

    total, ballot = sum_data(words, reasons.sum), ballot_data(words, reasons.ballots)

    everything = sentences(rules, reasons) + str(total) + str(ballot)
    assert [figure for figure in (POINTS, BROUGHT) if figure in everything] == []
    assert {(part["value"], part["brings"]) for part in total["parts"]} == {(None, None)}
    assert "70%" in total["text"]


def test_few_votes_of_one_layer_fold_the_whole_ballot() -> None:
    rules = compiled(LAYERS)
    votes = {
        "ballot.members.good": 600,
        "ballot.members.poor": 100,
        "ballot.public.good": 200,
        "ballot.public.poor": 100,
    }

    reasons = reasons_of(rules, **votes)

    assert reasons.ballots is not None
    assert str(reasons.ballots.points) not in sentences(rules, reasons)


LAYERS = """
rulebook: layers-2025
title: {zh: 两层, en: Layers}
parties: {ballot: 40%, superior: 60%}
mix: {at: total, missing: {ballot: counts 0}, round: 2}
ballot:
  options: {good: 100, poor: 0}
  layers: {members: 60%, public: 40%}
  missing: counts 0
  round: 2
sections:
  A: {title: {zh: 甲, en: A}, criteria: {A1: {title: {zh: 一, en: One}, points: 10}}}
levels: [{好: {title: {en: Good}, total: at least 8}}, {差: {title: {en: Poor}, otherwise: rated}}]
order: [total]
"""
