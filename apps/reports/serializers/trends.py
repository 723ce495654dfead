"""Trends and movement between levels as REST writes them; points are decimal text, shares have their counts beside."""

from rest_framework import serializers

from apps.evaluations.models import Result


class YearLevelSerializer(serializers.Serializer):
    """One level in one year."""

    name = serializers.CharField()
    count = serializers.IntegerField()


class TrendYearSerializer(serializers.Serializer):
    """One year of the committee."""

    year = serializers.IntegerField()
    campaign = serializers.CharField(help_text="Its short name.")
    rulebook = serializers.CharField(help_text="The short name of the rulebook.")
    is_new_method = serializers.BooleanField(help_text="Rated by other rules than the year before: do not compare.")
    branches = serializers.IntegerField()
    levels = YearLevelSerializer(many=True, help_text="Best first.")
    rated = serializers.IntegerField(help_text="Branches whose totals are counted below.")
    mean = serializers.CharField(help_text="The mean total of those.")
    sections = serializers.DictField(child=serializers.CharField(), help_text="Means by the section's code.")
    spread = serializers.ListField(
        child=serializers.IntegerField(), help_text="Branches by twentieth of full marks; empty for a unit."
    )


class TrendsSerializer(serializers.Serializer):
    """A committee through the years, the earliest first."""

    committee = serializers.IntegerField()
    years = TrendYearSerializer(many=True)


class LevelWaySerializer(serializers.Serializer):
    """How many went from one level to another."""

    before = serializers.CharField()
    now = serializers.CharField()
    count = serializers.IntegerField()
    way = serializers.IntegerField(
        allow_null=True, help_text="1 up, −1 down, 0 alike; null where no dictionary reads the earlier level."
    )


class LevelMovesSerializer(serializers.Serializer):
    """From which level to which between two campaigns; ways that nobody went are left out."""

    campaign = serializers.CharField()
    since = serializers.CharField(help_text="The earlier campaign.")
    is_same_method = serializers.BooleanField()
    dictionary = serializers.IntegerField(allow_null=True, help_text="The dictionary that read the earlier levels.")
    ways = LevelWaySerializer(many=True)
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="Branches on each list.")


class LevelMoverSerializer(serializers.ModelSerializer):
    """A branch of one of the lists."""

    id = serializers.IntegerField(source="assessment_id", help_text="Of the assessment.")
    level_before = serializers.SerializerMethodField(help_text="Empty for who is new.")
    level_now = serializers.SerializerMethodField(help_text="Empty for who left.")

    class Meta:
        model = Result
        fields = ["id", "position", "name", "level_before", "level_now", "rank"]

    def get_level_before(self, row: Result) -> str:
        return self.words(row)[0]

    def get_level_now(self, row: Result) -> str:
        return self.words(row)[1]

    def words(self, row: Result) -> tuple[str, str]:
        """The words of the rulebooks; who left has none now."""
        moves, start = self.context["moves"], getattr(row, "level_before", None)
        before, now = moves.names_before, moves.names_now
        if start is None and moves.listed == "left":
            return before[row.level], ""
        return ("" if start is None else before[start]), now[row.level]


class LevelMoversSerializer(serializers.Serializer):
    """One page of a list; `after` leads on."""

    total = serializers.IntegerField()
    after = serializers.IntegerField(allow_null=True, help_text="The position to ask for next; null at the end.")
    results = LevelMoverSerializer(many=True)
