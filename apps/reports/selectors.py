"""Which jobs and which records of the audit may a person read?"""

from typing import Any

from django.db.models import BigIntegerField, Case, When
from django.db.models.functions import Cast

from apps.assessments.choices import Party
from apps.assessments.models import Sheet
from apps.audit.models import Record, RecordQuerySet
from apps.campaigns.choices import Status
from apps.jobs.models import Job, JobQuerySet
from apps.organisations.choices import Kind, Power
from apps.organisations.models import Node, reach_of
from apps.organisations.reach import SEGMENT


def jobs_for(person: Any) -> JobQuerySet:
    """Jobs about the committees where the person conducts the work."""
    return Job.objects.below(reach_of(person).paths(Power.OPERATE))


def records_for(person: Any) -> RecordQuerySet:
    """Records about the subtrees whose audit the person reads; all of them for who reads everything."""
    paths = reach_of(person).paths(Power.AUDIT)
    if "" in paths:
        return Record.objects.all()
    rows = Record.objects.below(paths)
    return rows if is_of_committees(paths) else without_scorers(rows)


def is_of_committees(paths: list[str]) -> bool:
    """Whether all of these lead to work committees; the one that nothing stands above is known by its length."""
    deeper = {path for path in paths if len(path) > SEGMENT}
    return not deeper or Node.objects.filter(path__in=deeper, kind=Kind.COMMITTEE).count() == len(deeper)


def without_scorers(rows: RecordQuerySet) -> RecordQuerySet:
    """What scorers did on their sheets is not told below the committee before the campaign is over: it names them."""
    running = Sheet.objects.filter(assessment__campaign__status__in=[Status.DRAFT, Status.OPEN])
    hidden = running.exclude(party=Party.SELF).values("pk")
    key = Case(When(object_kind="sheet", then=Cast("object_id", BigIntegerField())), output_field=BigIntegerField())
    return rows.annotate(of_sheet=key).exclude(of_sheet__in=hidden).exclude(act="sheet.reopened")
