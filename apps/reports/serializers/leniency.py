"""Leniency of scorers as REST writes it; hundredths are decimal text, to a tenth of a point."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.rest.fields import NamedSerializer
from apps.criteria.serializers import PointsField
from apps.evaluations.scorers.beside import TENTH, rounded
from apps.evaluations.scorers.leniency import Leniency
from apps.evaluations.scorers.lenient import ScorerLeniency


class LeanSerializer(serializers.Serializer):
    """Points above the middle of all scorers; `doubt` is the uncertainty of `lean`."""

    branches = serializers.IntegerField()
    lean = PointsField()
    spread = PointsField()
    doubt = PointsField()
    is_sure = serializers.BooleanField(help_text="At least twice the doubt away from none.")


@extend_schema_field(LeanSerializer(allow_null=True))
class LeanField(serializers.Field):
    """One estimate, or null where too few branches tell."""

    def to_representation(self, found: Leniency) -> dict[str, Any]:
        figures = {name: round(getattr(found, name) / TENTH) * TENTH for name in ("spread", "doubt")}
        row = {"branches": found.branches, "lean": rounded(found), "is_sure": found.is_sure} | figures
        return dict(LeanSerializer(row).data)


class ScorerLeniencySerializer(serializers.Serializer):
    """One scorer: three estimates, none of which is put into any mark."""

    person = NamedSerializer()
    branches = serializers.IntegerField(help_text="Given to them and marked whole.")
    by_total = LeanField()
    by_gap = LeanField(help_text="By the gap to the self-assessments.")
    by_pairs = LeanField(help_text="Against the second scorer of the same branches.")


class LeniencySerializer(serializers.Serializer):
    """Everybody's, or the own."""

    party = serializers.CharField()
    scorers = ScorerLeniencySerializer(many=True)


def told(party: str, rows: list[ScorerLeniency]) -> dict[str, Any]:
    """The answer as plain values."""
    return {"party": party, "scorers": rows}
