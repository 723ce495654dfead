"""Criteria as a workbook: written from a rulebook, and read into one."""

from apps.criteria.editing.tables.read import CriteriaSheet, RowFault, read_criteria
from apps.criteria.editing.tables.write import write_criteria

__all__ = ["CriteriaSheet", "RowFault", "read_criteria", "write_criteria"]
