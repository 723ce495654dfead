"""Lists as REST describes them, and what they add up to."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.ledgers.choices import ColumnType
from apps.ledgers.defining import Column, Ledger


class LedgerChoiceSerializer(serializers.Serializer):
    """One choice of a column, or one state: its key and its words."""

    key = serializers.CharField()
    title = serializers.CharField()


class LedgerColumnSerializer(serializers.Serializer):
    """One column of a list; `limit` is the most characters, the largest number, or the most yuan."""

    key = serializers.CharField()
    title = serializers.CharField()
    type = serializers.ChoiceField(ColumnType.choices)
    is_required = serializers.BooleanField()
    limit = serializers.IntegerField()
    least = serializers.IntegerField()
    help = serializers.CharField()
    of = serializers.CharField()
    choices = serializers.SerializerMethodField()

    @extend_schema_field(LedgerChoiceSerializer(many=True))
    def get_choices(self, column: Column) -> list[dict[str, str]]:
        return [{"key": key, "title": str(words)} for key, words in column.choices.items()]


class LedgerSerializer(serializers.Serializer):
    """A list as it is described, and how many standing entries one sees of it."""

    slug = serializers.CharField()
    title = serializers.CharField()
    entry = serializers.CharField()
    columns = LedgerColumnSerializer(many=True)
    states = serializers.SerializerMethodField()
    count = serializers.SerializerMethodField()

    @extend_schema_field(LedgerChoiceSerializer(many=True))
    def get_states(self, ledger: Ledger) -> list[dict[str, str]]:
        return [{"key": state.key, "title": str(state.title)} for state in ledger.states]

    def get_count(self, ledger: Ledger) -> int:
        return self.context["counts"].get(ledger.slug, 0)


class LedgerListSerializer(serializers.Serializer):
    """All lists in their order."""

    results = LedgerSerializer(many=True)


class SumLineSerializer(serializers.Serializer):
    """One line of sums, in the order of the choices."""

    of = serializers.CharField(allow_null=True)
    cells = serializers.ListField(child=serializers.CharField(allow_blank=True))
    whole = serializers.CharField(allow_blank=True)


class SumsSerializer(serializers.Serializer):
    """What a list adds up to; figures as pages show them, amounts in yuan."""

    choices = serializers.ListField(child=serializers.CharField())
    years = SumLineSerializer(many=True)
    units = SumLineSerializer(many=True)
    total = SumLineSerializer()
