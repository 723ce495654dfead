"""Which entries are there, what is left of them, which are alike? What pages, REST and other apps ask of lists."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from apps.ledgers.choices import Guard, Why
from apps.ledgers.defining import Ledger
from apps.ledgers.holders import committee_of
from apps.ledgers.lists import brands, cases
from apps.ledgers.lists.funds import Standing
from apps.ledgers.models import Apart, Entry, EntryQuerySet
from apps.ledgers.reading import ledgers, parts_of
from apps.organisations.models import Node, reach_of


def entries_for(person: Any, ledger: Ledger) -> EntryQuerySet:
    """Entries of a list that the person sees, with what rows show of them."""
    rows = Entry.objects.visible_to(person).of(ledger.slug)
    return rows.select_related("node__zone", "committee", "version", "about__node")


def counts_for(person: Any) -> dict[str, int]:
    """How many standing entries the person sees in each list."""
    rows = Entry.objects.visible_to(person).standing().order_by().values_list("ledger").annotate(n=Count("pk"))
    return dict(rows)


def writes_in(person: Any, ledger: Ledger) -> bool:
    """Whether the person may write in the list for any organisation at all."""
    reach = reach_of(person)
    return any(reach.has(power) for power in ledger.powers)


def has_ledgers(person: Any) -> bool:
    """Whether lists concern the person at all: they may write in one, or see an entry."""
    if any(writes_in(person, ledger) for ledger in ledgers().values()):
        return True
    return Entry.objects.visible_to(person).exists()


def drawing_slugs(slug: str) -> list[str]:
    """Lists whose entries take from amounts of this one."""
    return [one.slug for one in parts_of(slug) if one.guard == Guard.DRAWS]


def reusing_slugs(slug: str) -> list[str]:
    """Lists whose entries say who took up entries of this one."""
    return [one.slug for one in parts_of(slug) if one.guard == Guard.REUSES]


def used_of(entries: Iterable[Entry]) -> dict[int, int]:
    """What was drawn from each entry, in fen; entries from which nothing was drawn are left out."""
    rows = list(entries)
    slugs = {slug for ledger in {row.ledger for row in rows} for slug in drawing_slugs(ledger)}
    if not slugs:
        return {}
    found = Entry.objects.standing().filter(about__in=[row.pk for row in rows], ledger__in=slugs)
    return {about: int(drawn) for about, drawn in found.order_by().values_list("about").annotate(sum=Sum("amount"))}


def standing_of(entry: Entry) -> Standing | None:
    """What was granted and used, where anything may be drawn from the entry at all."""
    if entry.amount is None or not drawing_slugs(entry.ledger):
        return None
    return Standing(entry.amount, used_of([entry]).get(entry.pk, 0))


def taken_up(entries: Iterable[Entry]) -> dict[int, int]:
    """How many other organisations did likewise, by entry; each organisation counts once."""
    rows = list(entries)
    slugs = {slug for ledger in {row.ledger for row in rows} for slug in reusing_slugs(ledger)}
    if not slugs:
        return {}
    takers: dict[int, set[int]] = defaultdict(set)
    found = Entry.objects.standing().filter(about__in=[row.pk for row in rows], ledger__in=slugs)
    for about, node in found.order_by().values_list("about", "node"):
        takers[about].add(node)
    return {row.pk: cases.times_taken_up(row.node_id, takers[row.pk]) for row in rows if takers[row.pk]}


@dataclass(frozen=True)
class Alike:
    """An entry whose name is like another; `apart` is the word of a person that it is no duplicate."""

    entry: Entry
    why: Why
    is_own: bool
    apart: Apart | None = None


def namesakes(slug: str, committee: Node, among: EntryQuerySet | None = None) -> dict[int, Entry]:
    """Standing entries of a list below a committee, by key."""
    rows = Entry.objects.all() if among is None else among
    rows = rows.standing().of(slug).filter(committee=committee).select_related("node", "committee")
    return {row.pk: row for row in rows.order_by("pk")}


def aparts_among(keys: Sequence[int]) -> dict[tuple[int, int], Apart]:
    """Pairs that a person said are no duplicates."""
    rows = Apart.objects.filter(Q(first__in=keys) | Q(second__in=keys))
    return {(row.first_id, row.second_id): row for row in rows}


def alike_of(person: Any, entry: Entry) -> list[Alike]:
    """Entries of the same list and committee that the person sees with names like this one's, the closest first."""
    if not ledgers()[entry.ledger].finds_alike:
        return []
    rows = namesakes(entry.ledger, entry.committee, Entry.objects.visible_to(person))
    others = {key: row.name for key, row in rows.items() if key != entry.pk}
    aparts = aparts_among([entry.pk])
    return [
        Alike(rows[key], why, rows[key].node_id == entry.node_id, aparts.get(tuple(sorted((key, entry.pk)))))
        for key, why in brands.alike(entry.name, others)
    ]


def alike_pairs(ledger: Ledger, rows: Mapping[int, Entry]) -> list[tuple[Entry, Entry, Why]]:
    """Pairs among `rows` that are alike within one committee and that nobody has judged yet."""
    if not ledger.finds_alike:
        return []
    judged = aparts_among(list(rows))
    return [
        (rows[first], rows[second], why)
        for first, second, why in brands.pairs({key: row.name for key, row in rows.items()})
        if rows[first].committee_id == rows[second].committee_id and tuple(sorted((first, second))) not in judged
    ]


def grants_of(node: Node) -> list[dict[str, Any]]:
    """Grants to an organisation and to what stands below it, the first first, with their uses in `entries`.

    `granted`, `used` and `left` are whole fen (hundredths of a yuan).
    """
    grants = list(Entry.objects.standing().of("funds").at_or_below(node).select_related("node").order_by("pk"))
    uses: dict[int, list[Entry]] = defaultdict(list)
    for use in Entry.objects.standing().of("fund-uses").filter(about__in=grants).order_by("pk"):
        uses[use.about_id].append(use)
    found = []
    for grant in grants:
        standing = Standing(grant.amount, sum(use.amount for use in uses[grant.pk]))
        sums = {"granted": standing.granted, "used": standing.used, "left": standing.left}
        found.append({"title": grant.name, "grant": grant, **sums, "entries": uses[grant.pk]})
    return found


def brands_like(name: str, node: Node) -> list[dict[str, Any]]:
    """Registered brands of the same committee whose names are like `name`, the closest first.

    Each: `entry`, `title`, `owner`, `year`, `why` (its words), `is_own` (the same organisation uses it), and
    `apart`, the reason for which a person said that it is no duplicate of a brand of `node` with this name ("" else).
    """
    rows = namesakes("brands", committee_of(node))
    own = [key for key, row in rows.items() if row.node_id == node.pk and brands.likeness(row.name, name) == Why.SAME]
    aparts = aparts_among(own) if own else {}
    reasons = {
        key: apart.reason for pair, apart in aparts.items() for key in pair if key not in own or set(pair) <= set(own)
    }
    found = []
    for key, why in brands.alike(name, {key: row.name for key, row in rows.items()}):
        row = rows[key]
        told = {"title": row.name, "owner": row.node.name, "year": row.year, "why": why.label}
        found.append({"entry": row, **told, "is_own": row.node_id == node.pk, "apart": reasons.get(key, "")})
    return found


def honours_of(node: Node) -> list[Entry]:
    """Honours, talks and visits of an organisation and of what stands below it, newest first."""
    rows = Entry.objects.standing().of("honours").at_or_below(node).select_related("node")
    return list(rows.order_by("-year", "-pk"))


def cases_of(node: Node) -> list[dict[str, Any]]:
    """Cases and methods of an organisation and of what stands below it, newest first.

    Each: `entry`, `title`, `state` (its words), `times`: how many other organisations took it up.
    """
    rows = list(Entry.objects.standing().of("cases").at_or_below(node).select_related("node").order_by("-year", "-pk"))
    times, ledger = taken_up(rows), ledgers()["cases"]
    return [
        {
            "entry": row,
            "title": row.name,
            "state": str(state.title) if (state := ledger.state(row.state)) else "",
            "times": times.get(row.pk, 0),
        }
        for row in rows
    ]
