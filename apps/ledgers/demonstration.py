"""Made-up entries of every list for a demonstration house; the same at every start, every name invented."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from apps.ledgers.filling import Filler
from apps.ledgers.made_up import BRANDS, CASES, GRANTS, HONOURS, PURPOSES, RESULTS, REUSES, SPENDINGS
from apps.ledgers.models import Entry
from apps.ledgers.reading import ledgers
from apps.ledgers.services import add_entry, move_entry, set_apart
from apps.organisations.models import Node

# How a case comes to the state that it is said to be in.
WAYS = {
    "handed-in": (),
    "review": ("review",),
    "published": ("review", "publish"),
    "declined": ("review", "decline"),
}


@transaction.atomic
def add_lists(committee: Node, actor: Any) -> dict[str, int]:
    """Grants with uses, brands (some alike), cases with who took them up, honours; gives how many of each list.

    Entries go to units of `committee` by name; those that it does not have are left out.
    """
    units = {node.name: node for node in Node.objects.below(committee.path).standing().units()}
    keeper = Keeper(committee, actor)
    keeper.grants(units)
    keeper.brands(units)
    keeper.cases(units)
    for unit, title, kind, level, day, by in HONOURS:
        if unit in units:
            raw = {"holder": units[unit], "title": title, "kind": kind, "level": level, "on": day, "by": by}
            keeper.add("honours", raw)
    return keeper.counts


class Keeper:
    """Enters what is made up, through the same doors as everybody."""

    def __init__(self, committee: Node, actor: Any) -> None:
        self.actor = actor
        self.fillers = {slug: Filler(actor, ledger, committee) for slug, ledger in ledgers().items()}
        self.counts = dict.fromkeys(self.fillers, 0)

    def add(self, slug: str, raw: Mapping[str, Any]) -> Entry:
        self.counts[slug] += 1
        return add_entry(self.actor, ledgers()[slug], raw, filler=self.fillers[slug])

    def grants(self, units: Mapping[str, Node]) -> None:
        """A grant each, and what was spent of it: by shares of the grant, where no sums are given."""
        for place, (unit, yuan, day, is_pilot, spent) in enumerate(GRANTS):
            if unit not in units:
                continue
            pilot = "pilot" if is_pilot else "other"
            raw = {"holder": units[unit], "amount": yuan, "granted-on": day, "pilot": pilot}
            purpose = PURPOSES[place % len(PURPOSES)]
            grant = self.add("funds", {**raw, "purpose": purpose, "document": f"示直工〔2025〕{12 + place % 3} 号"})
            for number, sum_spent in enumerate(spent):
                self.spend(grant, place + number, sum_spent)

    def spend(self, grant: Entry, place: int, yuan: int) -> None:
        purpose, day = SPENDINGS[place % len(SPENDINGS)]
        result = RESULTS[place % len(RESULTS)]
        raw = {"grant": grant, "purpose": purpose, "amount": yuan, "used-on": day, "result": result}
        self.add("fund-uses", raw)

    def brands(self, units: Mapping[str, Node]) -> None:
        """Brands; where words say so, one is set apart from the one of the same name before it."""
        held: dict[str, Entry] = {}
        for unit, name, idea, industry, since, apart in BRANDS:
            if unit not in units:
                continue
            raw = {"holder": units[unit], "brand": name, "idea": idea, "industry": industry, "since": since}
            entry = self.add("brands", raw)
            if apart and name in held:
                set_apart(self.actor, held[name], entry, reason=apart)
            held[name] = entry

    def cases(self, units: Mapping[str, Node]) -> None:
        """Cases in all states, and which other units do likewise."""
        takers = list(units.values())
        for place, (unit, name, kind, year, state, practice, times) in enumerate(CASES):
            if unit not in units:
                continue
            raw = {"holder": units[unit], "case": name, "kind": kind, "year": year, "practice": practice}
            entry = self.add("cases", {**raw, "call": f"{year} 年机关党建优秀案例征集"})
            for act in WAYS[state]:
                reason = "做法与去年的案例相近" if act == "decline" else ""
                entry = move_entry(self.actor, entry, act=act, reason=reason)
            self.take_up(entry, [node for node in takers if node.pk != entry.node_id][place:], times)

    def take_up(self, case: Entry, others: Sequence[Node], times: int) -> None:
        for number, node in enumerate(others[:times]):
            how, day = REUSES[number % len(REUSES)]
            self.add("case-reuses", {"case": case, "holder": node, "how": how, "on": day})
