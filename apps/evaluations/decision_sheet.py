"""The sheet of a meeting on one A4 page, black only: counts, both sides of the line, every matter, signatures."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.assessments.models import VetoCase
from apps.core.typesetting import set_pdf
from apps.evaluations.branch_words import words_of
from apps.evaluations.choices import ItemKind, Outcome
from apps.evaluations.deciding import Table
from apps.evaluations.models import Decision, DecisionItem
from apps.evaluations.vetoed import veto_rows, would_counts

SIDE = 2
NOTHING = "–"


def sheet_of(decision: Decision) -> bytes:
    """The sheet as PDF: of an open meeting to be signed by hand, of a signed one with its names and digest."""
    return set_pdf("decision", data_of(decision))


def data_of(decision: Decision) -> dict[str, Any]:
    """Every word on the sheet."""
    table, run, campaign = Table.of(decision), decision.run, decision.campaign
    held = timezone.localtime(decision.held_at)
    words = {
        "number": run.number,
        "moment": date_format(timezone.localtime(run.finished_at), "SHORT_DATETIME_FORMAT"),
        "n": run.branches,
    }
    return {
        "head": _("%(campaign)s · internal") % {"campaign": campaign.name},
        "date": date_format(held, "DATE_FORMAT"),
        "title": _("%(year)s, sheet of the %(title)s") % {"year": campaign.year, "title": decision.title},
        "sub": _("On evaluation %(number)s (%(moment)s), %(n)s branches") % words,
        "heads": [_("Results"), _("Both sides of the line"), _("Matter by matter"), _("Signatures")],
        "levels": table.levels,
        "counts": [[line.title, *map(str, line.counts)] for line in table.counts()],
        **line_of(table),
        "columns": [_("Item no."), _("Matter and reason"), _("By the rules"), _("Decided"), _("For/against/abstained")],
        "items": [item_of(table, item) for item in table.items],
        "signers": [[each.function, signed(each)] for each in decision.signatures.all()],
        "present": _("Present: %(present)s of %(due)s") % present(decision),
        "foot": foot_of(decision),
    }


def line_of(table: Table) -> dict[str, Any]:
    """The first line with two rows on either side, and the shared places in a sentence."""
    numbers = table.lines()
    line = table.line(numbers[0][0], SIDE) if numbers else None
    sides = [
        [
            [str(row["place"]), named(row), glyphs(row["stars"]) or row["level"], row["total"], row["gap"]]
            for row in side
        ]
        for side in ((line.above, line.below) if line else ())
    ]
    ties = _(", ").join(str(each["place"]) for each in table.ties)
    none, shared = _("No shared places."), _("Shared places: %(places)s.") % {"places": ties}
    return {
        "line": line.title if line else "",
        "line_columns": [_("Place"), _("Branch"), _("Lit"), _("Total"), _("To the next star")],
        "sides": sides,
        "ties": shared if ties else none,
    }


def named(row: dict[str, Any]) -> str:
    """A branch at the line, with the places between which another scorer would move it."""
    return f"{row['name']} ({row['band']})" if row["band"] else row["name"]


def glyphs(stars: list[dict[str, Any]]) -> str:
    """A row of stars as characters."""
    return "".join("★" if star["state"] in ("lit", "unrated") else "☆" for star in stars)


def item_of(table: Table, item: DecisionItem) -> list[str]:
    """One matter: what the rules gave beside what was decided."""
    parts = [item.title, item.clause, item.reason, people(item), branch_words(item), veto_words(table, item)]
    told = _("; ").join(filter(None, parts))
    before, after = table.level(item.before) or _("as it is"), table.level(item.after) or _("as it is")
    votes = f"{item.votes_for} / {item.votes_against} / {item.abstentions}" if item.outcome else NOTHING
    return [str(item.position), told, before, decided_words(item, before, after), votes]


def decided_words(item: DecisionItem, before: str, after: str) -> str:
    """The level that was decided, or how any other matter went."""
    if not item.outcome:
        return NOTHING
    if item.kind != ItemKind.LEVEL:
        return item.get_outcome_display()
    return after if item.outcome == Outcome.AGREED else before


def people(item: DecisionItem) -> str:
    if item.kind != ItemKind.LEVEL:
        return ""
    return _("Proposed by %(first)s, seconded by %(second)s") % {"first": item.by_name, "second": item.second_name}


def branch_words(item: DecisionItem) -> str:
    """What the branch itself says, in a line."""
    word = next(iter(words_of(item)), None)
    return _("the branch says: %(words)s") % {"words": word.short} if word else ""


def veto_words(table: Table, item: DecisionItem) -> str:
    """What the vetoes cost altogether."""
    if item.kind != ItemKind.VETOES:
        return ""
    cases = VetoCase.objects.filter(assessment__campaign=table.decision.campaign).confirmed()
    rows = veto_rows(cases, table.decision.campaign, table.decision.run, table.language)
    told = _(", ").join(f"{name} {n}" for name, n in would_counts(rows))
    return _("without them: %(levels)s") % {"levels": told} if told else ""


def signed(signature: Any) -> str:
    """The name and the day, once signed."""
    if signature.signed_at is None:
        return ""
    return f"{signature.name} {date_format(timezone.localtime(signature.signed_at), 'DATE_FORMAT')}"


def present(decision: Decision) -> dict[str, Any]:
    return {"present": decision.present or NOTHING, "due": decision.due or NOTHING}


def foot_of(decision: Decision) -> str:
    """The digest that binds the sheet to the system, or that it is a draft."""
    if not decision.digest:
        return _("Not signed yet · run %(digest)s") % {"digest": decision.run.digest[:16]}
    return _("Digest %(digest)s") % {"digest": decision.digest}
