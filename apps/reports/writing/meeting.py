"""The meeting pack: agenda, counts, both sides of every line with shared places, vetoes, objections, movers, the
sheet to be signed."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from apps.assessments.models import VetoCase
from apps.evaluations.agenda import first_matters
from apps.evaluations.deciding import Line, Table
from apps.evaluations.decision_sheet import glyphs, named
from apps.evaluations.models import Decision, Objection
from apps.evaluations.vetoed import veto_rows
from apps.rating.points import show_points
from apps.reports.writing.basis import Basis
from apps.reports.writing.sentences import grouped, joined
from apps.reports.writing.year import YearReport

NOTHING = "–"


@dataclass(frozen=True)
class MeetingPack:
    """What a combined decision needs on its table; before a meeting is called, what it would find there."""

    basis: Basis

    @cached_property
    def decision(self) -> Decision | None:
        """The last meeting on these results."""
        return self.basis.campaign.decisions.filter(run=self.basis.run).order_by("-number").first()

    @cached_property
    def table(self) -> Table:
        """The meeting's table; of a meeting that is not called yet one without matters of its own."""
        if self.decision is not None:
            return Table.of(self.decision)
        table = Table(Decision(campaign=self.basis.campaign, run=self.basis.run), get_language() or "zh-hans")
        table.items = []
        return table

    def data(self) -> dict[str, Any]:
        """Every word and figure of the pack."""
        words = {"year": self.basis.campaign.year}
        moved = YearReport(self.basis).moved()
        return self.basis.head(_("Papers for the combined decision of the year %(year)s") % words) | {
            "meeting": self.decision.title if self.decision else _("Combined decision"),
            "held": self.held(),
            "agenda": self.agenda(),
            "level_names": self.table.levels,
            "counts": self.counts(),
            "lines": [self.line(number) for number, _name in self.table.lines()],
            "ties": self.ties(),
            "vetoes": self.vetoes(),
            "objections": self.objections(),
            "moves_text": moved["moves_text"],
            "signers": [each.function for each in self.decision.signatures.all()] if self.decision else signers(),
        }

    def counts(self) -> list[dict[str, Any]]:
        """The notice, the run, and what was decided once a meeting is called."""
        lines = self.table.counts() if self.decision else self.table.counts()[:-1]
        return [{"name": line.title, "counts": list(map(grouped, line.counts))} for line in lines]

    def held(self) -> str:
        """When and where; nothing before the meeting is called."""
        if self.decision is None:
            return ""
        when = date_format(timezone.localtime(self.decision.held_at), "DATETIME_FORMAT")
        return " · ".join(filter(None, [when, self.decision.place]))

    def agenda(self) -> list[dict[str, str]]:
        """Every matter with its reason and what was proposed; votes stay open."""
        if self.decision is None:
            matters = first_matters(Decision(campaign=self.basis.campaign, run=self.basis.run))
            found = [(each.title, each.clause, each.reason, each.before, each.after) for each in matters]
        else:
            found = [(item.title, item.clause, item.reason, item.before, item.after) for item in self.table.items]
        return [
            {
                "number": str(number),
                "title": title,
                "reason": _("; ").join(filter(None, [clause, reason])),
                "before": self.table.level(before) or _("as it is"),
                "after": self.table.level(after) or _("as it is"),
            }
            for number, (title, clause, reason, before, after) in enumerate(found, start=1)
        ]

    def line(self, number: int) -> dict[str, Any]:
        """One line with three branches on either side."""
        line = self.table.line(number)
        if not isinstance(line, Line):
            return {"title": "", "above": [], "below": []}
        return {
            "title": line.title,
            "above": [side_row(row) for row in line.above],
            "below": [side_row(row) for row in line.below],
        }

    def ties(self) -> str:
        """Which places are shared, those at a line first told apart."""
        found = self.table.ties
        if not found:
            return _("No shared places.")
        at_line = [str(each["place"]) for each in found if each["at_line"]]
        words = {"n": len(found), "places": _(", ").join(at_line)}
        if at_line:
            return _("%(n)s places are shared, of which at a line: %(places)s.") % words
        return _("%(n)s places are shared, none of them at a line.") % words

    def vetoes(self) -> list[dict[str, str]]:
        """Every veto that stands: its document, the two people, and what there would be without it."""
        cases = VetoCase.objects.filter(assessment__campaign=self.basis.campaign).confirmed()
        rows = veto_rows(cases, self.basis.campaign, self.basis.run, self.table.language)
        return [
            {
                "branch": row.case.assessment.name,
                "title": row.title,
                "document": row.case.document,
                "people": people_of(row.case),
                "would": row.would_level or NOTHING,
                "reply": _("the branch says: %(words)s") % {"words": row.reply} if row.reply else "",
            }
            for row in rows
        ]

    def objections(self) -> list[dict[str, str]]:
        """Every objection and what was found; never who objected."""
        rows = Objection.objects.filter(campaign=self.basis.campaign).order_by("number")
        return [
            {
                "number": str(row.number),
                "branch": row.branch,
                "matter": " · ".join(filter(None, [row.get_matter_display(), row.criterion])),
                "finding": row.get_finding_display() if row.confirmed_at else _("not found yet"),
                "reason": joined([changed(row), row.finding_text.rstrip("。.")]) if row.confirmed_at else "",
            }
            for row in rows
        ]


def side_row(row: dict[str, Any]) -> dict[str, str]:
    """A branch at a line."""
    return {
        "place": str(row["place"]),
        "name": named(row),
        "lit": glyphs(row["stars"]) or row["level"],
        "total": row["total"],
        "gap": row["gap"],
    }


def people_of(case: VetoCase) -> str:
    """Who proposed a veto and who confirmed it; nothing where a workbook brought it."""
    if not case.by_name or not case.second_name:
        return ""
    return _("proposed by %(first)s, confirmed by %(second)s") % {"first": case.by_name, "second": case.second_name}


def changed(objection: Objection) -> str:
    """The mark that was put right."""
    if objection.before is None or objection.after is None:
        return ""
    return f"{objection.criterion} {show_points(objection.before)} → {show_points(objection.after)}"


def signers() -> list[str]:
    """Who signs, before a meeting is called."""
    return [_("Chair"), _("Minute-taker"), _("Supervised by")]
