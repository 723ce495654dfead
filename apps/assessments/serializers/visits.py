"""Site visits as REST writes and reads them. Marks are decimal text, such as "19.5"."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from apps.accounts.models import User
from apps.assessments.choices import StopStatus
from apps.assessments.models import Assessment, Stop, StopCheck, Visit
from apps.assessments.visiting import lines_at, photos_at
from apps.core.rest.fields import SeenField
from apps.rating.points import show_points


class StopLineSerializer(serializers.ModelSerializer):
    """One branch of a day."""

    assessment = serializers.IntegerField(source="assessment_id")
    name = serializers.CharField(source="assessment.name")
    status = serializers.ChoiceField(StopStatus.choices)

    class Meta:
        model = Stop
        fields = ["id", "assessment", "name", "position", "planned_at", "place", "status", "skip_reason"]


class TeamMemberSerializer(serializers.Serializer):
    """One person of a team."""

    id = serializers.IntegerField(source="person_id")
    name = serializers.CharField(source="person.name")
    is_leader = serializers.BooleanField()


class VisitSerializer(serializers.ModelSerializer):
    """One day: team, order of the day, what is looked at."""

    team = TeamMemberSerializer(many=True)
    stops = StopLineSerializer(many=True)
    criteria = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Visit
        fields = ["id", "title", "on", "criteria", "team", "stops", "by_name", "at", "cancelled_at", "cancel_reason"]


def seen_assessments(person: Any) -> Any:
    """Branches that may be named in a body."""
    return Assessment.objects.visible_to(person).select_related("unit", "zone")


def seen_people(_person: Any) -> Any:
    """Whom a plan may name; who may not mark is refused by the plan itself."""
    return User.objects.filter(is_active=True)


class VisitPlanSerializer(serializers.Serializer):
    """A day as it is asked for; branches in the order of the day."""

    title = serializers.CharField(max_length=80)
    on = serializers.DateField()
    assessments = SeenField(seen_assessments, many=True)
    team = SeenField(seen_people, many=True)
    leader = SeenField(seen_people)
    criteria = serializers.ListField(child=serializers.CharField(max_length=60), max_length=500)
    first_at = serializers.TimeField(required=False, allow_null=True, default=None)
    minutes = serializers.IntegerField(required=False, min_value=10, max_value=600, default=90)


class StopPlaceSerializer(serializers.Serializer):
    """When and where one branch is met."""

    planned_at = serializers.TimeField(required=False, allow_null=True)
    place = serializers.CharField(max_length=120, required=False, allow_blank=True)


class StopWaySerializer(serializers.Serializer):
    """One place earlier or later in the day."""

    way = serializers.ChoiceField(["up", "down"])


class StopCheckSerializer(serializers.ModelSerializer):
    """What was seen of one criterion, with the mark that the team proposes."""

    mark = serializers.SerializerMethodField()

    class Meta:
        model = StopCheck
        fields = ["id", "criterion", "mark", "seen", "version", "by_name", "changed_at"]

    def get_mark(self, check: StopCheck) -> str | None:
        return None if check.mark is None else show_points(check.mark)


class StopPhotoSerializer(serializers.Serializer):
    """One photo with its minute."""

    id = serializers.IntegerField(source="pk")
    criterion = serializers.CharField(source="part")
    taken_at = serializers.DateTimeField(source="file.taken_at", allow_null=True)
    at = serializers.DateTimeField()
    download = serializers.SerializerMethodField()

    def get_download(self, use: Any) -> str:
        return self.context["request"].build_absolute_uri(reverse("api:evidence-file", args=[use.file_id]))


class StopFindingSerializer(serializers.Serializer):
    """A finding with the branch's word."""

    id = serializers.IntegerField(source="pk")
    criterion = serializers.CharField()
    text = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    answer = serializers.CharField()
    by_name = serializers.CharField()
    at = serializers.DateTimeField()


class StopSerializer(StopLineSerializer):
    """One branch on site, whole; `version` is named when signing."""

    visit = serializers.IntegerField(source="visit_id")
    criteria = serializers.SerializerMethodField()
    checks = StopCheckSerializer(many=True)
    findings = StopFindingSerializer(many=True)
    photos = serializers.SerializerMethodField()

    class Meta(StopLineSerializer.Meta):
        fields = [
            *StopLineSerializer.Meta.fields,
            *("visit", "version", "criteria", "checks", "findings", "photos", "started_at", "finished_at"),
            *("team_sign", "team_signed_by_name", "team_signed_at"),
            *("branch_sign", "branch_signed_by_name", "branch_signed_at", "branch_word"),
        ]

    def get_criteria(self, stop: Stop) -> list[str]:
        return [line.code for line in lines_at(stop)]

    def get_photos(self, stop: Stop) -> list[dict[str, Any]]:
        found = [use for uses in photos_at([stop.pk]).values() for use in uses]
        return StopPhotoSerializer(found, many=True, context=self.context).data


class NewStopCheckSerializer(serializers.Serializer):
    """What was seen; no mark is none. `version` is the check as it was read, 0 before the first."""

    mark = serializers.CharField(max_length=20, required=False, allow_null=True, allow_blank=True, default=None)
    seen = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    version = serializers.IntegerField(min_value=0)


class NewPhotoSerializer(serializers.Serializer):
    """A photo at a criterion. State secrets must never be entered or uploaded here."""

    criterion = serializers.CharField(max_length=60)
    file = serializers.FileField(help_text="At most 15 MB.")


class NewFindingSerializer(serializers.Serializer):
    """A finding in a sentence."""

    text = serializers.CharField(max_length=500)
    criterion = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class StopAnswerSerializer(serializers.Serializer):
    """The branch's word."""

    answer = serializers.CharField(max_length=500, allow_blank=True)


class StopTakeSerializer(serializers.Serializer):
    """The mark that stood in the sheet when it was read; null for a blank."""

    seen = serializers.CharField(max_length=20, allow_null=True)


class HandSerializer(serializers.Serializer):
    """What a hand leaves at a stop: strokes [x, y, x, y, …], a name, and the branch's word."""

    strokes = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), max_length=4000),
        required=False,
        default=list,
        max_length=80,
    )
    name = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    word = serializers.CharField(max_length=1000, required=False, allow_blank=True, allow_null=True, default=None)
    answers = serializers.DictField(
        child=serializers.CharField(max_length=500, allow_blank=True),
        required=False,
        default=dict,
        help_text="The branch's word by finding id.",
    )


class StopHandSerializer(HandSerializer):
    """A signature: `version` is the stop as it was read; strokes are [x, y, x, y, …] in a box of 600 × 200, or none."""

    side = serializers.ChoiceField(["team", "branch"])
    version = serializers.IntegerField(min_value=0)
