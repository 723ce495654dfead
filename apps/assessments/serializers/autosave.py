"""What a browser sends while somebody types."""

from rest_framework import serializers

PARTS = 50


class MarkEntrySerializer(serializers.Serializer):
    """A mark as typed; `seen` is what stood there; `tried` was sent before without an answer."""

    value = serializers.CharField(allow_blank=True)
    seen = serializers.CharField(allow_blank=True, required=False, allow_null=True)
    tried = serializers.ListField(child=serializers.CharField(allow_blank=True), required=False, max_length=PARTS)


class TextEntrySerializer(serializers.Serializer):
    """Words as typed, likewise."""

    text = serializers.CharField(allow_blank=True, trim_whitespace=False)
    seen = serializers.CharField(allow_blank=True, required=False, allow_null=True, trim_whitespace=False)
    tried = serializers.ListField(
        child=serializers.CharField(allow_blank=True, trim_whitespace=False), required=False, max_length=PARTS
    )


class TouchesSerializer(serializers.Serializer):
    """What it took since the last sending."""

    touches = serializers.IntegerField(min_value=0, max_value=100_000, required=False, default=0)
    seconds = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False, default=0)
    uploads = serializers.IntegerField(min_value=0, max_value=10_000, required=False, default=0)


class EntriesSerializer(serializers.Serializer):
    """Marks and words by criterion, typed by `person`."""

    person = serializers.IntegerField()
    marks = serializers.DictField(child=MarkEntrySerializer(), required=False, default=dict)
    remarks = serializers.DictField(child=TextEntrySerializer(), required=False, default=dict)
    burden = TouchesSerializer(required=False)
