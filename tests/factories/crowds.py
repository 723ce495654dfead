"""A campaign by any rulebook with as many branches as wanted, crowded where rules bite; evaluated."""

from collections.abc import Sequence
from random import Random

from apps.assessments.inputs import mark_groups
from apps.assessments.models import Assessment, Sheet
from apps.campaigns.models import Campaign
from apps.criteria.models import RulebookVersion
from apps.criteria.selectors import rulebook_of
from apps.jobs.services import run_waiting
from apps.rating.inputs import Input
from apps.rating.rulebook import Rulebook
from tests.factories.campaigns import enrol, make_campaign
from tests.factories.tree import make_branch, make_committee, make_unit, make_zone

UNITS, ZONES = 5, 2
STRENGTHS = (1.0, 0.97, 0.9, 0.85, 0.8, 0.6)
STRONG = (1.0, 0.98, 0.95, 0.9)
HUNDRED = 100


def make_crowd(
    version: RulebookVersion, branches: int, slug: str = "crowd", strengths: Sequence[float] = STRENGTHS
) -> Campaign:
    """Branches of a few units, one of them without a zone: strong and weak, some with blanks, vetoes and decided
    levels; every fourth equals the one before it."""
    chance, rules = Random(1), rulebook_of(version)
    committee = make_committee(f"人群工委{slug}")
    zones = [make_zone(committee, f"{slug}第{n}区") for n in range(ZONES)]
    units = [make_unit(committee, f"{slug}单位{n}", [*zones, None][n % (ZONES + 1)]) for n in range(UNITS)]
    types = sorted({name for part in (*rules.sections, *rules.scores) for name in part.types}) or ["机关", "学校"]
    for number in range(branches):
        make_branch(
            units[number % UNITS],
            f"{slug}第{number}党支部",
            branch_type=chance.choice(types),
            members=chance.choice([None, 3, 8, 15, 40, 60]),
        )
    campaign = make_campaign(committee, slug=slug, name=slug, rulebook_version=version)
    fill(rules, enrol(campaign), chance, strengths)
    run_waiting()
    return campaign


def fill(rules: Rulebook, assessments: Sequence[Assessment], chance: Random, strengths: Sequence[float]) -> None:
    """Sheets, facts and last levels of these branches."""
    groups, last, sheets = mark_groups(rules), None, []
    head = sum(len(codes) for _party, codes in groups)
    sections = {section.code for section in rules.sections if section.is_against}
    against = {criterion.code for criterion in rules.criteria if criterion.section in sections}
    for number, one in enumerate(assessments):
        if number % 4 != 3 or last is None:
            strength = chance.choice(strengths)
            last = [
                value_of(read, 1 - strength if read.criterion in against else strength, chance) for read in rules.inputs
            ]
        at = 0
        for party, codes in groups:
            given = {code: last[at + n] for n, code in enumerate(codes) if last[at + n] is not None}
            sheets.append(Sheet(assessment=one, party=party, version=1, marks=given))
            at += len(codes)
        for read, value in zip(rules.inputs[head:], last[head:], strict=True):
            if value is None or read.kind in ("members", "drawn"):
                continue
            if read.kind == "level":
                one.previous_level = read.words[value // HUNDRED - 1]
            else:
                one.facts[read.key] = value
        one.vetoes = [veto.code for veto in rules.vetoes if chance.random() < 0.04]
        one.decided_level = chance.choice(rules.levels).name if chance.random() < 0.05 else ""
    Sheet.objects.bulk_create(sheets)
    Assessment.objects.bulk_update(assessments, ["previous_level", "facts", "vetoes", "decided_level"])


def value_of(read: Input, strength: float, chance: Random) -> int | None:
    """About that share of what can be had; now and then something else, or nothing."""
    if read.kind == "drawn" or chance.random() < 0.03:
        return None
    if read.words:
        return HUNDRED * chance.randint(1, max(1, len(read.words) // 2))
    least, most = read.minimum, min(read.maximum, read.minimum + 100 * HUNDRED)
    share = chance.random() if chance.random() < 0.1 else strength + chance.choice((0, 0, -0.05))
    return least + int((most - least) * min(1, share)) // read.step * read.step
