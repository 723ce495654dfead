"""Made-up demonstration sites: forty candidates in three batches, of whom 37 go through all gates."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from django.utils import timezone

from apps.accounts.models import User
from apps.demonstrations.choices import ProgrammeKind
from apps.demonstrations.models import Batch, Candidate, Finding, Gate, Programme
from apps.demonstrations.services.gates import Votes, Word
from apps.demonstrations.services.programmes import create_programme
from apps.organisations.models import Node
from apps.reports.demonstration.past import LAST
from apps.reports.demonstration.selecting import (
    Held,
    applied,
    call,
    date_applications,
    days_before,
    evening,
    pass_gate,
    take_in,
)
from apps.reports.demonstration.sites_experts import seat_panel
from apps.reports.demonstration.sites_naming import name_batch, review_titles
from apps.reports.demonstration.sites_notice import give_notice
from apps.reports.demonstration.sites_photos import add_photos
from apps.reports.demonstration.sites_rows import SCREENING, VISIT, Site, seven, sites, split
from apps.reports.demonstration.sites_words import FINDINGS, NOT_THROUGH, answers_of, strengths_of
from apps.reports.demonstration.texts import secretary_of

SLUG = "sites"
YEAR = 2025
TITLES = {"screening": "初审筛选", "panel": "专家评审", "visit": "实地调研", "overall": "综合评定"}
# How many days before today the last gate of each batch closed; days of the call and of the gates before that one.
ENDED = {1: 215, 2: 105, 3: 4}
CALLED = (60, 36)
HELD = {"screening": (34, 31, 31), "panel": (30, 27, 27), "visit": (26, 21, 21), "overall": (20, 19, 0)}
# The last batch waits for naming, and its panel stands with names; the others were named so many days later.
LAST_BATCH, NAMED_AFTER = 3, 3
PRESENT = 9
REFUSED = {"阳光交易": Votes(4, 5)}
MADE_BY = 2_025


def add_sites(committee: Node, staff: User, leader: User, zone_lead: str) -> Programme:
    """The programme with its three batches; the third waits for naming. `staff` conducts it, `leader` is the second
    person, `zone_lead` is said to have reviewed."""
    programme = make_programme(committee, staff)
    chance = Random(MADE_BY)  # noqa: S311
    for number, days in ENDED.items():
        ended = evening(days)
        batch = add_batch(staff, programme, chance, number, ended)
        if number != LAST_BATCH:
            name_batch(staff, leader, batch, timezone.localdate(ended) + timedelta(days=NAMED_AFTER))
    review_titles(staff, leader, programme, zone_lead)
    return programme


def make_programme(committee: Node, actor: Any) -> Programme:
    """Rules, term and plaque as they stand on the board."""
    rating = committee.campaigns.get(year=LAST)
    return create_programme(
        actor,
        committee,
        kind=ProgrammeKind.SITE,
        slug=SLUG,
        name="党建示范点创建",
        title_word="党建示范点",
        rules_name="《党建示范点创建办法》2025 年版（虚构）",
        rating=rating,
        prefix="示范",
        contact="示范市直工委（虚构）组织科，0000-0000000",
        is_demonstration=True,
    )


def add_batch(actor: Any, programme: Programme, chance: Random, number: int, ended: datetime) -> Batch:
    """One batch from its call to its last gate."""
    batch = call(actor, programme, YEAR, TITLES)
    rows = {site.brand: site for site in sites() if site.batch == number}
    candidates = take_in(actor, batch, applications(batch, chance, list(rows.values())))
    found = {one.pk: rows[one.brand] for one in candidates}
    for gate in batch.gates.all():
        hold(actor, gate, chance, found, days_before(ended, *HELD[gate.fact]))
    date_applications(batch, *(ended - timedelta(days=days) for days in CALLED))
    return batch


def hold(actor: Any, gate: Gate, chance: Random, found: Mapping[int, Site], held: Held) -> None:
    """One gate of a batch, with what belongs to it."""
    if gate.fact == "overall":
        out = {pk for pk, site in found.items() if site.brand in REFUSED}
        pass_gate(actor, gate, {}, held, words_of(found), partial(give_notice, actor, out))
        return
    gate = pass_gate(actor, gate, marks_of(chance, gate.fact, found), held)
    if gate.fact == "panel" and gate.batch.number == LAST_BATCH:
        seat_panel(actor, gate, held.rated)
    if gate.fact == "visit":
        write_findings(gate, found, held.rated)
        add_photos(actor, gate)


def applications(batch: Batch, chance: Random, rows: Sequence[Site]) -> Iterator[Candidate]:
    """What the organisations handed in; not saved."""
    units = Node.objects.filter(parent=batch.programme.committee, name__in={site.unit for site in rows})
    unit_named = {unit.name: unit for unit in units.select_related("zone")}
    branches = Node.objects.filter(parent__in=units, name__in={site.name for site in rows})
    branch_named = {branch.name: branch for branch in branches}
    for number, site in enumerate(rows):
        unit = unit_named[site.unit]
        yield applied(
            batch,
            branch_named[site.name] if site.branch is not None else unit,
            unit,
            name=site.name,
            brand=site.brand,
            answers=answers_of(chance, site),
            strengths=strengths_of(chance, site),
            submitted_by_name=secretary_of(site.name, number),
        )


def marks_of(chance: Random, fact: str, found: Mapping[int, Site]) -> dict[int, dict[str, dict[str, int]]]:
    """Everybody's sheets at a gate, in hundredths; nothing of who had left before."""
    return {pk: sheets_of(chance, fact, site) for pk, site in found.items() if getattr(site, fact) is not None}


def sheets_of(chance: Random, fact: str, site: Site) -> dict[str, dict[str, int]]:
    """One candidate's sheets by party: seven experts', or the work committee's."""
    total = getattr(site, fact)
    if fact == "panel":
        return {f"judge{n}": {"A1": mark * 10} for n, mark in enumerate(seven(chance, site, total), start=1)}
    marks = split(chance, total, SCREENING if fact == "screening" else VISIT)
    return {"superior": {code: mark * 10 for code, mark in marks.items()}}


def words_of(found: Mapping[int, Site]) -> dict[int, Word]:
    """How the meeting voted on everybody who had come so far."""
    return {pk: word_on(site) for pk, site in found.items() if site.visit is not None}


def word_on(site: Site) -> Word:
    """All agree, but on whom they refuse."""
    votes = REFUSED.get(site.brand)
    return Word(passes=False, reason=NOT_THROUGH, votes=votes) if votes else Word(passes=True, votes=Votes(PRESENT, 0))


def write_findings(gate: Gate, found: Mapping[int, Site], at: datetime) -> None:
    """What the survey found, and what was answered; what has no day left was seen to be so."""
    rows = Finding.objects.bulk_create(
        Finding(
            candidate_id=pk,
            gate=gate,
            text=each.text,
            by_name=each.by,
            reply=each.reply,
            due_on=timezone.localdate() + timedelta(days=each.due) if each.due else None,
            replied_by_name=site.name if each.reply else "",
            replied_at=at + timedelta(days=2) if each.reply else None,
            checked_by_name=each.by if each.reply and not each.due else "",
            checked_at=at + timedelta(days=5) if each.reply and not each.due else None,
        )
        for pk, site in found.items()
        for each in FINDINGS.get(site.brand, ())
    )
    Finding.objects.filter(pk__in=[row.pk for row in rows]).update(at=at)
