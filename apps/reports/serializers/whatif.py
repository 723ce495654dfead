"""What a what-if takes and answers."""

from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer


class WantedSerializer(serializers.Serializer):
    """One value of the rulebook, and what it should be."""

    path = serializers.CharField(max_length=200, help_text="Where the value stands, as “rules” lists them.")
    value = serializers.CharField(
        max_length=200,
        allow_blank=True,
        help_text="As the rulebook writes it, or the bare figure; empty takes a veto out.",
    )


class WhatIfAskedSerializer(serializers.Serializer):
    """Changed rules, and which movers are listed."""

    run = serializers.IntegerField(required=False, min_value=1, help_text="A numbered run's number; else the current.")
    changes = WantedSerializer(many=True, allow_empty=True)
    way = serializers.ChoiceField(choices=["", "up", "down"], required=False, default="")
    level = serializers.CharField(max_length=60, required=False, default="", help_text="Shares are counted from it.")
    page = serializers.IntegerField(required=False, min_value=1, max_value=100_000, default=1)


class RuleFaultSerializer(serializers.Serializer):
    """Why a change cannot stand: the field of the rulebook and the remedy."""

    field = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()


class ChangeEffectSerializer(serializers.Serializer):
    """What one change does by itself; `is_left_out` where the rules could not take it in."""

    path = serializers.CharField()
    title = serializers.CharField()
    risen = serializers.IntegerField()
    fallen = serializers.IntegerField()
    faults = RuleFaultSerializer(many=True)
    is_left_out = serializers.BooleanField()


class GroupShareSerializer(serializers.Serializer):
    """A zone, type or size: who rose and fell, and how many reach the level before and after."""

    name = serializers.CharField()
    branches = serializers.IntegerField()
    risen = serializers.IntegerField()
    fallen = serializers.IntegerField()
    before = serializers.IntegerField(source="before_count")
    after = serializers.IntegerField(source="after_count")


class TargetSerializer(serializers.Serializer):
    """A figure to watch: what is asked, and how many branches count towards it before and after."""

    title = serializers.CharField()
    asked = serializers.CharField()
    before = serializers.IntegerField(source="now_count")
    after = serializers.IntegerField(source="then_count")
    is_met = serializers.BooleanField(help_text="By the changed rules.")


class SeatsSerializer(serializers.Serializer):
    """How a quota went, its groups together; `line` is the total of the last seat where there is one group."""

    seats = serializers.IntegerField()
    candidates = serializers.IntegerField()
    held = serializers.IntegerField()
    tied = serializers.IntegerField(help_text="Branches that stand level over the line.")
    groups = serializers.IntegerField()
    line = serializers.CharField(allow_blank=True)


class QuotaSerializer(serializers.Serializer):
    """One quota of the changed rules, before and after."""

    title = serializers.CharField()
    scope = serializers.CharField()
    before = SeatsSerializer(source="now")
    after = SeatsSerializer(source="then")


class CauseSerializer(serializers.Serializer):
    """One reason in figures; `now`, `relation` and `line` where a figure crossed a line."""

    kind = serializers.CharField()
    code = serializers.CharField()
    was = serializers.CharField(allow_null=True)
    now = serializers.CharField(allow_null=True)
    relation = serializers.CharField(allow_blank=True)
    line = serializers.CharField(allow_null=True)


class WhatIfMoverSerializer(serializers.Serializer):
    """A branch that changes level; places count in the campaign, 0 without one."""

    assessment = serializers.IntegerField(source="result.assessment_id")
    name = serializers.CharField(source="result.name")
    unit = NamedSerializer(source="result.unit")
    zone = NamedSerializer(source="result.zone", allow_null=True)
    type = serializers.CharField(source="result.branch_type")
    before = serializers.CharField()
    after = serializers.CharField()
    place_before = serializers.IntegerField()
    place_after = serializers.IntegerField()
    causes = CauseSerializer(many=True)
    because = serializers.CharField()


class WhatIfMoverPageSerializer(serializers.Serializer):
    """One page of the movers."""

    count = serializers.IntegerField()
    page = serializers.IntegerField()
    results = WhatIfMoverSerializer(many=True)


class WhatIfSerializer(serializers.Serializer):
    """Who would move; the matrix counts branches from each level before to each level after, best first."""

    run = serializers.IntegerField()
    branches = serializers.IntegerField()
    levels_before = serializers.ListField(child=serializers.CharField())
    levels_after = serializers.ListField(child=serializers.CharField())
    matrix = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    risen = serializers.IntegerField()
    fallen = serializers.IntegerField()
    only_place = serializers.IntegerField()
    effects = ChangeEffectSerializer(many=True)
    targets = TargetSerializer(many=True)
    quotas = QuotaSerializer(many=True)
    level = serializers.CharField(help_text="The level from which the groups are counted.")
    zones = GroupShareSerializer(many=True)
    types = GroupShareSerializer(many=True)
    sizes = GroupShareSerializer(many=True)
    movers = WhatIfMoverPageSerializer()
    text = serializers.CharField(help_text="The rulebook's text with the changes in it.")


class KnobSerializer(serializers.Serializer):
    """A value of the rulebook that can be changed, as it is written now."""

    path = serializers.CharField(source="where")
    title = serializers.CharField()
    value = serializers.CharField()
    choices = serializers.ListField(child=serializers.CharField())


class KnobsSerializer(serializers.Serializer):
    """Everything that can be changed."""

    run = serializers.IntegerField()
    rules = KnobSerializer(many=True)
