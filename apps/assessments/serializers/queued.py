"""What a phone sends when the network is back, and the receipt; what it takes along before."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from apps.assessments.choices import QueuedKind
from apps.assessments.models import QueuedAct
from apps.assessments.serializers.visits import HandSerializer

NEEDS = {
    QueuedKind.CHECK: ("criterion", "version"),
    QueuedKind.PHOTO: ("criterion", "file"),
    QueuedKind.DROP_PHOTO: ("made",),
    QueuedKind.FINDING: ("text",),
    QueuedKind.DROP_FINDING: ("made",),
    QueuedKind.SKIP: ("reason",),
    QueuedKind.TEAM: ("version",),
    QueuedKind.BRANCH: ("version",),
}
TIMES, YEARS = ("at", "sent_at"), range(2000, 2100)


class QueuedSerializer(HandSerializer):
    """One act; which fields it needs goes by its kind. State secrets must never be entered or uploaded here."""

    kind = serializers.ChoiceField(QueuedKind.choices)
    key = serializers.UUIDField(help_text="Made by the phone; a repeat under the same key has no second effect.")
    person = serializers.IntegerField(
        required=False, allow_null=True, default=None, help_text="Whose act it is: nothing is taken under another name."
    )
    at = serializers.DateTimeField(help_text="When it was done, by the phone's clock.")
    sent_at = serializers.DateTimeField(help_text="What the phone's clock says now.")
    version = serializers.IntegerField(
        min_value=0, required=False, allow_null=True, default=None, help_text="Of the check, or of the stop, as read."
    )
    criterion = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    mark = serializers.CharField(max_length=20, required=False, allow_blank=True, allow_null=True, default=None)
    seen = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    text = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    made = serializers.IntegerField(
        min_value=0, max_value=10**15, required=False, allow_null=True, default=None, help_text="What is taken back."
    )
    file = serializers.FileField(required=False, allow_null=True, default=None, help_text="At most 15 MB.")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """Refuse what lacks a field that its kind needs, and times that no phone tells."""
        required = self.fields["kind"].error_messages["required"]
        faults = {name: required for name in NEEDS.get(given["kind"], ()) if given[name] in (None, "")}
        faults |= {name: _("No phone tells such a time.") for name in TIMES if given[name].year not in YEARS}
        if faults:
            raise serializers.ValidationError(faults)
        return given


class QueuedActSerializer(serializers.ModelSerializer):
    """The receipt: `told_at` by the phone's clock, `arrived_at` by ours; `made` is the finding or photo it became."""

    class Meta:
        model = QueuedAct
        fields = [
            *("key", "kind", "part", "made", "told_at", "arrived_at", "clock_off"),
            *("version_from", "version_to", "check_from", "check_to"),
        ]
        extra_kwargs = {"kind": {"choices": QueuedKind.choices}}


class PreviewSerializer(serializers.Serializer):
    """A small picture of proof."""

    url = serializers.CharField()
    name = serializers.CharField()


class AlongSerializer(serializers.Serializer):
    """What a phone fetches before it goes where no network is."""

    visit = serializers.IntegerField()
    person = serializers.IntegerField()
    title = serializers.CharField()
    on = serializers.DateField(help_text="The day after which the phone forgets the pages.")
    pages = serializers.ListField(child=serializers.CharField())
    previews = PreviewSerializer(many=True)
    most_bytes = serializers.IntegerField(help_text="Of previews; what is beyond is left and named.")
