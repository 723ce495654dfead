"""Which lines has one party's sheet of a branch, and what is each worth? A line is a typed criterion."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from apps.assessments.choices import Party
from apps.assessments.seconds import first_of, is_second, second_of
from apps.assessments.values import COUNTS, HUNDRED, SWITCHES, options_of
from apps.rating.points import show_points
from apps.rating.rulebook import Criterion, Rulebook, Section

# What a blank may mean without anybody having to mark it.
STATED_BLANKS = ("full", "left out", "not rated")


def sheet_parties(rules: Rulebook) -> list[str]:
    """Whose sheets a rulebook has, those that count first; each marker of a panel has its own."""
    counting = dict.fromkeys(read.sheet for read in rules.inputs if read.kind == "mark")
    shown = (party for party, role in rules.parties.items() if role == "shown")
    return list(dict.fromkeys([*counting, *shown]))


def has_sheet(rules: Rulebook, party: str) -> bool:
    """Whether a rulebook has such a sheet; a blind second has the lines of its first."""
    return first_of(party) in sheet_parties(rules) and party != second_of(Party.SELF)


def counting_sheets(rules: Rulebook) -> set[str]:
    """The sheets that a result depends on."""
    return {read.sheet for read in rules.inputs if read.kind == "mark"}


def main_sheet(rules: Rulebook) -> str:
    """The sheet that a scorer opens first: of the party whose marks stand under plain codes, or its first marker."""
    parties = sheet_parties(rules)
    if rules.main_party in parties or not parties:
        return rules.main_party
    return next((party for party in parties if party.startswith(rules.main_party)), parties[0])


def lines_of(rules: Rulebook, branch_type: str, party: str | None = None) -> list[Criterion]:
    """The typed criteria that hold for branches of a type, in the rulebook's order and in the words for that type; of
    one party's sheet if named."""
    held = {section.code for section in rules.sections if section.holds_for(branch_type)}
    return [
        worded(criterion, branch_type)
        for criterion in rules.criteria
        if criterion.section in held
        and criterion.holds_for(branch_type)
        and (party is None or not criterion.party or is_of(party, criterion.party))
    ]


def worded(criterion: Criterion, branch_type: str) -> Criterion:
    """The criterion with title and guide as branches of the type read them."""
    if branch_type not in criterion.texts:
        return criterion
    return replace(criterion, title=criterion.title_for(branch_type), guide=criterion.guide_for(branch_type))


def is_of(sheet: str, party: str) -> bool:
    """Whether a sheet is the party's, or one of its markers'; a blind second is as its first."""
    sheet = first_of(sheet)
    return sheet == party or (sheet.startswith(party) and sheet.removeprefix(party).isdecimal())


def needed_of(rules: Rulebook, branch_type: str, party: str | None = None) -> list[str]:
    """The criteria that must be marked for a sheet to be whole: all but those whose blank means something by itself."""
    return [each.code for each in lines_of(rules, branch_type, party) if each.blank not in STATED_BLANKS]


def sections_of(rules: Rulebook, branch_type: str, party: str | None = None) -> list[tuple[Section, list[Criterion]]]:
    """The sections in which a sheet has lines, each with its lines."""
    lines = lines_of(rules, branch_type, party)
    grouped = [(section, [line for line in lines if line.section == section.code]) for section in rules.sections]
    return [(section, found) for section, found in grouped if found]


def offered(rules: Rulebook, criterion: Criterion, language: str) -> list[dict[str, str]]:
    """What a line is chosen from, with the points of each choice; nothing for what is typed."""
    score = next((each for each in rules.scores if each.code == criterion.code), None)
    points = getattr(score.mechanism, "points", ()) if score and criterion.kind == "choice" else ()
    found = []
    for number, (value, label) in enumerate(options_of(criterion, language)):
        if number < len(points):
            label = _("%(choice)s: %(points)s points") % {"choice": label, "points": fraction(points[number])}
        found.append({"value": value, "label": label})
    return found


def limits(rules: Rulebook, criterion: Criterion) -> dict[str, Any]:
    """The range of a line as text, and what its number means: points, how many, a figure, or points taken off."""
    is_open = criterion.kind in COUNTS
    return {
        "kind": criterion.kind,
        "minimum": show_points(criterion.minimum),
        "maximum": "" if is_open else show_points(criterion.maximum),
        "step": show_points(criterion.step),
        "worth": worth(rules, criterion),
    }


def worth(rules: Rulebook, criterion: Criterion) -> str:
    """What one of a count gives or takes, where the line says it; else empty."""
    score = next((each for each in rules.scores if criterion.code in each.criteria), None)
    if score is None or criterion.kind not in (*COUNTS, *SWITCHES):
        return "" if criterion.kind != "penalty" else _("taken off the total")
    return WORTH.get(type(score.mechanism).__name__, no_worth)(score.mechanism, criterion)


def no_worth(_mechanism: Any, _criterion: Criterion) -> str:
    return ""


def worth_of_fine(mechanism: Any, criterion: Criterion) -> str:
    """What a fine takes for each, or once."""
    fine = next(each for each in mechanism.fines if each.criterion == criterion.code)
    words = {"points": fraction(fine.each), "per": fraction(fine.per)}
    if fine.once:
        return _("takes %(points)s") % words
    return (_("takes %(points)s for every %(per)s") if fine.per != 1 else _("takes %(points)s each")) % words


def worth_of_award(mechanism: Any, criterion: Criterion) -> str:
    """What an award gives."""
    award = next(each for each in mechanism.awards if each.criterion == criterion.code)
    return _("gives %(points)s each") % {"points": fraction(award.points)}


def worth_of_each(mechanism: Any, _criterion: Criterion) -> str:
    """What each of a count gives."""
    words = {"points": fraction(mechanism.each), "per": fraction(mechanism.per)}
    return (_("gives %(points)s for every %(per)s") if mechanism.per != 1 else _("gives %(points)s each")) % words


WORTH: Mapping[str, Any] = {"Fines": worth_of_fine, "Awards": worth_of_award, "Each": worth_of_each}


def fraction(number: Any) -> str:
    """An exact number as short text: a decimal where it is one, else a fraction."""
    hundredths = number * HUNDRED
    return show_points(int(hundredths)) if hundredths.denominator == 1 else str(number)


def party_title(rules: Rulebook, party: str) -> str:
    """A party as pages name it."""
    if is_second(party):
        return _("%(sheet)s, second time") % {"sheet": party_title(rules, first_of(party))}
    known = {"self": _("self-assessment"), "superior": _("superior assessment")}
    number = party.removeprefix(rules.main_party)
    if party in known or not number.isdecimal():
        return known.get(party, party)
    return _("marker %(number)s") % {"number": number}
