"""A comparison as a workbook: a row a section or criterion, a column a branch."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.assessments.exports import figure, points
from apps.assessments.values import CHOSEN
from apps.core.tables import write_xlsx
from apps.reports.comparing import Comparison, Line
from apps.reports.comparing_words import ComparisonWords


def comparison_workbook(here: Comparison, words: ComparisonWords) -> bytes:
    """Levels and places above, then every figure as an exact number and what the first branch lacks to the best."""
    headings = [_("Section or criterion"), *(result.name for result in here.results), _("Behind the best")]
    return write_xlsx(headings, rows(here, words), _("Comparison"))


def rows(here: Comparison, words: ComparisonWords) -> Iterator[list]:
    yield [_("Level"), *(words.show.level(result.level)["name"] for result in here.results), None]
    yield [_("Place"), *(result.rank for result in here.results), None]
    for section in here.sections:
        yield line(here, words, section, words.name_of(section))
        for criterion in here.beneath(section.code):
            yield line(here, words, criterion, f"{criterion.code} {words.name_of(criterion)}")
    yield line(here, words, here.total, _("Total"))


def line(here: Comparison, words: ComparisonWords, one: Line, name: str) -> list:
    """One line as cells; what was chosen stays a word."""
    if not one.is_criterion:
        return [name, *(figure(value, here.rules) for value in one.values), figure(one.behind, here.rules)]
    if words.show.criterion(one.code).kind in CHOSEN:
        return [name, *(words.figure(one, value) for value in one.values), None]
    return [name, *(points(value) for value in one.values), points(one.behind)]
