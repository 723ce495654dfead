"""What is still missing before a self-assessment can be submitted: marks, proof that the rules ask, reasons?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from apps.assessments.choices import Party
from apps.assessments.indicators import with_sums
from apps.assessments.lines import STATED_BLANKS, lines_of, main_sheet
from apps.assessments.models import Assessment, Remark, Sheet
from apps.assessments.proof import proof_counts
from apps.assessments.refining import rules_for
from apps.assessments.values import CHOSEN
from apps.campaigns.models import Campaign
from apps.campaigns.selectors import previous_campaign
from apps.criteria.selectors import rulebook_of
from apps.rating.rulebook import Criterion, Rulebook

MARK, PROOF, REASON = "mark", "proof", "reason"
NO_MARKS: tuple[dict[str, int], dict[str, int]] = ({}, {})


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to add. kind: "mark", "proof" (`amount` files are lacking) or "reason" (the mark rose by `amount`
    hundredths above last year's, and no sentence of this year says why)."""

    kind: str
    criterion: Criterion
    amount: int = 0


@dataclass(frozen=True)
class Facts:
    """What a branch of some type has filled in, and what it had filled in last year; by criterion.

    `alike` are the criteria that last year's rules had, too, by the same code and name: only there last year counts.
    """

    marks: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    proof: Mapping[str, int] = field(default_factory=dict)
    last_marks: Mapping[str, int] = field(default_factory=dict)
    last_texts: Mapping[str, str] = field(default_factory=dict)
    alike: frozenset[str] = frozenset()
    branch_type: str = ""

    @property
    def has_last_year(self) -> bool:
        """Whether the branch assessed itself last year."""
        return bool(self.last_marks)


def missing(assessment: Assessment, facts: Facts | None = None) -> list[Missing]:
    """Everything that stands between this self-assessment and its submission, in the rulebook's order."""
    return missing_of(rules_for(assessment), facts or facts_of(assessment))


def missing_of(rules: Rulebook, facts: Facts) -> list[Missing]:
    """The same from facts that are known already; asks no database."""
    lines = lines_of(rules, facts.branch_type, Party.SELF)
    return [gap for line in lines for gap in gaps_of(rules, line, facts)]


def gaps_of(rules: Rulebook, criterion: Criterion, facts: Facts) -> list[Missing]:
    """What one criterion lacks."""
    code, found = criterion.code, []
    if code not in facts.marks and criterion.blank not in STATED_BLANKS:
        found.append(Missing(MARK, criterion))
    if lacking := max(0, criterion.proof - facts.proof.get(code, 0)):
        found.append(Missing(PROOF, criterion, lacking))
    if criterion.kind not in CHOSEN and needs_reason(rules, code, facts):
        found.append(Missing(REASON, criterion, facts.marks[code] - facts.last_marks[code]))
    return found


def needs_reason(rules: Rulebook, code: str, facts: Facts) -> bool:
    """Whether the mark rose well above last year's without a sentence of this year; last year's words explain none."""
    if rules.reason_rise is None or code not in facts.marks or code not in facts.last_marks:
        return False
    if facts.marks[code] - facts.last_marks[code] < rules.reason_rise:
        return False
    text = facts.texts.get(code, "").strip()
    return not text or text == facts.last_texts.get(code, "").strip()


def facts_of(assessment: Assessment) -> Facts:
    """The facts of one branch."""
    return facts_of_all(assessment.campaign, [assessment])[assessment.pk]


def facts_of_all(campaign: Campaign, assessments: Iterable[Assessment]) -> dict[Any, Facts]:
    """The facts of some branches of one campaign, by assessment; a constant number of queries."""
    assessments = list(assessments)
    here = {assessment.node_id: assessment.pk for assessment in assessments}
    types = {assessment.pk: assessment.branch_type for assessment in assessments}
    last, alike, _party = last_years_of(campaign, here)
    everybody = [*here.values(), *last.values()]
    marks, texts, proof = self_marks(everybody), self_texts(everybody), proof_counts(here.values())
    return {
        pk: Facts(
            marks=with_sums(*marks.get(pk, NO_MARKS)),
            texts=texts[pk],
            proof=proof.get(pk, {}),
            last_marks=among(marks.get(last.get(pk), NO_MARKS)[0], alike),
            last_texts=among(texts[last.get(pk)], alike),
            alike=alike,
            branch_type=types[pk],
        )
        for pk in here.values()
    }


class LastYears(NamedTuple):
    """Last year's assessments by this year's, the criteria that both rules have, and whose sheet counted then."""

    assessments: dict[Any, Any]
    alike: frozenset[str]
    party: str


def last_years_of(campaign: Campaign, here: Mapping[Any, Any]) -> LastYears:
    """What the campaign before has of some assessments (`here` names them by node)."""
    before = previous_campaign(campaign)
    if before is None:
        return LastYears({}, frozenset(), "")
    rows = Assessment.objects.filter(campaign=before, node__in=list(here)).values_list("node_id", "pk")
    then = rulebook_of(before.rulebook_version)
    names = {c.code: c.title for c in then.criteria}
    alike = (c.code for c in rulebook_of(campaign.rulebook_version).criteria if names.get(c.code) == c.title)
    return LastYears({here[node]: pk for node, pk in rows}, frozenset(alike), main_sheet(then))


def previous_sheet(campaign: Campaign) -> str:
    """Whose sheet counted in the campaign before; this year's where there was none."""
    version = (previous_campaign(campaign) or campaign).rulebook_version
    return main_sheet(rulebook_of(version))


def among(found: Mapping[str, Any], codes: Collection[str]) -> dict[str, Any]:
    """What is known of these criteria."""
    return {code: value for code, value in found.items() if code in codes}


def self_marks(assessments: Iterable[Any]) -> dict[Any, tuple[dict[str, int], dict[str, int]]]:
    """The branches' own marks, and those of their unit's own indicators, by assessment."""
    rows = Sheet.objects.filter(assessment__in=assessments, party=Party.SELF)
    return {pk: (marks, parts) for pk, marks, parts in rows.values_list("assessment_id", "marks", "indicators")}


def self_texts(assessments: Iterable[Any]) -> dict[Any, dict[str, str]]:
    """The branches' own words, by assessment and criterion."""
    found: dict[Any, dict[str, str]] = defaultdict(dict)
    rows = Remark.objects.filter(sheet__assessment__in=assessments, sheet__party=Party.SELF)
    for pk, code, text in rows.values_list("sheet__assessment_id", "criterion", "text"):
        found[pk][code] = text
    return found
