"""Grade dictionaries as REST writes and reads them."""

from typing import Any

from rest_framework import serializers

from apps.criteria.models import Dictionary, Rulebook
from apps.organisations.choices import Kind
from apps.organisations.models import Node


class DictionarySerializer(serializers.ModelSerializer):
    """How a committee reads the levels of one rulebook in the words of another."""

    source = serializers.SlugRelatedField(slug_field="slug", read_only=True, help_text="The rulebook that is read.")
    target = serializers.SlugRelatedField(slug_field="slug", read_only=True, help_text="In whose words.")
    words = serializers.DictField(child=serializers.CharField(), help_text="For each level its equal; absent: none.")

    class Meta:
        model = Dictionary
        fields = ["id", "committee", "source", "target", "words", "reason", "changed_by_name", "changed_at"]


class NewDictionarySerializer(serializers.Serializer):
    """A dictionary to write. Without `words` they are proposed from the order of the levels."""

    committee = serializers.PrimaryKeyRelatedField(queryset=Node.objects.none())
    source = serializers.SlugRelatedField(slug_field="slug", queryset=Rulebook.objects.none())
    target = serializers.SlugRelatedField(slug_field="slug", queryset=Rulebook.objects.none())
    words = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        person = getattr(self.context.get("request"), "user", None)
        if person is not None:
            fields["committee"].queryset = Node.objects.visible_to(person).filter(kind=Kind.COMMITTEE)
            fields["source"].queryset = fields["target"].queryset = Rulebook.objects.all()
        return fields
