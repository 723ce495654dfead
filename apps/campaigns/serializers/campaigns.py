"""Campaigns as REST writes and reads them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.campaigns.choices import StageKind
from apps.campaigns.lifecycle import CAMPAIGN
from apps.campaigns.models import Campaign, Stage
from apps.campaigns.selectors import current_stage
from apps.campaigns.services import StageDates
from apps.core.rest.fields import NamedSerializer, ReasonSerializer, SeenField
from apps.criteria.models import RulebookVersion
from apps.criteria.serializers import VersionSerializer
from apps.organisations.models import Node

MOST_STAGES = 20
YEARS = range(2000, 2101)


def seen_scopes(person: Any) -> QuerySet[Node]:
    """Work committees whose branches a campaign may rate."""
    return Node.objects.visible_to(person).standing().filter(kind="committee")


def seen_versions(person: Any) -> QuerySet[RulebookVersion]:
    """Rulebook versions that a campaign may follow."""
    return RulebookVersion.objects.visible_to(person)


class StageSerializer(serializers.ModelSerializer):
    """A dated part of a campaign: open from `opens_at` until just before `closes_at`."""

    class Meta:
        model = Stage
        fields = ["kind", "title", "opens_at", "closes_at"]


class NewStageSerializer(serializers.Serializer):
    """A stage as it is asked for."""

    kind = serializers.ChoiceField(StageKind.choices)
    title = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()

    def validate_opens_at(self, moment: datetime) -> datetime:
        return in_years(moment)

    def validate_closes_at(self, moment: datetime) -> datetime:
        return in_years(moment)


def in_years(moment: datetime) -> datetime:
    """A moment that every database and calendar can show."""
    if moment.year not in YEARS:
        raise serializers.ValidationError(_("A year from 2000 to 2100."))
    return moment


class CampaignSerializer(serializers.ModelSerializer):
    """A campaign with its stages; `stage` is the one that counts now."""

    committee = NamedSerializer()
    rulebook_version = VersionSerializer()
    stages = StageSerializer(many=True)
    stage = serializers.SerializerMethodField()
    acts = serializers.SerializerMethodField(help_text="Steps of the lifecycle that may follow.")

    class Meta:
        model = Campaign
        fields = [
            "slug",
            "name",
            "year",
            "status",
            "committee",
            "rulebook_version",
            "is_open_to_branches",
            "is_demonstration",
            "is_rehearsal",
            "created_at",
            "stages",
            "stage",
            "acts",
        ]

    @extend_schema_field(serializers.ChoiceField(StageKind.choices, allow_null=True))
    def get_stage(self, campaign: Campaign) -> str | None:
        stage = current_stage(campaign)
        return stage.kind if stage else None

    def get_acts(self, campaign: Campaign) -> list[str]:
        return CAMPAIGN.acts(campaign.status)


class CampaignChangeSerializer(serializers.Serializer):
    """What of a campaign is changed; what is absent stays. `stages`, where given, replace all that stand."""

    name = serializers.CharField(max_length=120, required=False)
    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1], required=False)
    rulebook_version = SeenField(seen_versions, required=False)
    is_open_to_branches = serializers.BooleanField(required=False)
    stages = NewStageSerializer(many=True, required=False, max_length=MOST_STAGES)

    def validate_stages(self, stages: list[dict[str, Any]]) -> list[StageDates]:
        return [StageDates(**stage) for stage in stages]


class NewCampaignSerializer(serializers.Serializer):
    """A campaign to be made; it begins as a draft."""

    name = serializers.CharField(max_length=120)
    slug = serializers.SlugField(max_length=60)
    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])
    committee = SeenField(seen_scopes, help_text="Every branch below it takes part.")
    rulebook_version = SeenField(seen_versions)
    is_open_to_branches = serializers.BooleanField(required=False, default=False)
    stages = NewStageSerializer(many=True, max_length=MOST_STAGES)

    def validate_stages(self, stages: list[dict[str, Any]]) -> list[StageDates]:
        return [StageDates(**stage) for stage in stages]


class MoveSerializer(ReasonSerializer):
    """A step of the lifecycle, and whether it goes on without what is left to do."""

    despite = serializers.BooleanField(required=False, default=False)
