"""What few voters chose leaves the house in no file."""

import pytest

from apps.assessments.few_votes import hidden_facts

MEAN = {"ballot.count": 500, "ballot.mean": 9_200, "fact.honour": 100}
LAYERS = {"ballot.members.good": 400, "ballot.members.poor": 100, "ballot.public.good": 400, "ballot.public.poor": 0}


@pytest.mark.parametrize(
    ("facts", "hidden"),
    [
        ({}, set()),
        (MEAN, set()),
        (MEAN | {"ballot.count": 400}, {"ballot.mean"}),
        (MEAN | {"ballot.count": 0}, set()),
        (LAYERS, {"ballot.public.good", "ballot.public.poor"}),
        (LAYERS | {"ballot.public.poor": 100}, set()),
        ({"ballot.good": 300, "ballot.poor": 100}, {"ballot.good", "ballot.poor"}),
    ],
)
def test_hide_facts_of_few_votes(facts: dict[str, int], hidden: set[str]) -> None:
    assert hidden_facts(facts) == hidden
