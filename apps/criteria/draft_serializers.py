"""Drafts, their checks, comparisons and trials as REST writes and reads them."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer, SeenField
from apps.criteria.models import Draft, RulebookVersion
from apps.criteria.serializers import VersionSerializer
from apps.organisations.choices import Power
from apps.organisations.models import Node, reach_of
from apps.rating.reading import LONGEST

LONGEST_REASON = 300


def own_committees(person: Any) -> QuerySet[Node]:
    """Work committees whose rulebooks one may write."""
    return Node.objects.filter(reach_of(person).where(Power.CAMPAIGN)).standing().filter(kind="committee")


def seen_versions(person: Any) -> QuerySet[RulebookVersion]:
    """Versions that a draft may begin with."""
    return RulebookVersion.objects.visible_to(person)


class DraftSerializer(serializers.ModelSerializer):
    """A draft without its text; `revision` counts its saves and is its ETag."""

    committee = NamedSerializer()
    based_on = VersionSerializer(allow_null=True)

    class Meta:
        model = Draft
        fields = [
            "id",
            "slug",
            "title_zh",
            "title_en",
            "committee",
            "based_on",
            "revision",
            "made_by_name",
            "made_at",
            "changed_by_name",
            "changed_at",
        ]


class DraftDetailSerializer(DraftSerializer):
    """A draft with its text, and the reasons given for criteria that differ from the base, by code."""

    reasons = serializers.DictField(child=serializers.CharField())

    class Meta(DraftSerializer.Meta):
        fields = [*DraftSerializer.Meta.fields, "reasons", "text"]


class NewDraftSerializer(serializers.Serializer):
    """A draft to be made: a copy of `based_on` under its new name, or `text`; with neither the smallest whole one."""

    committee = SeenField(own_committees)
    based_on = SeenField(seen_versions, required=False)
    slug = serializers.RegexField(r"^[a-z0-9][a-z0-9-]{0,59}$", required=False)
    text = serializers.CharField(max_length=LONGEST, trim_whitespace=False, required=False)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if "based_on" in given and "text" in given:
            raise serializers.ValidationError(_("Send a base or a text, not both."))
        return given


class DraftChangeSerializer(serializers.Serializer):
    """A new text, or reasons by criterion (an empty one is taken away), or both."""

    text = serializers.CharField(max_length=LONGEST, trim_whitespace=False, required=False)
    reasons = serializers.DictField(
        child=serializers.CharField(max_length=LONGEST_REASON, allow_blank=True), required=False, default=dict
    )


class RevisionSerializer(serializers.Serializer):
    """The revision that was read."""

    revision = serializers.IntegerField(min_value=1)


class FindingSerializer(serializers.Serializer):
    """What is to be mended, or thought of, and where."""

    code = serializers.CharField()
    field = serializers.CharField()
    line = serializers.IntegerField()
    message = serializers.CharField(source="text")


class FindingsSerializer(serializers.Serializer):
    """Faults shut publishing, reminders do not; `reasons` names the criteria for which branches are owed one."""

    faults = FindingSerializer(many=True)
    reminders = FindingSerializer(many=True)
    reasons = serializers.ListField(child=serializers.CharField())


class DifferenceSerializer(serializers.Serializer):
    """One thing that is said otherwise."""

    label = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class ThingSerializer(serializers.Serializer):
    """A section, criterion or rule that differs; `kind` is added, removed or changed."""

    place = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.CharField()
    differences = DifferenceSerializer(many=True)


class ComparisonSerializer(serializers.Serializer):
    """Everything in which a text differs from an older version, in words."""

    old = VersionSerializer(allow_null=True)
    things = ThingSerializer(many=True)


class SpokenSerializer(serializers.Serializer):
    """One sentence; `label` says what of the thing at `place` it tells."""

    place = serializers.CharField()
    label = serializers.CharField()
    text = serializers.CharField()


class SpokenBookSerializer(serializers.Serializer):
    """A rulebook as sentences in the reader's language."""

    sentences = SpokenSerializer(many=True)


class LevelRowSerializer(serializers.Serializer):
    """One level by the old rules and by the draft's; null where the rules do not have it."""

    name = serializers.CharField()
    before = serializers.IntegerField(allow_null=True)
    after = serializers.IntegerField(allow_null=True)


class TrialMoverSerializer(serializers.Serializer):
    """A branch that would change its level."""

    name = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    is_risen = serializers.BooleanField()


class TrialSerializer(serializers.Serializer):
    """The draft on the newest run's marks; without one (`title` empty) on made-up branches. Nothing is stored."""

    title = serializers.CharField()
    branches = serializers.IntegerField()
    levels = LevelRowSerializer(many=True)
    moved = serializers.IntegerField()
    movers = TrialMoverSerializer(many=True, help_text="The first thirty.")
    missing = serializers.IntegerField(help_text="Columns that nobody has marks for yet.")
    clipped = serializers.IntegerField(help_text="Marks cut to a lower maximum.")


class CriteriaFileSerializer(serializers.Serializer):
    """A workbook of criteria, and the revision that it is brought into."""

    file = serializers.FileField()
    revision = serializers.IntegerField(min_value=1)
    is_whole = serializers.BooleanField(
        required=False, default=False, help_text="Criteria that the workbook does not name are taken away."
    )
