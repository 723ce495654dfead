"""The unit's page: a sentence, the branches with what is due, the sums, what waits for branches, the hand-over."""

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apps.assessments.checkers import checkers_around, covering, may_check
from apps.assessments.choices import SubmissionStatus as S
from apps.assessments.models import Assessment, Handover
from apps.assessments.refining import rules_at
from apps.assessments.self_rating import SelfRating, says_level, stars_of
from apps.assessments.unit_rows import Tally, UnitRow, tally, unit_rows
from apps.assessments.unit_words import also, deadline_of, mend_line, signed, state_of, waiting_line
from apps.campaigns.choices import Act, Status
from apps.campaigns.models import Campaign, Extension
from apps.campaigns.selectors import extensions_for, permits
from apps.criteria.selectors import rulebook_of
from apps.organisations.models import Node
from apps.rating.points import show_figure, show_points
from apps.rating.rulebook import Rulebook


@dataclass
class UnitView:
    """One unit of one campaign as one person checks it: those of its branches that the person's office covers."""

    person: Any
    campaign: Campaign
    unit: Node
    assessments: QuerySet[Assessment]

    @cached_property
    def rules(self) -> Rulebook:
        return rules_at(self.campaign, rulebook_of(self.campaign.rulebook_version), self.unit.path)

    @cached_property
    def language(self) -> str:
        return get_language() or "zh-hans"

    @cached_property
    def rows(self) -> list[UnitRow]:
        return unit_rows(self.campaign, self.assessments)

    @cached_property
    def checkers(self) -> list[Any]:
        """Who checks somewhere around the unit."""
        return checkers_around(self.unit.path)

    @cached_property
    def signs(self) -> bool:
        """Whether the person signs for the whole unit."""
        return may_check(self.person, self.unit.path, self.unit.zone_id, self.checkers)

    def checks(self, assessment: Assessment) -> bool:
        """Whether the person checks this branch."""
        return may_check(self.person, assessment.path, assessment.zone_id, self.checkers)

    @cached_property
    def extensions(self) -> list[Extension]:
        """More time of the unit or of single branches, the longest first; not asked for while all have time."""
        if self.campaign.status != Status.OPEN or self.is_open_to_all:
            return []
        return list(extensions_for(self.campaign, Act.CHECK, self.unit.path, timezone.now(), is_whole=True))

    @cached_property
    def is_open_to_all(self) -> bool:
        return permits(self.campaign, Act.CHECK)

    @property
    def is_open(self) -> bool:
        """Whether the unit works, if only for a branch that has more time."""
        return self.is_open_to_all or bool(self.extensions)

    @cached_property
    def deadline(self) -> dict[str, Any]:
        """Until when the unit works, and how near that is."""
        return deadline_of(self.campaign, next(iter(self.extensions), None))

    def more_time(self, assessment: Assessment) -> Extension | None:
        """The longest extension that holds for this branch."""
        return next((each for each in self.extensions if assessment.path.startswith(each.node.path)), None)

    def deadline_for(self, assessment: Assessment) -> dict[str, Any]:
        """Until when this branch and its check go on."""
        return deadline_of(self.campaign, self.more_time(assessment)) if self.extensions else self.deadline

    def works_on(self, assessment: Assessment) -> bool:
        """Whether the person checks this branch, and there is time left for it."""
        is_open = self.is_open_to_all or self.more_time(assessment) is not None
        return is_open and self.checks(assessment)

    @cached_property
    def handover(self) -> Handover | None:
        """The hand-over that stands, else the last one that was ended."""
        rows = Handover.objects.filter(campaign=self.campaign, unit=self.unit)
        return rows.filter(ended_at=None).first() or rows.first()

    @property
    def is_handed_over(self) -> bool:
        return self.handover is not None and self.handover.ended_at is None

    @property
    def left(self) -> list[UnitRow]:
        """What is not through yet."""
        return [row for row in self.rows if not row.is_through]

    def url(self, name: str = "unit", **more: Any) -> str:
        """An address below this unit."""
        return reverse(f"assessments:{name}", kwargs={"slug": self.campaign.slug, "unit": self.unit.pk} | more)

    def level(self, rating: SelfRating) -> str:
        """The level that a sheet says by itself; empty where it says none."""
        return self.rules.levels[rating.level].title.get(self.language) if says_level(self.rules) else ""

    def sum(self, figure: int | None) -> str:
        """A sum, in units of 10**-decimals, as the rulebook shows sums."""
        return "—" if figure is None else show_figure(figure, self.rules.decimals, self.rules.places)


def page_of(view: UnitView, chosen: int | None) -> dict[str, Any]:
    """Everything on the page but the branch in hand."""
    lines = [branch_line(view, row, row.assessment.pk == chosen) for row in view.rows]
    due = [line for line in lines if not line["is_through"]]
    return {
        "view": view,
        "campaign": view.campaign,
        "unit": view.unit,
        "sentence": sentence(view),
        "counts": counts_line(view),
        "share": 1000 * (len(lines) - len(due)) // max(1, len(lines)),
        "deadline": view.deadline,
        "lines": lines,
        "due": due,
        "through": [line for line in lines if line["is_through"]],
        "has_last_year": any(row.last_total is not None for row in view.rows),
        "sums": sums_of(view),
        "waiting": [waiting_line(row) for row in view.left if waits_elsewhere(row, chosen)],
        "handing": handing_of(view),
        "signer": signer_of(view),
        "today": timezone.localdate(),
        "summary_url": view.url("unit-summary"),
    }


def waits_elsewhere(row: UnitRow, chosen: int | None) -> bool:
    """Whether the branch has to act, and is not the one in hand."""
    return row.status != S.SUBMITTED and row.assessment.pk != chosen


def sentence(view: UnitView) -> str:
    """How far the unit is: the page's head."""
    n, left = len(view.rows), len(view.left)
    words = {"n": n, "done": n - left, "left": left, "committee": view.campaign.committee.name}
    if left:
        text = ngettext(
            "%(n)s branch, %(done)s approved, %(left)s to go", "%(n)s branches, %(done)s approved, %(left)s to go", n
        )
        return text % words
    if view.is_handed_over and view.handover.received_at:
        return _("%(committee)s has received all %(n)s branches") % words
    if view.is_handed_over:
        return _("All %(n)s branches are with %(committee)s") % words
    return ngettext("The %(n)s branch is through", "All %(n)s branches are through", n) % words


def counts_line(view: UnitView) -> str:
    """How many stand in each state, those of nobody left out."""
    here = [row.status for row in view.rows]
    words = [
        (sum(row.is_through for row in view.rows), _("%(n)s approved")),
        (here.count(S.SUBMITTED), _("%(n)s for you to check")),
        (here.count(S.RETURNED), _("%(n)s returned")),
        (here.count(S.FILLING) + here.count(S.READY), _("%(n)s not submitted")),
    ]
    return " · ".join(text % {"n": n} for n, text in words if n)


def branch_line(view: UnitView, row: UnitRow, in_hand: bool = False) -> dict[str, Any]:
    """One branch of the list."""
    name, rating = row.assessment.name, row.rating
    return {
        "row": row,
        "pk": row.assessment.pk,
        "name": name,
        "short_name": name.removeprefix(view.unit.name) or name,
        "secretary": _(", ").join(row.answerable) or _("no secretary appointed"),
        "stars": stars_of(view.rules, rating, view.language),
        "total": view.sum(rating.total) if rating.is_whole else f"{rating.marked}/{rating.lines}",
        "rise": signed(row.rise, view.rules.places, view.rules.decimals),
        "level": view.level(rating) if rating.is_whole else "",
        "proof": row.proof,
        "state": state_of(row, view.deadline_for(row.assessment)),
        "mend": mend_line(row),
        "is_through": row.is_through,
        "in_hand": in_hand,
        "url": f"{view.url()}?branch={row.assessment.pk}",
    }


def sums_of(view: UnitView) -> dict[str, Any]:
    """The summary table: those through, the others, and all; counts by level of whole sheets."""
    done = [row for row in view.rows if row.is_through]
    parts = [(done, _("%(n)s approved")), (view.left, _("%(n)s not through yet"))]
    tallies = [tally(view.rules, rows) for rows, _title in parts]
    whole = tally(view.rules, view.rows)
    lines = [
        sum_line(view, title % {"n": len(rows)}, counted)
        for (rows, title), counted in zip(parts, tallies, strict=True)
        if rows and len(rows) < len(view.rows)
    ]
    return {
        "levels": [level.title.get(view.language) for level in view.rules.levels if says_level(view.rules)],
        "lines": lines,
        "all": sum_line(view, _("In all"), whole),
        "has_unfilled": bool(whole.unfilled),
        "maximum": show_points(view.rules.full_marks()),
    }


def sum_line(view: UnitView, title: str, counted: Tally) -> dict[str, Any]:
    return {"title": title, "tally": counted, "mean": view.sum(counted.mean)}


def signer_of(view: UnitView) -> dict[str, str] | None:
    """Who checks the whole unit, with the title of the office; the first where there are more."""
    held = covering(view.checkers, view.unit.path, view.unit.zone_id)
    own = next((each for each in held if each.person_id == view.person.pk), held[0] if held else None)
    if own is None:
        return None
    return {"name": own.person.name, "title": own.title or own.get_role_display(), "others": len(held) - 1}


def handing_of(view: UnitView) -> dict[str, Any]:
    """What the hand-over is waiting for, or what goes along and what can be undone; or how it stands."""
    committee, row = view.campaign.committee.name, view.handover
    found = {
        "committee": committee,
        "standing": row if view.is_handed_over else None,
        "ended": None if view.is_handed_over else row,
        "may": view.signs,
        "shut": "",
        "n": len(view.rows),
        "url": view.url("unit-hand-over"),
        "lines": going_lines(view),
    }
    if view.is_handed_over:
        return found | {"can_recall": view.signs and view.is_open and row.received_at is None}
    if view.left:
        words = {"n": len(view.left), "committee": committee}
        found["shut"] = _("%(n)s to go before it can go to %(committee)s") % words
        found["short_shut"] = _("%(n)s to go before it can be handed over") % words
    elif not view.is_open:
        found["shut"] = found["short_shut"] = _("The stage is closed")
    return found


def going_lines(view: UnitView) -> list[dict[str, str]]:
    """What goes along, by level, and what can be undone."""
    counted, committee = tally(view.rules, view.rows), view.campaign.committee.name
    levels = [
        _("%(level)s %(n)s") % {"level": level.title.get(view.language), "n": number}
        for level, number in zip(view.rules.levels, counted.levels, strict=True)
        if number and says_level(view.rules)
    ]
    along = _("%(n)s sheets, %(proof)s files of proof, 1 summary") % {"n": len(view.rows), "proof": counted.proof}
    after = _("Branches can change nothing more; until %(committee)s receives it, you can take it back")
    if view.is_handed_over and view.handover.received_at:
        after = _("%(committee)s has received it; changes go through it")
    lines = [
        {"term": _("Goes along"), "text": along},
        {"term": _("By their own marks"), "text": reduce(also, levels) if levels else "—"},
        {"term": _("Afterwards"), "text": after % {"committee": committee}},
    ]
    return lines if says_level(view.rules) else [lines[0], lines[2]]
