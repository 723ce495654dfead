"""Which facts would tell what few voters chose? They leave the house in no file."""

from collections import Counter
from collections.abc import Mapping

SHOWN_FROM = 5
VOTES, COUNT, MEAN = "ballot.", "ballot.count", "ballot.mean"
HUNDRED = 100


def hidden_facts(facts: Mapping[str, int]) -> frozenset[str]:
    """The keys of a branch's facts that stay hidden: the mean of few votes, and the answers of a layer of few.

    facts: hundredths, by the key of an input.
    """
    if COUNT in facts:
        return frozenset([MEAN]) if 0 < facts[COUNT] < SHOWN_FROM * HUNDRED else frozenset()
    votes = [key for key in facts if key.startswith(VOTES)]
    by_layer: Counter[str] = Counter()
    for key in votes:
        by_layer[key.rpartition(".")[0]] += facts[key]
    few = {layer for layer, count in by_layer.items() if 0 < count < SHOWN_FROM * HUNDRED}
    return frozenset(key for key in votes if key.rpartition(".")[0] in few)
