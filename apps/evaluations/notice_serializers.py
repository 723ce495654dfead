"""Public notices and objections as REST writes and reads them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.criteria.serializers import PointsField
from apps.evaluations.choices import Channel, Finding, Matter, ObjectionStatus
from apps.evaluations.hearing import may_read_name
from apps.evaluations.models import Notice, Objection, ObjectionStep
from apps.evaluations.noticing import FIELDS
from apps.evaluations.objection_page import who
from apps.evaluations.services.notices import MOST_DAYS
from apps.evaluations.services.objections import MOST_FILES

OFFICE_CHANNELS = [(kind.value, kind.label) for kind in Channel if kind != Channel.PAGE]
ROW = ("name", "unit", "zone", "level", "stars")


class NoticeRowSerializer(serializers.Serializer):
    """One listed branch; what was not chosen to be shown is empty."""

    name = serializers.CharField()
    unit = serializers.CharField()
    zone = serializers.CharField()
    level = serializers.CharField()
    stars = serializers.IntegerField(allow_null=True)


class NoticeSerializer(serializers.ModelSerializer):
    """One issue; `changes` are its differences from the issue before, as [before, after]."""

    run = serializers.IntegerField(source="run.number", help_text="The numbered run that it stands on.")
    rows = serializers.SerializerMethodField()
    levels = serializers.ListField(child=serializers.CharField())
    fields_shown = serializers.ListField(source="fields", child=serializers.CharField())
    changes = serializers.ListField(child=serializers.DictField())

    class Meta:
        model = Notice
        fields = (
            *("number", "key", "status", "title", "issuer", "text", "contact", "levels", "fields_shown"),
            *("opens_on", "closes_on", "days", "takes_unnamed", "opens_league", "run", "rows", "changes"),
            *("digest", "chain", "issued_at", "reason"),
        )

    @extend_schema_field(NoticeRowSerializer(many=True))
    def get_rows(self, notice: Notice) -> list[dict[str, Any]]:
        return [dict(zip(ROW, row, strict=True)) for row in notice.rows]


class PublicNoticeSerializer(NoticeSerializer):
    """A notice as everybody reads it."""

    class Meta(NoticeSerializer.Meta):
        fields = tuple(name for name in NoticeSerializer.Meta.fields if name not in {"run", "opens_league"})

    run = None


class WordingSerializer(serializers.Serializer):
    """What is decided about a draft; what is not named stays."""

    title = serializers.CharField(max_length=120)
    issuer = serializers.CharField(max_length=80)
    text = serializers.CharField(max_length=4000)
    contact = serializers.CharField(max_length=300)
    levels = serializers.ListField(child=serializers.CharField(max_length=20), max_length=30)
    fields_shown = serializers.ListField(
        source="fields", child=serializers.ChoiceField(choices=FIELDS), max_length=len(FIELDS)
    )
    opens_on = serializers.DateField()
    days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS)
    takes_unnamed = serializers.BooleanField()
    opens_league = serializers.BooleanField(help_text="Branches read the whole league table from the first day on.")


class NewObjectionSerializer(serializers.Serializer):
    """An objection in the objector's words; `ticket` (any text of yours) makes sending twice harmless."""

    branch = serializers.CharField(max_length=160)
    matter = serializers.ChoiceField(choices=Matter.choices, default=Matter.SCORE)
    facts = serializers.CharField(max_length=3000)
    is_named = serializers.BooleanField(default=True)
    name = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    telephone = serializers.CharField(max_length=30, required=False, allow_blank=True, default="")


class Sent(serializers.BooleanField):
    """A yes or no that a form with files may leave out, as JSON may: the default then stands."""

    default_empty_html = serializers.empty


class FiledSerializer(NewObjectionSerializer):
    """The same as the page's form takes; files (photos or PDF) come as multipart/form-data, each named `files`."""

    is_named = Sent(default=True)
    ticket = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    files = serializers.ListField(child=serializers.FileField(), max_length=MOST_FILES, required=False, default=list)


class RegisteredSerializer(NewObjectionSerializer):
    channel = serializers.ChoiceField(choices=OFFICE_CHANNELS)


class ReceiptSerializer(serializers.ModelSerializer):
    """How far an objection has come, for whoever has its code."""

    class Meta:
        model = Objection
        fields = ("number", "code", "branch", "status", "finding", "reply", "received_at", "due_on", "answered_at")

    def to_representation(self, row: Objection) -> dict[str, Any]:
        """What one person found is told to nobody outside before the second has confirmed it."""
        told = super().to_representation(row)
        if row.confirmed_at is None:
            told["finding"] = ""
            told["status"] = ObjectionStatus.TAKEN.value if row.status == ObjectionStatus.FOUND else row.status
        return told


class ObjectionStepSerializer(serializers.ModelSerializer):
    class Meta:
        model = ObjectionStep
        fields = ("title", "text", "by_name", "at", "file")


class ObjectionSerializer(serializers.ModelSerializer):
    """An objection; name and telephone in full for the two people who handle it alone."""

    notice = serializers.IntegerField(source="notice.number")
    name = serializers.SerializerMethodField()
    telephone = serializers.SerializerMethodField()
    before = PointsField(allow_null=True)
    after = PointsField(allow_null=True)
    run = serializers.IntegerField(source="run.number", allow_null=True, default=None)

    class Meta:
        model = Objection
        fields = (
            *("number", "notice", "channel", "assessment", "branch", "matter", "facts", "is_named", "name"),
            *("telephone", "status", "received_at", "due_on", "handler_name", "asked_name", "finding", "finding_text"),
            *("criterion", "before", "after", "second_name", "confirmed_at", "run", "reply", "answered_at"),
        )

    @extend_schema_field(str)
    def get_name(self, row: Objection) -> str:
        return str(who(row, self._is_open(row))) if row.is_named else ""

    @extend_schema_field(str)
    def get_telephone(self, row: Objection) -> str:
        return row.telephone if self._is_open(row) else ""

    def _is_open(self, row: Objection) -> bool:
        return may_read_name(self.context["request"].user, row)


class ObjectionDetailSerializer(ObjectionSerializer):
    """The same with every step."""

    steps = ObjectionStepSerializer(many=True)

    class Meta(ObjectionSerializer.Meta):
        fields = (*ObjectionSerializer.Meta.fields, "steps")


class ObjectionActSerializer(serializers.Serializer):
    """What an act takes: `branch` an assessment; `ask` a criterion; `step` title, text and a file (sent as
    multipart/form-data); `find` finding, text, criterion and mark; `send-back` a reason; `answer` a text.
    `take-on` and `confirm` take nothing."""

    branch = serializers.IntegerField(required=False)
    criterion = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    title = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    text = serializers.CharField(max_length=3000, required=False, allow_blank=True, default="")
    finding = serializers.ChoiceField(choices=Finding.choices, required=False, default="")
    mark = PointsField(required=False, default=None, allow_null=True)
    file = serializers.FileField(required=False, default=None, allow_null=True)


class TrialAskedSerializer(serializers.Serializer):
    """The mark that is tried."""

    criterion = serializers.CharField(max_length=60)
    mark = PointsField()


class EffectSerializer(serializers.Serializer):
    """What it would do, as [before, after]; nothing is stored."""

    level = serializers.ListField(child=serializers.CharField())
    place = serializers.ListField(child=serializers.IntegerField())
    moved = serializers.IntegerField(help_text="How many other branches change their place.")
    relevelled = serializers.IntegerField(help_text="How many other branches change their level.")


class GroundsSerializer(serializers.Serializer):
    """Why the mark was given."""

    text = serializers.CharField(max_length=1000)


def wording_of(notice: Notice, given: dict[str, Any]) -> dict[str, Any]:
    """The draft's words with those that were named in their place."""
    words = ("title", "issuer", "text", "contact")
    names = (*words, "levels", "fields", "opens_on", "days", "takes_unnamed", "opens_league")
    return {name: given.get(name, getattr(notice, name)) for name in names}
