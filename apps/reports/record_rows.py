"""How is an act told: who, what, to which branch, from what to what, why, and its value in the chain?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assessments.models import Assessment, Sheet, Submission
from apps.audit.models import Record
from apps.campaigns.models import Campaign
from apps.reports.acts import act_label, spoken
from apps.reports.record_words import name_of, value_of

SHOWN = 3
LONGEST = 80
SHORT = 4


@dataclass(frozen=True)
class Moved:
    """One value before and after, with its name; texts, empty where there is none."""

    name: str
    before: str
    after: str


def record_rows(person: Any, records: Sequence[Record]) -> list[dict[str, Any]]:
    """Acts (with their links) as a page shows them, at constant queries."""
    urls = addresses(person, records)
    return [record_row(record, urls.get((record.object_kind, record.object_id), "")) for record in records]


def record_row(record: Record, url: str = "") -> dict[str, Any]:
    """One act in words."""
    moves = moved(record)
    more = len(moves) - SHOWN
    return {
        "at": record.at,
        "who": record.actor_name or _("system"),
        "act": act_label(record.act),
        "what": record.object_label,
        "url": url,
        "moves": moves[:SHOWN],
        "more": ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more} if more > 0 else "",
        "reason": record.reason,
        "chain": chain_value(record),
        "chain_short": shortened(chain_value(record)),
    }


def chain_value(record: Record) -> str:
    """The digest of the act's link; empty until it is linked."""
    link = getattr(record, "link", None)
    return link.digest if link else ""


def shortened(digest: str) -> str:
    """The first and the last four characters."""
    return f"{digest[:SHORT]}…{digest[-SHORT:]}" if digest else ""


def moved(record: Record) -> list[Moved]:
    """What differs between before and after, by name where there are names."""
    before, after = spoken(record.act, record.before), spoken(record.act, record.after)
    if isinstance(before, Mapping) or isinstance(after, Mapping):
        old, new = named(before), named(after)
        keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        return [Moved(name_of(key), said(key, old.get(key)), said(key, new.get(key))) for key in keys]
    old_text, new_text = said("state", before), said("state", after)
    return [Moved("", old_text, new_text)] if old_text != new_text else []


def said(key: str, value: Any) -> str:
    """A value under its name, in words."""
    return told(value_of(key, value))


def named(value: Any) -> Mapping[str, Any]:
    """The parts by name; a value without names has none."""
    if isinstance(value, Mapping):
        return value
    return {} if value is None else {"": value}


def told(value: Any) -> str:
    """A stored value as one short line."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        parts = [(name_of(key), said(key, part)) for key, part in value.items()]
        text = "; ".join(f"{name} {words}" for name, words in parts if words)
    elif isinstance(value, list):
        text = ", ".join(told(part) for part in value)
    else:
        text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def in_one_line(record: Record, side: str) -> str:
    """Everything before or after, for files."""
    return "; ".join(
        f"{each.name} {getattr(each, side)}".strip() for each in moved(record) if getattr(each, side) != ""
    )


def addresses(person: Any, records: Sequence[Record]) -> dict[tuple[str, str], str]:
    """Where what the acts were done to is shown, for the branches and campaigns that the person sees."""
    ids = {kind: [row.object_id for row in records if row.object_kind == kind] for kind in OBJECTS}
    rated: dict[tuple[str, str], int] = {}
    for kind, (model, column) in OBJECTS.items():
        pairs = model.objects.filter(pk__in=ids[kind]).values_list("pk", column) if ids[kind] else ()
        rated |= {(kind, str(pk)): assessment for pk, assessment in pairs}
    seen = Assessment.objects.visible_to(person).filter(pk__in=set(rated.values()))
    slugs = dict(seen.values_list("pk", "campaign__slug"))
    found = {
        key: reverse("reports:branch", args=[slugs[assessment], assessment])
        for key, assessment in rated.items()
        if assessment in slugs
    }
    wanted = [row.object_id for row in records if row.object_kind == "campaign"]
    campaigns = Campaign.objects.visible_to(person).filter(pk__in=wanted).values_list("pk", "slug")
    return found | {("campaign", str(pk)): reverse("reports:campaign", args=[slug]) for pk, slug in campaigns}


# Kinds of things that are one branch's, with the column that says whose.
OBJECTS = {"sheet": (Sheet, "assessment"), "submission": (Submission, "assessment"), "assessment": (Assessment, "pk")}
