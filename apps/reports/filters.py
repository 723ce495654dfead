"""How lists of jobs and audit records are narrowed over REST."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter, DateFilter
from django_filters.rest_framework import FilterSet

from apps.audit.models import Record
from apps.core.rest.filters import TextFilter, WholeFilter
from apps.jobs.choices import Status
from apps.jobs.models import Job
from apps.reports.acts import LABELS

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)


class JobFilter(FilterSet):
    """By state and kind of work."""

    status = ChoiceFilter(choices=Status.choices)
    kind = TextFilter()

    class Meta:
        model = Job
        fields: list[str] = []


class RecordFilter(FilterSet):
    """By word, act, person, thing and day, both days included."""

    q = TextFilter(method="search", label="Part of a person's name, of what it was done to, or of the reason.")
    act = ChoiceFilter(choices=[(act, act) for act in LABELS])
    actor = WholeFilter(field_name="actor_id")
    subject_kind = TextFilter(field_name="object_kind")
    subject = WholeFilter(field_name="object_id")
    since = DateFilter(method="from_day")
    until = DateFilter(method="to_day")

    class Meta:
        model = Record
        fields: list[str] = []

    def search(self, rows: QuerySet, _name: str, text: str) -> QuerySet:
        return rows.filter(Q(actor_name__icontains=text) | Q(object_label__icontains=text) | Q(reason__icontains=text))

    def from_day(self, rows: QuerySet, _name: str, day: date) -> QuerySet:
        return rows.filter(at__gte=midnight(day))

    def to_day(self, rows: QuerySet, _name: str, day: date) -> QuerySet:
        return rows.filter(at__lt=midnight(min(day, LAST_DAY) + timedelta(days=1)))


def midnight(day: date) -> datetime:
    """The beginning of a day here; days beyond what databases and clocks can hold count as the last they can."""
    return timezone.make_aware(datetime.combine(min(max(day, FIRST_DAY), LAST_DAY), time.min))
