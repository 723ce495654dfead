"""Branches as everybody may read them, over REST; what the committee does not show is null."""

from rest_framework import serializers

from apps.evaluations.serializers import FigureField


class PublicHonourSerializer(serializers.Serializer):
    """A title that holds, or an honour."""

    name = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)


class PublicYearSerializer(serializers.Serializer):
    """A published level of an earlier year."""

    year = serializers.IntegerField()
    level = serializers.CharField()


class PublicSectionSerializer(serializers.Serializer):
    """Points of one section, as pages show them."""

    name = serializers.CharField()
    value = serializers.CharField()


class PublicBranchSerializer(serializers.Serializer):
    """One branch of a published result."""

    id = serializers.IntegerField(source="pk", help_text="Of the assessment.")
    name = serializers.CharField()
    level = serializers.CharField(source="level.name")
    unit = serializers.CharField(allow_null=True, default=None)
    zone = serializers.CharField(allow_null=True, default=None)
    lit = serializers.ListField(child=serializers.CharField(), allow_null=True, help_text="Codes of the lit stars.")
    total = FigureField(allow_null=True, default=None)
    place = serializers.IntegerField(allow_null=True, default=None)


class PublicBranchPageSerializer(PublicBranchSerializer):
    """One branch with what is shown of its years and honours."""

    sections = PublicSectionSerializer(many=True)
    honours = PublicHonourSerializer(many=True)
    years = PublicYearSerializer(many=True)


class PublicBranchesSerializer(serializers.Serializer):
    """A page of branches in the official order."""

    results = PublicBranchSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="What `after` is for the next page; null on the last.")
