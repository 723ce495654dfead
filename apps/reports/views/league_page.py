"""What the league table and its files share: the question that the address asks, the rows it leaves, the columns."""

from dataclasses import replace
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.duties import blind_to
from apps.evaluations.finding import Words
from apps.evaluations.models import Result, Run
from apps.evaluations.scorers.studies import BandTable, bands_of
from apps.evaluations.selectors import current_run, frozen_run, results_for, sees_all
from apps.organisations.choices import Power, Role
from apps.organisations.models import reach_of
from apps.organisations.reach import below
from apps.reports import league as tables
from apps.reports.league import Question
from apps.reports.league_beside import Before
from apps.reports.league_columns import codes_in, offered, standing
from apps.reports.views.common import CampaignPage

OWN_ROLES = {Role.SECRETARY, Role.CLERK, Role.REVIEWER}
OWN_SHOWN = 3


class LeaguePage(CampaignPage):
    """A page about some rows of the table."""

    @cached_property
    def frozen(self) -> Run | None:
        """The run that was made public or sealed: later marks do not change it."""
        return frozen_run(self.campaign)

    @cached_property
    def run(self) -> Run | None:
        return self.frozen or current_run(self.campaign)

    @property
    def made(self) -> Run:
        """The run; 404 before the first."""
        if self.run is None:
            raise Http404
        return self.run

    @cached_property
    def before(self) -> Before | None:
        """The run whose places are compared."""
        return Before.of(self.made)

    @cached_property
    def asked(self) -> Question:
        asked = Question.of(self.request.GET)
        is_named = "type" in self.request.GET if asked.scope == "type" else asked.group
        return asked if is_named or not asked.scope else replace(asked, group=self.default_group(asked.scope))

    def default_group(self, scope: str) -> str:
        """The own zone, unit, type, size or level; else that of the first."""
        row = self.own[0] if self.own else self.visible.order_by("position").first()
        if row is None:
            return ""
        if scope == "type":
            return row.branch_type
        if scope in ("size", "level"):
            return str(row.size_band if scope == "size" else row.level)
        return str(getattr(row, f"{scope}_id") or tables.NO_ZONE)

    @cached_property
    def visible(self) -> QuerySet[Result]:
        return results_for(self.request.user, self.campaign, self.made)

    @cached_property
    def sees_all(self) -> bool:
        return sees_all(self.request.user, self.campaign)

    @cached_property
    def bands(self) -> BandTable | None:
        """Which places another scorer would move, of the whole campaign and for who sees all of it."""
        return bands_of(self.made) if self.sees_all and not self.asked.scope else None

    @cached_property
    def own_paths(self) -> tuple[str, ...]:
        """What the person answers for."""
        return tuple(office.path for office in reach_of(self.request.user).offices if office.role in OWN_ROLES)

    @cached_property
    def own(self) -> list[Result]:
        """The first results of the branches that the person answers for."""
        match = Q(pk__in=[])
        for path in self.own_paths:
            match |= below(path)
        return list(self.made.results.filter(match).order_by("position")[:OWN_SHOWN]) if self.own_paths else []

    @cached_property
    def scoped(self) -> QuerySet[Result]:
        return tables.in_scope(self.visible, self.asked).select_related("zone", "unit")

    @cached_property
    def rows(self) -> QuerySet[Result]:
        rows = tables.filtered(self.scoped, self.asked, self.show.rules)
        return rows.filter(self.words.match) if self.asked.q else rows

    @cached_property
    def words(self) -> Words:
        """The part of names that is asked for."""
        return Words(self.made, self.asked.q)

    @cached_property
    def possible(self) -> tuple[str, ...]:
        """The columns that the run can fill."""
        return offered(self.show, self.made, has_before=self.before is not None)

    @cached_property
    def chosen(self) -> tuple[str, ...]:
        """The columns that the address, else the person asks for; none: the usual ones."""
        asked = tuple(code for code in self.asked.columns if code in self.possible)
        return asked or tuple(code for code in codes_in(self.request.user.league_columns) if code in self.possible)

    @cached_property
    def standing(self) -> tuple[str, ...]:
        """The columns of the table."""
        return standing(self.possible, self.chosen)

    @cached_property
    def blind(self) -> frozenset[int]:
        """The branches of which a blind second scorer reads no result yet."""
        if not reach_of(self.request.user).has(Power.MARK):
            return frozenset()
        return frozenset(blind_to(self.request.user).filter(campaign=self.campaign))

    @cached_property
    def counts(self) -> list[int]:
        """How many rows of the scope hold each level: as the run keeps it for who reads all of them."""
        levels = len(self.show.rules.outcomes)
        if self.sees_all and not self.blind:
            return tables.stored_counts(self.made, self.asked, levels)
        return tables.scope_counts(self.scoped, levels)

    def shown_words(self, shown: int, total: str) -> str:
        """How many of the rows stand on the page, and how many are left out."""
        told = _("%(shown)s of %(total)s branches shown") % {"shown": shown, "total": total}
        return " · ".join(filter(None, [told, self.left_out()]))

    def left_out(self) -> str:
        """That a blind second scorer reads no result of the own branches yet; nothing for everybody else."""
        n = len(self.blind)
        words = ngettext(
            "%(n)s branch that you mark blindly is left out until you have finished it",
            "%(n)s branches that you mark blindly are left out until you have finished them",
            n,
        )
        return words % {"n": n} if n else ""

    def query(self, **changes: object) -> str:
        """The address's question with some parts changed; page keys fall away."""
        kept = self.asked.plain() | {key: str(value) for key, value in changes.items()}
        group = self.asked.scope if self.asked.scope == "type" else ""
        return urlencode({key: value for key, value in kept.items() if value or key == group})
