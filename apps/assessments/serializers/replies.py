"""The right of reply as REST writes and reads it."""

from rest_framework import serializers

from apps.assessments.services.replies import LONGEST


class RepliedPartSerializer(serializers.Serializer):
    """Something that can be replied to."""

    key = serializers.CharField()
    title = serializers.CharField()


class SaidSerializer(serializers.Serializer):
    """The branch's words beside one part."""

    part = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    by_name = serializers.CharField()
    at = serializers.DateTimeField()


class RepliesSerializer(serializers.Serializer):
    """What was said, and to what something can be said."""

    replies = SaidSerializer(many=True)
    parts = RepliedPartSerializer(many=True)


class NewReplySerializer(serializers.Serializer):
    """Words beside a part; none take back what was said."""

    part = serializers.CharField(max_length=60)
    text = serializers.CharField(max_length=LONGEST, allow_blank=True)
