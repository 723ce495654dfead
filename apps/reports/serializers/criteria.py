"""Criteria counted, marks ranked, places moved and years gone by, as REST writes them; points are decimal text."""

from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer
from apps.criteria.serializers import PointsField


class StandingSerializer(serializers.Serializer):
    """How a criterion stands among some branches."""

    mean = serializers.CharField(help_text="One decimal, half up, of the branches that are marked.")
    marked = serializers.IntegerField()
    below = serializers.IntegerField(allow_null=True, help_text="Marked below `line`; null without one.")


class ZoneStandingSerializer(StandingSerializer):
    """The same in one zone."""

    id = serializers.IntegerField(allow_null=True, help_text="null for branches without a zone.")
    name = serializers.CharField()


class CriterionStandingSerializer(StandingSerializer):
    """One criterion in all, and by zone."""

    code = serializers.CharField()
    title = serializers.CharField()
    maximum = PointsField()
    line = PointsField(allow_null=True, help_text="The mark that equals a lit star; null in a section without one.")
    zones = ZoneStandingSerializer(many=True)


class CriteriaSerializer(serializers.Serializer):
    """Every criterion of one run, in the rulebook's order."""

    run = serializers.IntegerField()
    criteria = CriterionStandingSerializer(many=True)


class CriterionMarkSerializer(serializers.Serializer):
    """One branch's mark on the criterion."""

    assessment = serializers.IntegerField()
    name = serializers.CharField()
    unit = NamedSerializer()
    zone = NamedSerializer(allow_null=True)
    type = serializers.CharField()
    mark = PointsField()
    self_mark = PointsField(allow_null=True)
    place = serializers.IntegerField(allow_null=True)


class MoveSerializer(serializers.Serializer):
    """One branch's places; `by` is positive where it rose."""

    assessment = serializers.IntegerField()
    name = serializers.CharField()
    before = serializers.IntegerField()
    now = serializers.IntegerField()
    by = serializers.IntegerField()


class MovesSerializer(serializers.Serializer):
    """Those who moved most between two runs; without an earlier run `against` is null and nobody moved."""

    run = serializers.IntegerField()
    against = serializers.IntegerField(allow_null=True, help_text="The earlier run: last year's, else a numbered one.")
    year = serializers.IntegerField(allow_null=True, help_text="The earlier run's campaign's year.")
    is_new_rules = serializers.BooleanField(help_text="The earlier run was rated by other rules: not comparable.")
    compared = serializers.IntegerField(help_text="Branches that stand in both runs.")
    risen = MoveSerializer(many=True)
    fallen = MoveSerializer(many=True)


class YearSerializer(serializers.Serializer):
    """One year of a branch."""

    year = serializers.IntegerField()
    campaign = serializers.CharField(source="slug")
    assessment = serializers.IntegerField()
    total = serializers.CharField(source="total_plain", help_text="Decimal text.")
    level = serializers.CharField()
    is_rated = serializers.BooleanField()
    place = serializers.IntegerField(allow_null=True, help_text="null in a year without being rated.")
    is_new_rules = serializers.BooleanField(help_text="Rated by other rules than the year before: not comparable.")
    equal = serializers.CharField(help_text="A level of another rulebook in the last year's words; empty without.")
    read_by = serializers.CharField(help_text="Whose dictionary of grades says so.")


class YearsSerializer(serializers.Serializer):
    """The last five years of a branch at most, the earliest first."""

    years = YearSerializer(many=True)
