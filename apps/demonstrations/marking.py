"""How far is the marking of an open gate? Sheets that hold every mark, by whose they are."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from apps.assessments.lines import counting_sheets, party_title, sheet_parties
from apps.assessments.models import Assignment, Sheet
from apps.assessments.wholeness import KeyCount, whole_sheets
from apps.criteria.selectors import rulebook_of
from apps.demonstrations.models import Gate
from apps.demonstrations.selectors import subjects_of


@dataclass(frozen=True)
class Marking:
    """Sheets of a gate: `whole` of `n` hold every mark; `rows` by whose sheet they are: title, whole, n, share."""

    whole: int
    n: int
    rows: list[dict[str, Any]]

    @property
    def left(self) -> int:
        return self.n - self.whole


def marking_of(gate: Gate) -> Marking:
    """For a gate that was opened; a gate that only reads what others gave has no sheet. Three queries."""
    rules = rulebook_of(gate.rulebook_version)
    counted = counting_sheets(rules)
    parties = [party for party in sheet_parties(rules) if party in counted]
    candidates = subjects_of(gate)
    names = scorers_of(gate)
    rows, whole = [], whole_by_party(gate, parties, candidates)
    for party in parties:
        done = whole[party]
        title = party_title(rules, party)
        share = done * 1000 // len(candidates) if candidates else 0
        rows.append({"title": title, "who": names.get(party, []), "whole": done, "n": len(candidates), "share": share})
    return Marking(sum(whole.values()), len(parties) * len(candidates), rows)


def whole_by_party(gate: Gate, parties: list[str], subjects: list[str]) -> Counter[str]:
    """How many sheets of each party lack no mark, of those candidates that are still in."""
    rules, is_whole = rulebook_of(gate.rulebook_version), Q(pk__in=[])
    for party in parties:
        is_whole |= whole_sheets(rules, "assessment__", party) & Q(party=party)
    rows = Sheet.objects.filter(assessment__campaign=gate.campaign, assessment__subject__in=subjects)
    held = rows.annotate(marked=KeyCount("marks")).filter(is_whole).order_by().values_list("party")
    return Counter(dict(held.annotate(n=Count("pk"))))


def scorers_of(gate: Gate) -> dict[str, list[str]]:
    """Who was given sheets, by party; names in the order of the work."""
    rows = Assignment.objects.standing().filter(campaign=gate.campaign).select_related("person").order_by("pk")
    found: dict[str, list[str]] = {}
    for row in rows:
        names = found.setdefault(row.party, [])
        if row.person.name not in names:
            names.append(row.person.name)
    return found
