"""Seals, proposals, checks and corrections as REST writes and reads them."""

from rest_framework import serializers

from apps.evaluations.models import Erratum, Seal, SealCheck, SealProposal


class SealProposalSerializer(serializers.ModelSerializer):
    """What one person proposes to seal; another one confirms just these digests."""

    run = serializers.IntegerField(source="run.number")

    class Meta:
        model = SealProposal
        fields = ["run", "parts", "by_name", "at"]


class SealSerializer(serializers.ModelSerializer):
    """What was sealed: the digest of the whole file, those of its four parts, by whom and when."""

    run = serializers.IntegerField(source="run.number")
    size = serializers.IntegerField(source="paper.size", help_text="Bytes of the file.")

    class Meta:
        model = Seal
        fields = ["run", "digest", "parts", "chain", "by_name", "second_name", "at", "size"]


class SealStateSerializer(serializers.Serializer):
    """How far the sealing is: what is left to do, what waits for its second person, or the seal itself."""

    left = serializers.ListField(child=serializers.CharField(), help_text="In words; empty where it can be proposed.")
    proposal = SealProposalSerializer(allow_null=True)
    seal = SealSerializer(allow_null=True)


class SealDifferenceSerializer(serializers.Serializer):
    """One place that is not as it was kept."""

    where = serializers.CharField()
    what = serializers.CharField()
    stored = serializers.CharField()
    found = serializers.CharField()


class SealCheckSerializer(serializers.ModelSerializer):
    """One recomputation. how: "page", "nightly" or "command"."""

    differences = SealDifferenceSerializer(many=True)

    class Meta:
        model = SealCheck
        fields = ["id", "by_name", "how", "is_same", "differences", "milliseconds", "at"]


class SealedChangeSerializer(serializers.Serializer):
    """One change. what: "name", "members", "level", "mark:A1" or "veto:V1"; marks are hundredths in the answer."""

    branch = serializers.IntegerField(help_text="The id of the assessment.")
    name = serializers.CharField(read_only=True)
    what = serializers.CharField(max_length=80)
    before = serializers.JSONField(read_only=True)
    after = serializers.JSONField()


class NewChangeSerializer(serializers.Serializer):
    """One change as it is asked for: the new value as text, a mark as a decimal, a veto as yes or no."""

    branch = serializers.IntegerField(help_text="The id of the assessment.")
    what = serializers.CharField(max_length=80)
    after = serializers.CharField(max_length=120, allow_blank=True)


class SealedMoveSerializer(serializers.Serializer):
    """One branch that a correction moves; a place is null for who is not rated."""

    branch = serializers.IntegerField()
    name = serializers.CharField()
    level = serializers.CharField()
    place = serializers.IntegerField(allow_null=True)
    level_after = serializers.CharField()
    place_after = serializers.IntegerField(allow_null=True)


class ErratumSerializer(serializers.ModelSerializer):
    """One correction; `confirmed_at` is null while it waits for its second person."""

    changes = SealedChangeSerializer(many=True)
    moved = SealedMoveSerializer(many=True)

    class Meta:
        model = Erratum
        fields = [
            *("number", "title", "reason", "changes", "moved", "digest"),
            *("by_name", "second_name", "at", "confirmed_at"),
        ]


class NewErratumSerializer(serializers.Serializer):
    """A correction as it is asked for."""

    title = serializers.CharField(max_length=160)
    reason = serializers.CharField(max_length=500)
    changes = NewChangeSerializer(many=True)
