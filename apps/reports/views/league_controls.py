"""What stands over the league table: scopes, groups to choose from, filters, columns."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.asked import whole
from apps.evaluations.figures_of_run import groups_in, number_of
from apps.evaluations.finding import MOST
from apps.evaluations.selectors import NEAR, near_gap
from apps.organisations.models import Node, Zone
from apps.rating.points import show_points
from apps.reports import league as tables
from apps.reports.league_columns import labels
from apps.reports.views.league_page import LeaguePage

# So many groups fill a select; of more, those are offered that a word finds.
MOST_OPTIONS = 200
# Rows of a scope among which those near a star are counted one by one.
COUNTED = 20_000
HUNDRED = 100


class LeagueControls(LeaguePage):
    """Scopes and filters of the table."""

    def total(self) -> tuple[int, str]:
        """How many rows the question leaves, and as it is told; of a wide filter not all are counted."""
        if not self.asked.is_filtered:
            found = sum(self.counts)
        elif self.asked.is_by("level"):
            level = self.asked.level or 0
            found = self.counts[level] if level < len(self.counts) else 0
        else:
            found = self.counted()
            if found > MOST:
                return found, f"{MOST}+"
        return found, str(found)

    def counted(self) -> int:
        """How many rows other filters leave; where words are looked for in the whole run, as many as they found."""
        number = self.words.number if self.asked.is_by("q") and self.reads_whole_run else None
        return self.rows.order_by()[: MOST + 1].count() if number is None else number

    @property
    def reads_whole_run(self) -> bool:
        """Whether the table that is asked for has every row of the run."""
        return self.sees_all and not self.asked.scope and not self.blind

    def scopes(self) -> list[dict[str, Any]]:
        """The segments: the whole campaign, and each scope that has groups."""
        url = reverse("reports:league", args=[self.campaign.slug])
        names = {"": _("All"), "zone": _("Zone"), "unit": _("Unit"), "type": _("Type")}
        names |= {"size": _("Size"), "level": _("Level")}
        return [
            {
                "label": label,
                "count": None if scope else self.everybody(),
                "url": url if self.is_first(scope) else f"{url}?scope={scope or tables.ALL}",
                "current": scope == self.asked.scope,
            }
            for scope, label in names.items()
            if not scope or scope == self.asked.scope or self.has_groups(scope)
        ]

    def everybody(self) -> int:
        """How many branches the person reads."""
        if not self.asked.scope:
            return sum(self.counts)
        return self.made.branches if self.sees_all else self.visible.count()

    def has_groups(self, scope: str) -> bool:
        """Whether the run's branches fall into groups of that scope at all."""
        if scope == "level":
            return "spans" in self.made.counts
        return scope == "unit" or scope in self.possible

    def is_first(self, scope: str) -> bool:
        """Whether the plain address of the table shows this scope."""
        within = self.show.rules.compare_within
        return scope == "" and within not in tables.RANKS

    def scope_options(self) -> list[dict[str, Any]]:
        """The groups to choose from, in the official order; what has none stands last."""
        scope = self.asked.scope
        if not scope:
            return []
        options = getattr(self, f"{scope}_options")()
        return [{"value": value, "label": label, "current": value == self.asked.group} for value, label in options]

    def zone_options(self) -> list[tuple[str, str]]:
        groups = self.groups("zone")
        found = Zone.objects.filter(pk__in=[int(key) for key in groups if key]).values_list("pk", "name")
        return [*((str(pk), name) for pk, name in found), *([(tables.NO_ZONE, _("no zone"))] if "" in groups else [])]

    @property
    def has_many_units(self) -> bool:
        """Whether there are too many units for a select."""
        return self.sees_all and number_of(self.made, "unit") > MOST_OPTIONS

    def unit_options(self) -> list[tuple[str, str]]:
        """All units; of many those that a word finds, and the one that is shown."""
        if not self.has_many_units:
            found = Node.objects.filter(pk__in=[int(key) for key in self.groups("unit")])
            return [(str(pk), name) for pk, name in found.values_list("pk", "name")]
        pairs = dict(self.units().filter(pk=whole(self.asked.group)).values_list("pk", "name"))
        if self.asked.find:
            pairs |= dict(self.units_found().values_list("pk", "name")[:MOST_OPTIONS])
        return [(str(pk), name) for pk, name in pairs.items()]

    def units_found(self) -> QuerySet[Node]:
        return self.units().filter(kind="unit", search_key__holds=self.asked.find.lower())

    def units(self) -> QuerySet[Node]:
        """What of the campaign the reader may see."""
        return Node.objects.visible_to(self.request.user).below(self.campaign.committee.path)

    def type_options(self) -> list[tuple[str, str]]:
        groups = self.groups("type")
        return [*((name, name) for name in sorted(groups) if name), *([("", _("no type"))] if "" in groups else [])]

    def size_options(self) -> list[tuple[str, str]]:
        held = {int(group) for group in self.groups("size") if group}
        return [(str(number), name) for number, name in enumerate(self.sizes) if number in held]

    def level_options(self) -> list[tuple[str, str]]:
        return [(str(n), self.show.level_name(level)) for n, level in enumerate(self.show.rules.outcomes)]

    def groups(self, scope: str) -> list[str]:
        """The groups that the visible rows have; none is ''."""
        if self.sees_all:
            return list(groups_in(self.made, scope))
        field = {"type": "branch_type", "size": "size_band"}.get(scope, f"{scope}_id")
        found = self.visible.order_by().values_list(field, flat=True).distinct()
        return ["" if key is None else str(key) for key in found]

    def filters(self) -> dict[str, Any]:
        """The selects of the form, each with its value; what the rules do not have is None."""
        asked, rules, language = self.asked, self.show.rules, self.show.language
        grades = [(str(n), word.title.get(language)) for n, word in enumerate(rules.grades)]
        programmes = [(str(n), word.title.get(language)) for n, word in enumerate(rules.programmes)]
        types = [(name, name) for name in sorted(self.groups("type")) if name] if asked.scope != "type" else []
        stars = [(star.code, self.show.star_name(star)) for star in rules.stars]
        levels = self.level_options() if asked.scope != "level" else []
        return {
            "selects": [
                choice("level", _("Level:"), levels, asked.level, _("all")),
                choice("branch_type", _("Type:"), types, asked.branch_type, _("all")),
                choice("grade", _("Grade:"), grades, asked.grade, _("all")),
                choice("programme", _("Programme:"), programmes, asked.programme, _("all")),
                choice("missing", _("Star missing:"), stars, asked.missing, _("any")),
            ],
            "near": self.near() if self.show.has_gaps else None,
            "within": "" if asked.within is None else f"{asked.within.normalize():f}",
            "q": asked.q,
            "place": "" if asked.place is None else str(asked.place),
            "is_set": asked.is_filtered,
            "clear": f"?{self.query(**dict.fromkeys((*tables.NARROWING, 'find'), ''))}",
        }

    def near(self) -> dict[str, Any]:
        """Those whose next star lacks little: how many (None where that is not known cheaply), and the way to them."""
        within = self.asked.within
        points = show_points(NEAR * HUNDRED if within is None else int(within * HUNDRED))
        return {
            "count": None if within is not None else self.near_count(),
            "current": within is not None,
            "url": f"?{self.query(within=NEAR if within is None else '')}",
            "points": points,
        }

    def near_count(self) -> int | None:
        if not self.asked.scope and self.sees_all and not self.blind and "near" in self.made.counts:
            return int(self.made.counts["near"])
        if sum(self.counts) > COUNTED:
            return None
        return self.scoped.filter(gap__lte=near_gap(self.show.rules)).count()

    def keep(self) -> list[dict[str, str]]:
        """Hidden fields that the filter form carries along."""
        kept = {"scope": self.asked.scope, "columns": ",".join(self.asked.columns)}
        kept |= {name: "" if (n := getattr(self.asked, name)) is None else str(n) for name in ("upto", "stars")}
        return [{"name": name, "value": value} for name, value in kept.items() if value]

    def column_choices(self) -> list[dict[str, Any]]:
        """Every column that could stand, ticked where it does."""
        names = labels(self.before.label if self.before else "")
        return [{"code": code, "label": names[code], "is_on": code in self.standing} for code in self.possible]


def choice(
    name: str, label: str, options: list[tuple[str, str]], value: str | int | None, anything: str
) -> dict[str, Any] | None:
    """A select that states its value; the first option leaves it open. None where there is nothing to choose."""
    if not options:
        return None
    chosen = "" if value is None else str(value)
    shown = [("", anything), *options]
    told = [{"value": v, "label": text, "current": v == chosen} for v, text in shown]
    return {"name": name, "label": label, "options": told}
