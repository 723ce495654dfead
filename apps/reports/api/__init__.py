"""REST of what joins several apps: explanations, counts, jobs, the audit record."""

from apps.reports.api.agreement import AgreementFigures
from apps.reports.api.comparing import Comparisons
from apps.reports.api.criteria import Criteria, CriteriaHealth, CriterionMarks, Movements, Years
from apps.reports.api.gaps import SelfGaps
from apps.reports.api.groups import UnitSight, ZoneSight
from apps.reports.api.leniency import LeniencyFigures
from apps.reports.api.operations import JobDetail, JobList, JobStop
from apps.reports.api.province import Projects, Province
from apps.reports.api.public import PublicBranch, PublicBranches
from apps.reports.api.records import RecordCheckList, RecordExportFile, RecordExportList, RecordList
from apps.reports.api.rehearsals import RehearsalDetail, RehearsalList
from apps.reports.api.reports import (
    ReportDetail,
    ReportFile,
    ReportList,
    ReportPlaceholders,
    ReportTemplateDetail,
    ReportTemplateFile,
    ReportTemplateList,
)
from apps.reports.api.results import Counts, Explanation, LeagueColumns, LeaguePaper, LeagueTable, LeagueWorkbook
from apps.reports.api.roads import RoadReached
from apps.reports.api.screens import ScreenDetail, ScreenList, ScreenRenew, ScreenWithdraw
from apps.reports.api.targets import TargetsReached
from apps.reports.api.trends import LevelMovers, LevelMovesFigures, TrendYears
from apps.reports.api.whatif import WhatIf

__all__ = [
    "AgreementFigures",
    "Comparisons",
    "Counts",
    "Criteria",
    "CriteriaHealth",
    "CriterionMarks",
    "Explanation",
    "JobDetail",
    "JobList",
    "JobStop",
    "LeagueColumns",
    "LeaguePaper",
    "LeagueTable",
    "LeagueWorkbook",
    "LeniencyFigures",
    "LevelMovers",
    "LevelMovesFigures",
    "Movements",
    "Projects",
    "Province",
    "PublicBranch",
    "PublicBranches",
    "RecordCheckList",
    "RecordExportFile",
    "RecordExportList",
    "RecordList",
    "RehearsalDetail",
    "RehearsalList",
    "ReportDetail",
    "ReportFile",
    "ReportList",
    "ReportPlaceholders",
    "ReportTemplateDetail",
    "ReportTemplateFile",
    "ReportTemplateList",
    "RoadReached",
    "ScreenDetail",
    "ScreenList",
    "ScreenRenew",
    "ScreenWithdraw",
    "SelfGaps",
    "TargetsReached",
    "TrendYears",
    "UnitSight",
    "WhatIf",
    "Years",
    "ZoneSight",
]
