"""What is told of a result: its places, and its sentences by chapter."""

from rest_framework import serializers

TEXT = "In the reader's language."


class AboveSerializer(serializers.Serializer):
    """The first figure in which the place above is better; null where it is one of votes."""

    place = serializers.IntegerField()
    key = serializers.CharField()
    own = serializers.CharField(allow_blank=True, allow_null=True)
    theirs = serializers.CharField(allow_blank=True, allow_null=True)


class PlaceSerializer(serializers.Serializer):
    """A place among how many, and how many share it."""

    place = serializers.IntegerField()
    of = serializers.IntegerField()
    equal = serializers.IntegerField()
    above = AboveSerializer(allow_null=True)
    text = serializers.CharField(help_text=TEXT)


class FourPlacesSerializer(serializers.Serializer):
    """Places in the four scopes; null for who is not rated."""

    campaign = PlaceSerializer(allow_null=True)
    zone = PlaceSerializer(allow_null=True)
    unit = PlaceSerializer(allow_null=True)
    type = PlaceSerializer(allow_null=True)


class LineSerializer(serializers.Serializer):
    """One sentence; `holds` is null where nothing is asked, `depth` says how far it is set in."""

    text = serializers.CharField()
    figure = serializers.CharField(allow_blank=True)
    holds = serializers.BooleanField(allow_null=True)
    depth = serializers.IntegerField()


class ChapterSerializer(serializers.Serializer):
    """Sentences that answer one question."""

    key = serializers.CharField()
    title = serializers.CharField(help_text=TEXT)
    lines = LineSerializer(many=True)
