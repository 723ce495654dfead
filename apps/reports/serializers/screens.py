"""Hall screens over REST."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from apps.reports.choices import HallPage
from apps.reports.models import Screen
from apps.reports.services.screens import FEWEST_SECONDS, MOST_SECONDS, SECONDS, Wishes


class ScreenSerializer(serializers.ModelSerializer):
    """A hall screen; `figures_url` is the ordinary page of the same figures, for everybody."""

    pages = serializers.ListField(child=serializers.ChoiceField(HallPage.choices))
    language = serializers.ChoiceField(settings.LANGUAGES)
    figures_url = serializers.SerializerMethodField()
    is_over = serializers.BooleanField(read_only=True)

    class Meta:
        model = Screen
        fields = [
            *("id", "name", "pages", "seconds", "shows_marks", "language", "ends_on", "is_over"),
            *("figures_url", "by_name", "at", "withdrawn_at"),
        ]

    def get_figures_url(self, screen: Screen) -> str:
        return self.context["request"].build_absolute_uri(reverse("reports:figures", args=[screen.key]))


class AddressedScreenSerializer(ScreenSerializer):
    """A screen with the secret address that was just made; it is told this once."""

    address = serializers.SerializerMethodField()

    class Meta(ScreenSerializer.Meta):
        fields = [*ScreenSerializer.Meta.fields, "address"]

    def get_address(self, screen: Screen) -> str:
        return self.context["request"].build_absolute_uri(reverse("reports:hall", args=[screen.address]))


class WishesSerializer(serializers.Serializer):
    """What a screen is to show."""

    name = serializers.CharField(max_length=80)
    pages = serializers.ListField(child=serializers.ChoiceField(HallPage.choices), min_length=1, max_length=20)
    ends_on = serializers.DateField()
    seconds = serializers.IntegerField(
        min_value=FEWEST_SECONDS, max_value=MOST_SECONDS, required=False, default=SECONDS
    )
    shows_marks = serializers.BooleanField(required=False, default=False)
    language = serializers.ChoiceField(settings.LANGUAGES, required=False, default=settings.LANGUAGE_CODE)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"wishes": Wishes(**given)}
