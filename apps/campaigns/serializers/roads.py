"""Roads and issued documents over REST."""

from typing import Any

from rest_framework import serializers

from apps.campaigns.models import IssuedDocument, Road, RoadYear
from apps.campaigns.serializers.campaigns import YEARS, seen_scopes
from apps.campaigns.services import Target, YearPlan
from apps.campaigns.services.roads import MOST_YEARS, WHOLE
from apps.core.rest.fields import NamedSerializer, SeenField

MOST_TARGETS = 20


class RoadTargetSerializer(serializers.Serializer):
    """A level, and either a number of branches or a share of them in tenths of a per cent."""

    level = serializers.CharField(max_length=40)
    branches = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False)
    share = serializers.IntegerField(min_value=0, max_value=WHOLE, required=False)


class RoadYearSerializer(serializers.ModelSerializer):
    """One year of a road."""

    targets = RoadTargetSerializer(many=True)

    class Meta:
        model = RoadYear
        fields = ["year", "theme", "measures", "targets"]


class NewYearSerializer(serializers.Serializer):
    """One year as it is asked for."""

    year = serializers.IntegerField(min_value=YEARS[0], max_value=YEARS[-1])
    theme = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")
    measures = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    targets = RoadTargetSerializer(many=True, required=False, max_length=MOST_TARGETS)


class RoadSerializer(serializers.ModelSerializer):
    """A committee's plan over years."""

    committee = NamedSerializer()
    years = RoadYearSerializer(many=True)

    class Meta:
        model = Road
        fields = ["id", "name", "aim", "committee", "years"]


class RoadChangeSerializer(serializers.Serializer):
    """A road as it is to be; `years` replace all that stand."""

    name = serializers.CharField(max_length=120)
    aim = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    years = NewYearSerializer(many=True, min_length=1, max_length=MOST_YEARS)

    def validate_years(self, years: list[dict[str, Any]]) -> list[YearPlan]:
        return [YearPlan(**year | {"targets": [Target(**one) for one in year.get("targets", ())]}) for year in years]


class NewRoadSerializer(RoadChangeSerializer):
    """A new road of a committee that one's office covers."""

    committee = SeenField(seen_scopes)


class DocumentSerializer(serializers.ModelSerializer):
    """A document that was issued; `has_file` where its file can be fetched."""

    has_file = serializers.SerializerMethodField()

    class Meta:
        model = IssuedDocument
        fields = ["id", "title", "number", "dated_on", "by_name", "at", "has_file"]

    def get_has_file(self, document: IssuedDocument) -> bool:
        return document.file is not None


class DocumentListSerializer(serializers.Serializer):
    """Everything that is filed with one road or campaign, oldest first."""

    results = DocumentSerializer(many=True)


class NewDocumentSerializer(serializers.Serializer):
    """A document to be filed, with or without its file."""

    title = serializers.CharField(max_length=160)
    number = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    dated_on = serializers.DateField()
    file = serializers.FileField(max_length=200, required=False, help_text="At most 15 MB.")
