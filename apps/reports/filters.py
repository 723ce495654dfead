"""How lists of jobs and audit records are narrowed over REST."""

from datetime import date

from django_filters import ChoiceFilter, DateFilter
from django_filters.rest_framework import BooleanFilter, FilterSet

from apps.audit.models import Record, RecordQuerySet
from apps.core.rest.filters import TextFilter, WholeFilter
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.reports import records
from apps.reports.acts import LABELS

WORD = "Part of a person's name, of the act, of what it was done to (also in pinyin), or of the reason."


class JobFilter(FilterSet):
    """By state and kind of work."""

    status = ChoiceFilter(choices=Status.choices)
    kind = TextFilter()

    class Meta:
        model = Job
        fields: list[str] = []


class RecordFilter(FilterSet):
    """By word, act, person, thing and day, both days included."""

    q = TextFilter(method="search", label=WORD)
    act = ChoiceFilter(choices=[(act, act) for act in LABELS])
    actor = WholeFilter(field_name="actor_id")
    subject_kind = TextFilter(field_name="object_kind")
    subject = WholeFilter(field_name="object_id")
    since = DateFilter(method="from_day")
    until = DateFilter(method="to_day")
    changed = BooleanFilter(method="only_changed", label="Only acts that changed a mark, a veto or a level.")

    class Meta:
        model = Record
        fields: list[str] = []

    def search(self, rows: RecordQuerySet, _name: str, text: str) -> RecordQuerySet:
        return records.holding(rows, text)

    def only_changed(self, rows: RecordQuerySet, _name: str, wanted: bool) -> RecordQuerySet:
        return records.changing(rows) if wanted else rows

    def from_day(self, rows: RecordQuerySet, _name: str, day: date) -> RecordQuerySet:
        return records.from_day(rows, day)

    def to_day(self, rows: RecordQuerySet, _name: str, day: date) -> RecordQuerySet:
        return records.to_day(rows, day)
