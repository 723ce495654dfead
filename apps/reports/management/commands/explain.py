"""Tells why branches have their level, from a file of marks or from the run that readers of a campaign see:
`manage.py explain RULEBOOK MARKS [BRANCH …]` or `manage.py explain --campaign SLUG BRANCH …`."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.campaigns.models import Campaign
from apps.criteria.management.commands.rate import Command as RateCommand
from apps.criteria.marks import MarksRow, cohort_of
from apps.evaluations.selectors import shown_run
from apps.rating.rate import draw, judge, settle
from apps.rating.reasons import explain_among
from apps.rating.rulebook import Rulebook
from apps.reports.explanations import explained
from apps.reports.telling import Words, tell
from apps.reports.telling.plain import plain_text

MOST = 20
LANGUAGES = {"zh": "zh-hans", "zh-hans": "zh-hans", "en": "en"}


class Command(RateCommand):
    help = "Tells, step by step and in figures that add up, why branches have their level."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("words", nargs="*", metavar="RULEBOOK MARKS [BRANCH …]")
        parser.add_argument("--campaign", help="a campaign's name in addresses: explain BRANCH as its readers see it")
        parser.add_argument("--all", action="store_true", help=f"also where more than {MOST} branches are meant")
        parser.add_argument("--language", choices=LANGUAGES, default="zh", help="the language of the text")

    def handle(self, *args: Any, words: list[str], campaign: str | None, language: str, **options: Any) -> None:
        with translation.override(LANGUAGES[language]):
            told = self.of_campaign(campaign, words) if campaign else self.of_file(words, options["all"])
            for number, lines in enumerate(told):
                self.stdout.write("\n\n" if number else "", ending="")
                self.stdout.write("\n".join(lines))

    def of_file(self, words: list[str], everybody: bool) -> Iterator[list[str]]:
        """Branches of a file of marks, without a database; all of them where none is named."""
        if len(words) < 2:
            raise CommandError("Give a rulebook and a file of marks, or --campaign and a branch.")
        rules = self.rules(words[0])
        sheet = self.sheet(rules, Path(words[1]))
        rows = self.chosen(sheet.rows, words[2:])
        if len(rows) > MOST and not everybody:
            message = _("%(n)s branches are meant. Name some, or say --all.")
            self.refuse([message % {"n": len(rows)}])
        return self.told(rules, sheet.rows, rows)

    def told(self, rules: Rulebook, everybody: Sequence[MarksRow], rows: Sequence[int]) -> Iterator[list[str]]:
        cohort = draw(rules, cohort_of(rules, everybody))
        outcome = settle(rules, judge(rules, cohort), cohort)
        for row in rows:
            who = everybody[row]
            names = {"unit": who.unit, "zone": who.zone, "type": who.type}
            reasons = explain_among(rules, cohort, outcome, row)
            chapters = tell(Words.of(rules), reasons, who.type, names)
            yield list(plain_text(" · ".join(filter(None, [who.branch, *names.values()])), chapters))

    def chosen(self, rows: Sequence[MarksRow], asked: Sequence[str]) -> list[int]:
        """Positions of the branches asked for by name or by row of the file; of all where nobody is."""
        if not asked:
            return list(range(len(rows)))
        found: list[int] = []
        for name in asked:
            here = [at for at, row in enumerate(rows) if name in (row.branch, str(row.number))]
            if not here:
                self.refuse([_("No branch “%(name)s” in the file.") % {"name": name}])
            found += here
        return found

    def of_campaign(self, slug: str, names: list[str]) -> Iterator[list[str]]:
        """Branches in the run that readers of a campaign see, by name or by the number of their assessment."""
        campaign = Campaign.objects.filter(slug=slug).first()
        run = shown_run(campaign) if campaign else None
        if campaign is None or run is None:
            self.refuse([_("No campaign “%(slug)s” with a result.") % {"slug": slug}])
        if not names:
            raise CommandError("Name a branch.")
        for name in names:
            yield from (self.of_assessment(run, found) for found in self.assessments(campaign, name))

    def assessments(self, campaign: Campaign, name: str) -> list[Assessment]:
        rows = Assessment.objects.of(campaign)
        found = list(rows.filter(pk=name) if name.isdecimal() else rows.filter(name=name))
        if not found:
            self.refuse([_("No branch “%(name)s” in the campaign.") % {"name": name}])
        return found

    def of_assessment(self, run: Any, assessment: Assessment) -> list[str]:
        found = explained(run, assessment)
        if found is None:
            self.refuse([_("“%(name)s” has no result yet.") % {"name": assessment.name}])
        return list(plain_text(" · ".join(filter(None, [assessment.name, *found.groups.values()])), found.chapters))
