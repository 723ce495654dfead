"""What do several parties and periods come to? Each one's sections and total, mixed by shares."""

from fractions import Fraction

from apps.rating.rulebook import Rulebook
from apps.rating.scores import Score
from tests.rating.twin.facts import Branch, marks_of
from tests.rating.twin.marking import Counted, blank, count, is_pass_or_fail
from tests.rating.twin.numbers import rounded
from tests.rating.twin.sections import (
    count_once,
    has_section,
    party_total,
    section_percent,
    section_points,
)
from tests.rating.twin.turns import count_scores, each_score, in_turn


def counting_parties(rulebook: Rulebook) -> list[str]:
    """Those whose marks count: the one that counts, or all with a share."""
    return list(rulebook.mix.shares) or [name for name, role in rulebook.parties.items() if role == "counts"]


def sheet_parties(rulebook: Rulebook) -> list[str]:
    """Counting parties that mark criteria, the ballot and single numbers apart."""
    parties = [name for name in counting_parties(rulebook) if name not in rulebook.mix.figures]
    return [name for name in parties if not (name == "ballot" and rulebook.ballot is not None)]


def shown_parties(rulebook: Rulebook) -> list[str]:
    """Parties that never count, and whose sheets some rule reads all the same."""
    shown = [name for name, role in rulebook.parties.items() if role == "shown"]
    return [name for name in shown if any(each.party == name for each in rulebook.inputs)]


def mix_parties(branch: Branch) -> None:
    """All figures of sections, parties and the total."""
    rulebook = branch.rulebook
    counted = {party: count_scores(branch, party) for party in [*sheet_parties(rulebook), *shown_parties(rulebook)]}
    find_unmarked(branch, counted)
    at_criteria = bool(rulebook.mix.shares) and rulebook.mix.at == "criteria"
    mixed = mix_criteria(branch) if at_criteria else counted[rulebook.main_party]
    note_marks(branch, mixed, "")
    for party, scores in counted.items():
        note_marks(branch, scores, f"{party}.")
    total = write_sheet(branch, mixed, "")
    for party, scores in counted.items():
        write_sheet(branch, scores, f"{party}.")
    if rulebook.mix.shares and not at_criteria:
        total = mix_totals(branch)
    hide_missing(branch, [*counted, *(rulebook.mix.shares)])
    branch.figures["total"] = rounded(total, rulebook.total.rounding)
    write_weakest(branch, mixed)


def note_marks(branch: Branch, counted: dict[str, Counted], prefix: str) -> None:
    """What was passed and what was marked on one sheet, by the names that conditions use."""
    for score in (score for score in branch.rulebook.scores if score.code in counted):
        found = counted[score.code]
        branch.marked[prefix + score.code] = found.marked
        if not found.left_out:
            branch.passed[prefix + score.code] = has_passed(branch, score, found)


def has_passed(branch: Branch, score: Score, counted: Counted) -> bool:
    """Whether an item is passed; of anything else, whether it counts full marks."""
    return counted.passed if is_pass_or_fail(branch, score) else counted.points >= score.most


def write_sheet(branch: Branch, counted: dict[str, Counted], prefix: str) -> Fraction:
    """Figures of one sheet: criteria, sections, total; `PARTY.` before each name, nothing before the mixed one's."""
    rulebook = branch.rulebook
    for criterion in rulebook.criteria:
        if criterion.code != criterion.score and f"{rulebook.main_party}.{criterion.code}" in branch.figures:
            branch.figures[criterion.code] = branch.figures[f"{rulebook.main_party}.{criterion.code}"]
    for score in rulebook.scores:
        found = counted.get(score.code)
        branch.figures[prefix + score.code] = Fraction(0) if found is None else found.points
    sections = {}
    for section in rulebook.sections:
        holds = has_section(branch, section)
        sections[section.code] = section_points(branch, section, counted) if holds else Fraction(0)
        branch.figures[prefix + section.code] = sections[section.code]
    total = party_total(branch, sections, prefix)
    if prefix:
        branch.figures[prefix.removesuffix(".")] = total
    return total


def find_unmarked(branch: Branch, counted: dict[str, dict[str, Counted]]) -> None:
    """A blank that may not be takes the branch out of rating, whichever counting party left it; mixed one by one a
    party that leaves its share to the others does not, unless all left it."""
    mix, parties = branch.rulebook.mix, sheet_parties(branch.rulebook)
    for score in branch.rulebook.scores:
        left = [party for party in parties if score.code in counted[party] and not counted[party][score.code].marked]
        is_mixed = mix.at == "criteria" and score.criteria and not score.party and len(left) < len(parties)
        if is_mixed:
            left = [party for party in left if mix.missing.get(party) != "left out"]
        if left and score.blank == "not rated":
            branch.unrated = ""


def hide_missing(branch: Branch, parties: list[str]) -> None:
    """The total of a party that gave nothing is blank, whatever blanks count."""
    for party in parties:
        if is_missing(branch, party):
            branch.figures[party] = None


def is_missing(branch: Branch, party: str) -> bool:
    """Whether a party has columns, and gave nothing at all."""
    rulebook = branch.rulebook
    if party not in [*sheet_parties(rulebook), *shown_parties(rulebook)]:
        return number_of(branch, party) is None
    own = [criterion.code for criterion in rulebook.criteria if not criterion.party or criterion.party == party]
    marks = [mark for code in own for mark in marks_of(branch, party, code)]
    return bool(marks) and all(mark is None for mark in marks)


def number_of(branch: Branch, party: str) -> Fraction | None:
    """The one number of a party without a sheet."""
    value = branch.figures["ballot"] if party == "ballot" else branch.inputs[f"{party}.total"]
    assert not isinstance(value, str)
    return value


def mix_totals(branch: Branch) -> Fraction:
    """The weighted sum of the parties' totals; a missing one counts 0 or lets the others share its weight."""
    mix, points, whole = branch.rulebook.mix, Fraction(0), Fraction(0)
    for party, share in mix.shares.items():
        rule = rule_of_missing(branch, party) if is_missing(branch, party) else ""
        if rule == "not rated":
            branch.unrated = ""
        if rule != "left out":
            whole += share
        if not rule:
            points += share * total_of(branch, party)
    return rounded(points / whole if whole else points, mix.rounding)


def rule_of_missing(branch: Branch, party: str) -> str:
    """What the rulebook says of a party that gave nothing."""
    ballot = branch.rulebook.ballot if party == "ballot" else None
    return branch.rulebook.mix.missing.get(party, ballot.missing if ballot else "zero")


def total_of(branch: Branch, party: str) -> Fraction:
    """The total of a party that is there; a single number becomes its figure."""
    if party not in sheet_parties(branch.rulebook) and party != "ballot":
        branch.figures[party] = number_of(branch, party)
    return number(branch, party)


def mix_criteria(branch: Branch) -> dict[str, Counted]:
    """Each criterion mixed from the parties that marked it, where several do; only then what counts once only."""
    mix = branch.rulebook.mix
    counted = {party: each_score(branch, party) for party in sheet_parties(branch.rulebook) if party in mix.shares}
    if any(rule == "not rated" and is_missing(branch, party) for party, rule in mix.missing.items()):
        branch.unrated = ""

    def one(score: Score) -> Counted:
        if score.party or not score.criteria:
            return count(branch, score, branch.rulebook.main_party)
        return mix_criterion(branch, score, {party: sheet[score.code] for party, sheet in counted.items()})

    mixed = in_turn(branch, one)
    count_once(branch, mixed)
    return mixed


def mix_criterion(branch: Branch, score: Score, by_party: dict[str, Counted]) -> Counted:
    """One criterion; parties that left it blank or out give their weight to the others, where the rules say so."""
    mix = branch.rulebook.mix
    asked = {
        party: each
        for party, each in by_party.items()
        if not each.left_out and (each.marked or mix.missing.get(party) != "left out")
    }
    if not asked:
        return blank(branch, score)
    whole = sum((mix.shares[party] for party in asked), Fraction(0))
    points = sum((mix.shares[party] * each.points for party, each in asked.items()), Fraction(0)) / whole
    is_marked = any(each.marked for each in asked.values())
    return Counted(rounded(points, mix.rounding), all(each.passed for each in asked.values()), marked=is_marked)


def write_weakest(branch: Branch, counted: dict[str, Counted]) -> None:
    """The weakest section and criterion in percent of what they can reach; bonus and deductions are not asked."""
    sections = [
        section_percent(branch, section, counted)
        for section in branch.rulebook.sections
        if not section.is_bonus and not section.is_against and has_section(branch, section)
        if any(counts_in(score, counted) for score in branch.rulebook.scores if score.section == section.code)
    ]
    branch.figures["weakest-section"] = min(sections, default=None)
    branch.figures["strongest-section"] = max(sections, default=None)
    scores = [
        Fraction(100) * counted[score.code].points / score.most
        for score in branch.rulebook.scores
        if counts_in(score, counted)
        if not any(s.code == score.section and (s.is_bonus or s.is_against) for s in branch.rulebook.sections)
    ]
    branch.figures["weakest-criterion"] = min(scores, default=None)
    branch.figures["strongest-criterion"] = max(scores, default=None)


def counts_in(score: Score, counted: dict[str, Counted]) -> bool:
    """Whether a criterion with full marks is asked and not left out."""
    return score.code in counted and not counted[score.code].left_out and score.role == "base" and score.most > 0


def number(branch: Branch, name: str) -> Fraction:
    """A figure that is never blank."""
    value = branch.figures[name]
    assert isinstance(value, Fraction)
    return value
