"""The whole derivation of one branch's result; points are decimal text, or a fraction where that never ends."""

from rest_framework import serializers

from apps.criteria.serializers import PointsField
from apps.evaluations.serializers import LevelReachedSerializer
from apps.reports.serializers.told import TEXT, ChapterSerializer, FourPlacesSerializer


class MarkSerializer(serializers.Serializer):
    """A criterion and what was marked; null is not marked."""

    criterion = serializers.CharField()
    mark = serializers.CharField(allow_null=True)


class TypedMarkSerializer(MarkSerializer):
    """A mark with its heading; `kept` is false for a panel's mark that does not count."""

    key = serializers.CharField()
    kept = serializers.BooleanField()


class StepSerializer(serializers.Serializer):
    """One thing done to a number: `before` is what the step before left."""

    kind = serializers.CharField()
    code = serializers.CharField(allow_blank=True)
    before = serializers.CharField()
    after = serializers.CharField()
    details = serializers.DictField(child=serializers.CharField(allow_null=True))
    text = serializers.CharField(help_text=TEXT)


class PartSerializer(serializers.Serializer):
    """One part of a sum: `value` times `factor` is what it `brings`; null where that would tell what a few voted."""

    kind = serializers.CharField()
    code = serializers.CharField(allow_blank=True)
    value = serializers.CharField(allow_null=True)
    factor = serializers.CharField()
    brings = serializers.CharField(allow_null=True)
    state = serializers.CharField(allow_blank=True)


class ShareSerializer(serializers.Serializer):
    """What one party gives to a criterion that all of them mark."""

    name = serializers.CharField()
    share = serializers.CharField()
    value = serializers.CharField()


class ScoreSerializer(serializers.Serializer):
    """How a criterion came to its points: `changes` lead from `start` to `value`."""

    code = serializers.CharField()
    source = serializers.CharField()
    state = serializers.CharField(allow_blank=True)
    marks = TypedMarkSerializer(many=True)
    details = serializers.DictField(child=serializers.CharField(allow_null=True))
    parties = ShareSerializer(many=True)
    start = serializers.CharField()
    changes = StepSerializer(many=True)
    value = serializers.CharField()
    maximum = serializers.CharField()
    role = serializers.CharField()
    counts = serializers.BooleanField()
    text = serializers.CharField(allow_blank=True, help_text=TEXT)


class SectionReasonSerializer(serializers.Serializer):
    """How a section came about: its parts bring `sum`, and `changes` lead on to `total`; `line` lights its star."""

    code = serializers.CharField()
    marks = MarkSerializer(many=True)
    scores = ScoreSerializer(many=True)
    parts = PartSerializer(many=True)
    sum = serializers.CharField()
    changes = StepSerializer(many=True)
    total = serializers.CharField()
    maximum = serializers.CharField()
    line = serializers.CharField(allow_null=True)
    lit = serializers.BooleanField()
    gap = serializers.CharField()
    counts = serializers.BooleanField()
    text = serializers.CharField(allow_blank=True, help_text=TEXT)


class SumSerializer(serializers.Serializer):
    """Parts that bring `sum`, and the steps from there to `total`."""

    parts = PartSerializer(many=True)
    sum = serializers.CharField()
    changes = StepSerializer(many=True)
    total = serializers.CharField()
    text = serializers.CharField(help_text=TEXT)


class PartyReasonSerializer(serializers.Serializer):
    """One party's sheet; without sections where it gives one number."""

    name = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    sections = SectionReasonSerializer(many=True)
    sum = SumSerializer()


class ConditionSerializer(serializers.Serializer):
    """One thing that is asked, what the branch has of it, and what is missing; `parts` are the sentences of a group."""

    kind = serializers.CharField()
    figure = serializers.CharField(allow_blank=True)
    relation = serializers.CharField(allow_blank=True)
    words = serializers.ListField(child=serializers.CharField(allow_blank=True))
    needed = serializers.CharField(allow_null=True)
    actual = serializers.CharField(allow_null=True)
    gap = serializers.CharField(allow_null=True)
    holds = serializers.BooleanField()
    parts = serializers.ListField(child=serializers.CharField())
    text = serializers.CharField(help_text=TEXT)


class VotesSerializer(serializers.Serializer):
    """How many chose one answer, and what one vote is worth; null stands apart."""

    option = serializers.CharField()
    count = serializers.IntegerField()
    points = serializers.CharField(allow_null=True)


class LayerSerializer(serializers.Serializer):
    """One layer of voters."""

    code = serializers.CharField(allow_blank=True)
    votes = VotesSerializer(many=True)
    count = serializers.IntegerField()
    mean = serializers.CharField(allow_null=True)
    weight = serializers.CharField()


class BallotReasonSerializer(serializers.Serializer):
    """How votes became points; few votes come without these."""

    layers = LayerSerializer(many=True)
    count = serializers.CharField(allow_null=True)
    start = serializers.CharField(allow_null=True)
    changes = StepSerializer(many=True)
    points = serializers.CharField(allow_null=True)
    quorum = ConditionSerializer(allow_null=True)
    text = serializers.CharField(help_text=TEXT)


class StarReasonSerializer(serializers.Serializer):
    """A star: lit, or what it lacks; `out` is the veto that puts it out."""

    code = serializers.CharField()
    section = serializers.CharField()
    kind = serializers.CharField()
    lit = serializers.BooleanField()
    medal = serializers.CharField(allow_blank=True)
    out = serializers.CharField(allow_blank=True)
    gap = serializers.CharField(allow_null=True)
    asked = ConditionSerializer(many=True)
    text = serializers.CharField(help_text=TEXT)


class LevelAboveSerializer(serializers.Serializer):
    """A level that was not reached, and all that it asks."""

    level = LevelReachedSerializer()
    asked = ConditionSerializer(many=True)


class LevelMoveSerializer(serializers.Serializer):
    """What moved the level: a grant, the ladder, a veto, a quota, people."""

    kind = serializers.CharField()
    code = serializers.CharField(allow_blank=True)
    before = LevelReachedSerializer()
    after = LevelReachedSerializer()
    text = serializers.CharField(help_text=TEXT)


class CostSerializer(serializers.Serializer):
    """The level that there would be without one thing."""

    kind = serializers.CharField()
    code = serializers.CharField(allow_blank=True)
    level = LevelReachedSerializer()
    text = serializers.CharField(help_text=TEXT)


class ChangeSerializer(serializers.Serializer):
    """Change a criterion from `now` to `needed`, as it is typed."""

    criterion = serializers.CharField()
    now = PointsField(allow_null=True)
    needed = PointsField()


class WaySerializer(serializers.Serializer):
    """How a star would light, or a level be reached: any one of `options` suffices; `changes` is the shortest list."""

    kind = serializers.CharField()
    star = serializers.CharField(allow_blank=True)
    gap = serializers.CharField(allow_null=True)
    options = ChangeSerializer(many=True)
    changes = ChangeSerializer(many=True)
    level = LevelReachedSerializer()
    stars = serializers.IntegerField()
    expected_place = serializers.IntegerField(
        allow_null=True, help_text="In the campaign, everybody else as they are; null where it is not rated."
    )
    title = serializers.CharField(help_text=TEXT)
    text = serializers.CharField(help_text=TEXT)


class HurdleSerializer(serializers.Serializer):
    """What stands before the level above and is not moved by marks."""

    kind = serializers.CharField()
    code = serializers.CharField(allow_blank=True)
    text = serializers.CharField(help_text=TEXT)


class QuotaReasonSerializer(serializers.Serializer):
    """How one quota went in the branch's group: `line` are the figures of the last who holds a place, `own` the
    branch's; `place` is its place among those who ask for one."""

    position = serializers.IntegerField()
    seats = serializers.IntegerField()
    base = serializers.IntegerField()
    candidates = serializers.IntegerField()
    held = serializers.IntegerField()
    place = serializers.IntegerField(allow_null=True)
    line = serializers.ListField(child=serializers.CharField(allow_blank=True))
    own = serializers.ListField(child=serializers.CharField(allow_blank=True))
    tied = serializers.IntegerField()
    pushed = serializers.BooleanField()
    meeting = serializers.BooleanField()


class ExplanationSerializer(serializers.Serializer):
    """Why this level, and what next, by the inputs that the run itself read. `sections` are those of the party that
    counts, or of all mixed; `chapters` tell the same in sentences."""

    run = serializers.IntegerField()
    assessment = serializers.IntegerField()
    name = serializers.CharField()
    level = LevelReachedSerializer()
    stars = serializers.IntegerField(allow_null=True, help_text="null where the rules have none.")
    lit = serializers.ListField(child=serializers.CharField())
    vetoes = serializers.ListField(child=serializers.CharField())
    total = serializers.CharField()
    maximum = serializers.CharField()
    sections = SectionReasonSerializer(many=True)
    parties = PartyReasonSerializer(many=True)
    ballot = BallotReasonSerializer(allow_null=True)
    sum = SumSerializer()
    star_reasons = StarReasonSerializer(many=True)
    conditions = ConditionSerializer(many=True)
    levels_above = LevelAboveSerializer(many=True)
    moves = LevelMoveSerializer(many=True)
    costs = CostSerializer(many=True)
    places = FourPlacesSerializer()
    quotas = QuotaReasonSerializer(many=True)
    next_level = LevelReachedSerializer(allow_null=True)
    next_conditions = ConditionSerializer(many=True)
    ways = WaySerializer(many=True)
    way_up = WaySerializer(allow_null=True)
    hurdles = HurdleSerializer(many=True)
    chapters = ChapterSerializer(many=True)
