"""What starts a rehearsal, and where it stands."""

from rest_framework import serializers

from apps.criteria.models import RulebookVersion
from apps.evaluations.rehearsals.making import MOST, SEED


class RehearsalAskedSerializer(serializers.Serializer):
    """By which published rules, how many branches, and the number that the drawing begins with."""

    rulebook_version = serializers.PrimaryKeyRelatedField(
        queryset=RulebookVersion.objects.published().select_related("rulebook")
    )
    branches = serializers.IntegerField(min_value=1, max_value=MOST)
    seed = serializers.IntegerField(min_value=0, max_value=999_999, required=False, default=SEED)


class RehearsalSerializer(serializers.Serializer):
    """The campaign that is being made, and the job that makes it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    job = serializers.IntegerField()
