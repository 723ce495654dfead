"""What everybody may read of a campaign's branches, over REST."""

from typing import Any

from rest_framework import serializers

from apps.campaigns.choices import PublicField
from apps.campaigns.models import Campaign
from apps.core.rest.fields import ReasonSerializer


class PublicitySerializer(serializers.ModelSerializer):
    """The choice as it stands; nothing is public before the result is published."""

    fields_shown = serializers.ListField(
        child=serializers.ChoiceField(PublicField.choices),
        source="public_fields",
        help_text="What is shown beside name and level.",
    )

    class Meta:
        model = Campaign
        fields = ["is_public", "fields_shown", "is_indexed"]


class NewPublicitySerializer(ReasonSerializer):
    """Another choice, and why."""

    is_public = serializers.BooleanField()
    fields_shown = serializers.ListField(child=serializers.ChoiceField(PublicField.choices), required=False)
    is_indexed = serializers.BooleanField(
        required=False, default=False, help_text="Whether search engines may list the pages."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        fields = attrs.pop("fields_shown", [])
        return attrs | {"fields": fields}
