"""Which jobs and which records of the audit may a person read?"""

from typing import Any

from apps.audit.models import Record, RecordQuerySet
from apps.jobs.models import Job, JobQuerySet
from apps.organisations.choices import Power
from apps.organisations.models import reach_of


def jobs_for(person: Any) -> JobQuerySet:
    """Jobs about the committees where the person conducts the work."""
    return Job.objects.below(reach_of(person).paths(Power.OPERATE))


def records_for(person: Any) -> RecordQuerySet:
    """Records about the subtrees whose audit the person reads; all of them for who reads everything."""
    paths = reach_of(person).paths(Power.AUDIT)
    return Record.objects.all() if "" in paths else Record.objects.below(paths)
