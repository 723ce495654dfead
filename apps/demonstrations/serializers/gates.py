"""How far a gate is, where its line would be drawn, people's words at its close, and the funnel, over REST."""

from typing import Any

from rest_framework import serializers

from apps.demonstrations.choices import Verdict
from apps.demonstrations.serializers.programmes import GateSerializer
from apps.demonstrations.services.gates import Votes, Word

MOST_VOTES, MOST_WORDS = 10_000, 1_000
SIDES = ("above", "tied", "below", "failed")


class MarkingSerializer(serializers.Serializer):
    """Sheets of an open gate: `whole` of `n` hold every mark."""

    whole = serializers.IntegerField()
    n = serializers.IntegerField()


class GateLineSerializer(serializers.Serializer):
    """One candidate before the gate closes; `side` of the line, `asks` whether people have a word on it."""

    candidate = serializers.IntegerField(source="candidate.pk")
    name = serializers.CharField(source="candidate")
    total = serializers.CharField()
    place = serializers.IntegerField(allow_null=True)
    level = serializers.CharField()
    side = serializers.ChoiceField(SIDES)
    asks = serializers.BooleanField()


class PassageSerializer(serializers.Serializer):
    """What a closed gate came to for one candidate. `why` it left, or what was said of it."""

    candidate = serializers.IntegerField(source="row.candidate_id")
    name = serializers.CharField(source="row.candidate")
    total = serializers.CharField()
    place = serializers.IntegerField(source="row.place", allow_null=True)
    level = serializers.CharField(source="row.level")
    verdict = serializers.ChoiceField(Verdict.choices, source="row.verdict")
    why = serializers.CharField()
    votes_for = serializers.IntegerField(source="row.votes_for", allow_null=True)
    votes_against = serializers.IntegerField(source="row.votes_against", allow_null=True)
    abstentions = serializers.IntegerField(source="row.abstentions", allow_null=True)


class GatePageSerializer(serializers.Serializer):
    """A gate with its rule in words, what keeps it shut (`stops`), and what its state has to tell."""

    gate = GateSerializer()
    rule = serializers.CharField()
    stops = serializers.ListField(child=serializers.CharField(), default=list)
    marking = MarkingSerializer(allow_null=True, default=None)
    line = GateLineSerializer(many=True, source="rows", default=list)
    seats = serializers.IntegerField(default=0, help_text="For how many of those that share the line there is room.")
    passages = PassageSerializer(many=True, default=list)


class WordSerializer(serializers.Serializer):
    """People's word on one candidate; votes, where given, say the same as `passes`."""

    candidate = serializers.IntegerField(min_value=1)
    passes = serializers.BooleanField()
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    votes_for = serializers.IntegerField(min_value=0, max_value=MOST_VOTES, required=False)
    votes_against = serializers.IntegerField(min_value=0, max_value=MOST_VOTES, required=False)
    abstentions = serializers.IntegerField(min_value=0, max_value=MOST_VOTES, required=False, default=0)


class WordsSerializer(serializers.Serializer):
    """Words at the close of a gate; for every other act nothing is read."""

    words = WordSerializer(many=True, required=False, max_length=MOST_WORDS)

    def validate_words(self, words: list[dict[str, Any]]) -> dict[int, Word]:
        return {one["candidate"]: word_of(one) for one in words}


def word_of(given: dict[str, Any]) -> Word:
    """A word as the service takes it; votes only where both sides are given."""
    votes = None
    if "votes_for" in given and "votes_against" in given:
        votes = Votes(given["votes_for"], given["votes_against"], given["abstentions"])
    return Word(given["passes"], given["reason"], votes)


class FunnelNodeSerializer(serializers.Serializer):
    """How many of a batch reached a column (counted from 0), how many were lost since the one before, and who."""

    column = serializers.IntegerField()
    count = serializers.IntegerField(source="node.count")
    state = serializers.ChoiceField(("done", "waiting", "named"), source="node.state")
    lost = serializers.IntegerField(source="node.lost")
    left = serializers.ListField(child=serializers.CharField(), source="node.left")


class FunnelBandSerializer(serializers.Serializer):
    """One batch from its applications as far as it has come."""

    number = serializers.IntegerField()
    nodes = FunnelNodeSerializer(many=True, source="placed")


class FunnelSerializer(serializers.Serializer):
    """How batches narrow from gate to gate; empty before the first application."""

    columns = serializers.ListField(child=serializers.CharField())
    bands = FunnelBandSerializer(many=True)
