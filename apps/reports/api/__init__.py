"""REST of what joins several apps: explanations, counts, jobs, the audit record."""

from apps.reports.api.operations import JobDetail, JobList, JobStop, RecordList
from apps.reports.api.results import Counts, Explanation, LeagueWorkbook

__all__ = ["Counts", "Explanation", "JobDetail", "JobList", "JobStop", "LeagueWorkbook", "RecordList"]
