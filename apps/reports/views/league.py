"""The league table: where everybody stands, and where I stand."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.evaluations.models import Result
from apps.evaluations.selectors import results_for, sees_all
from apps.organisations.choices import Role
from apps.organisations.models import Node, Zone, reach_of
from apps.organisations.reach import below
from apps.rating.points import show_points
from apps.reports import league as tables
from apps.reports.exports import league_workbook
from apps.reports.league import Question
from apps.reports.views.common import CampaignPage
from apps.reports.views.start import first_steps

OWN_ROLES = {Role.SECRETARY, Role.CLERK, Role.REVIEWER}
OWN_SHOWN = 3
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LeaguePage(CampaignPage):
    """What table and export share: the question, the rows it leaves."""

    @cached_property
    def asked(self) -> Question:
        asked = Question.of(self.request.GET)
        is_named = "type" in self.request.GET if asked.scope == "type" else asked.group
        return asked if is_named or not asked.scope else replace(asked, group=self.default_group(asked.scope))

    def default_group(self, scope: str) -> str:
        """The own zone, unit or type; else the first."""
        row = self.own[0] if self.own else self.visible.order_by("position").first()
        if row is None:
            return ""
        return row.branch_type if scope == "type" else str(getattr(row, f"{scope}_id") or tables.NO_ZONE)

    @cached_property
    def visible(self) -> QuerySet[Result]:
        return results_for(self.request.user, self.campaign, self.run)

    @cached_property
    def sees_all(self) -> bool:
        return sees_all(self.request.user, self.campaign)

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
        return list(self.run.results.filter(match).order_by("position")[:OWN_SHOWN]) if self.own_paths else []

    @cached_property
    def scoped(self) -> QuerySet[Result]:
        return tables.in_scope(self.visible, self.asked).select_related("zone", "unit")

    @cached_property
    def rows(self) -> QuerySet[Result]:
        return tables.filtered(self.scoped, self.asked, self.show.rules)


class League(LeaguePage):
    """Scopes, filters, and the table by key; head, cuts and own surroundings together where nothing is filtered."""

    template_name = "reports/league.html"

    def page(self) -> dict[str, Any]:
        if self.run is None or not self.run.branches:
            return {"empty": True, "steps": first_steps(self.request.user, self.campaign)}
        counts = tables.scope_counts(self.scoped, len(self.show.rules.levels))
        shown = self.shown(sum(counts))
        listed = self.lines(shown.rows, counts)
        number = sum(line["kind"] == "row" for line in listed)
        total = self.rows.count() if self.asked.is_filtered else sum(counts)
        return {
            "empty": False,
            "order_line": self.show.order_line(),
            "total": total,
            "scopes": self.scopes(),
            "scope_field": self.asked.scope,
            "scope_options": self.scope_options(),
            "filters": self.filters(),
            "keep": self.keep(),
            "head": self.show.short_names(),
            "rows": listed,
            "pager": self.pager(shown),
            "export_url": f"{reverse('reports:league-export', args=[self.campaign.slug])}?{self.query()}",
            "footer": _("%(shown)s of %(total)s branches shown") % {"shown": number, "total": total},
        }

    def is_overview(self, total: int) -> bool:
        asked = self.asked
        begun = asked.after is not None or asked.before is not None or asked.place is not None or asked.is_open
        return not begun and not asked.is_filtered and total > tables.FOLD_FROM

    def shown(self, total: int) -> tables.Shown:
        if self.is_overview(total):
            mine = [row for row in self.own if self.scoped.filter(pk=row.pk).exists()]
            return tables.overview(self.scoped, len(self.show.rules.levels), mine)
        return tables.page(self.rows, self.asked)

    def lines(self, rows: Sequence[Result | None], counts: list[int]) -> list[dict[str, Any]]:
        """Rows, folds, and a cut where the level falls."""
        results = [row for row in rows if row]
        seen_ids, shared = self.reachable(results), self.shared_places(results)
        names = [self.show.level_name(level) for level in self.show.rules.levels]
        lines: list[dict[str, Any]] = []
        before: Result | None = None
        for number, row in enumerate(rows):
            if row is None:
                lines.append(self.fold(before, next((later for later in rows[number + 1 :] if later), None)))
                continue
            if before is not None and row.level > before.level and not self.asked.is_filtered:
                lines.append({"kind": "cut", "text": self.cut(counts, before.level, row.level, names)})
            place = getattr(row, self.asked.rank_field)
            own = bool(self.own_paths) and row.path.startswith(self.own_paths)
            lines.append(self.line(row, seen_ids) | {"place": place, "tied": place in shared, "own": own})
            before = row
        return lines

    def cut(self, counts: list[int], above: int, beneath: int, names: list[str]) -> str:
        words = {"above": names[above], "n": counts[above], "beneath": names[beneath], "m": counts[beneath]}
        return _("%(n)s %(above)s · below: %(m)s %(beneath)s") % words

    def reachable(self, rows: list[Result]) -> set[int]:
        """Which of the rows' branch pages the person may open."""
        ids = [row.assessment_id for row in rows]
        return set(Assessment.objects.visible_to(self.request.user).filter(pk__in=ids).values_list("pk", flat=True))

    def shared_places(self, rows: list[Result]) -> set[int]:
        """Which of the rows' places several branches of the scope hold."""
        tied = [row for row in rows if row.is_tied]
        if not self.asked.scope:
            return {row.rank for row in tied}
        field = self.asked.rank_field
        places = tables.in_scope(self.run.results.order_by(), self.asked).values(field).annotate(n=Count("pk"))
        held = places.filter(**{f"{field}__in": {getattr(row, field) for row in tied}}, n__gt=1)
        return set(held.values_list(field, flat=True))

    def line(self, row: Result, reachable: set[int]) -> dict[str, Any]:
        star, gap = self.show.next_star(row)
        lit = [bool(row.lit >> number & 1) for number in range(len(self.show.rules.stars))]
        sections = {star.section: lit[number] for number, star in enumerate(self.show.rules.stars)}
        codes = [section.code for section in self.show.rules.sections]
        return {
            "kind": "row",
            "name": row.name,
            "url": reverse("reports:branch", args=[self.campaign.slug, row.assessment_id])
            if row.assessment_id in reachable
            else "",
            "sub": " · ".join(filter(None, [row.zone.name if row.zone else "", row.branch_type])),
            "stars": self.show.stars_of(row),
            "level": self.show.level(row.level),
            "sections": [
                {"value": self.show.points(value), "lit": sections.get(code, False)}
                for code, value in zip(codes, row.sections, strict=True)
            ],
            "total": self.show.points(row.total),
            "next": "" if gap else _("all stars lit"),
            "next_star": star,
            "next_gap": gap,
            "position": row.position,
        }

    def fold(self, before: Result | None, following: Result | None) -> dict[str, Any]:
        start = getattr(before, self.asked.rank_field) + 1
        url = f"?{self.query(after=before.position)}"
        if following is None:
            return {"kind": "fold", "url": url, "text": _("Show from place %(start)s on") % {"start": start}}
        end = getattr(following, self.asked.rank_field) - 1
        return {
            "kind": "fold",
            "url": url,
            "text": _("Show places %(start)s–%(end)s") % {"start": start, "end": max(start, end)},
        }

    def query(self, **changes: Any) -> str:
        """The address's question with some parts changed; page keys fall away."""
        kept = {"scope": self.asked.scope, self.asked.scope: self.asked.group if self.asked.scope else ""}
        kept |= {"branch_type": self.asked.branch_type, "missing": self.asked.missing, "q": self.asked.q}
        kept |= {"level": self.asked.level, "near": "1" if self.asked.is_near else ""}
        kept |= changes
        named = "type" if self.asked.scope == "type" else ""
        return urlencode(
            {key: value for key, value in kept.items() if key and (key == named or value not in ("", None))}
        )

    def scopes(self) -> list[dict[str, Any]]:
        url = reverse("reports:league", args=[self.campaign.slug])
        names = [("", _("All")), ("zone", _("Zone")), ("unit", _("Unit")), ("type", _("Type"))]
        return [
            {
                "label": label,
                "count": None if scope else self.run.branches if self.sees_all else self.visible.count(),
                "url": f"{url}?scope={scope}" if scope else url,
                "current": scope == self.asked.scope,
            }
            for scope, label in names
        ]

    def scope_options(self) -> list[dict[str, Any]]:
        """The zones, units or types to choose from, in the official order; what has none stands last."""
        scope = self.asked.scope
        if not scope:
            return []
        groups = self.groups(scope)
        if scope == "type":
            options = [(name, name) for name in sorted(groups) if name]
        else:
            kind = Zone if scope == "zone" else Node
            found = kind.objects.filter(pk__in=[int(key) for key in groups if key]).values_list("pk", "name")
            options = [(str(pk), name) for pk, name in found]
        if "" in groups:
            options.append(("", _("no type")) if scope == "type" else (tables.NO_ZONE, _("no zone")))
        return [{"value": value, "label": label, "current": value == self.asked.group} for value, label in options]

    def groups(self, scope: str) -> list[str]:
        """The zones, units or types that the visible rows have; none is ''."""
        if self.sees_all:
            return list(self.run.counts[scope])
        field = "branch_type" if scope == "type" else f"{scope}_id"
        return [str(key or "") for key in self.visible.order_by().values_list(field, flat=True).distinct()]

    def filters(self) -> dict[str, Any]:
        asked, rules = self.asked, self.show.rules
        levels = [("", _("all")), *[(str(n), self.show.level_name(level)) for n, level in enumerate(rules.levels)]]
        types = [("", _("all")), *[(name, name) for name in sorted(self.groups("type")) if name]]
        missing = [("", _("any")), *[(star.code, self.show.star_name(star)) for star in rules.stars]]
        near = self.scoped.filter(gap__lte=tables.NEAR).count()
        return {
            "level": choice(levels, "" if asked.level is None else str(asked.level)),
            "branch_type": choice(types, asked.branch_type),
            "missing": choice(missing, asked.missing),
            "near": {
                "count": near,
                "current": asked.is_near,
                "url": f"?{self.query(near='' if asked.is_near else '1')}",
                "points": show_points(tables.NEAR),
            },
            "q": asked.q,
            "place": "" if asked.place is None else str(asked.place),
            "is_set": asked.is_filtered,
        }

    def keep(self) -> list[dict[str, str]]:
        """Hidden fields that the filter form carries along."""
        kept = {"scope": self.asked.scope, "near": "1" if self.asked.is_near else ""}
        return [{"name": name, "value": value} for name, value in kept.items() if value]

    def pager(self, shown: tables.Shown) -> dict[str, str]:
        return {
            "next": f"?{self.query(after=shown.after)}" if shown.after else "",
            "previous": f"?{self.query(before=shown.before)}" if shown.before else "",
            "first": f"?{self.query()}" if shown.before else "",
        }


def choice(options: list[tuple[str, str]], value: str) -> dict[str, Any]:
    """A select that states its value."""
    return {"value": value, "options": [{"value": v, "label": label, "current": v == value} for v, label in options]}


class LeagueExport(LeaguePage):
    """The same rows as a workbook."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.run is None:
            raise Http404
        body = league_workbook(self.show, self.rows.order_by("position"), self.asked)
        response = HttpResponse(body, content_type=XLSX)
        response.headers["Content-Disposition"] = f'attachment; filename="league-{self.campaign.slug}.xlsx"'
        return response
