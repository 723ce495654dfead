"""Which fixed words stand on each kind of paper, in the language that is active?"""

from django.utils.translation import gettext as _

from apps.reports.choices import ReportKind


def words_for(kind: str) -> dict[str, str]:
    """The words that a kind's page takes."""
    return {
        ReportKind.BRANCH: branch_words,
        ReportKind.UNIT: group_words,
        ReportKind.YEAR: year_words,
        ReportKind.MEETING: meeting_words,
    }[ReportKind(kind)]()


def branch_words() -> dict[str, str]:
    return {
        "total": _("Total"),
        "stars": _("Each star"),
        "derivation": _("How the total adds up"),
        "conditions": _("How the level was decided"),
        "places": _("Places"),
        "way": _("Shortest way to the next star or level"),
        "top": _("This is the highest there is."),
    }


def table_words() -> dict[str, str]:
    """Heads of tables that several kinds share."""
    return {
        "level": _("Level"),
        "branches": _("Number of branches"),
        "share": _("Share"),
        "change": _("Difference"),
        "zone": _("Zone"),
        "type": _("Branch type"),
        "unit": _("Unit"),
        "branch": _("Branch"),
        "criterion": _("Criterion"),
        "mean": _("Mean mark"),
        "line": _("Line"),
        "below": _("Below the line"),
        "place": _("Place"),
        "total": _("Total"),
        "levels_caption": _("Branches by level"),
        "annex": _("Annex"),
        "moves": _("Who moved"),
    }


def group_words() -> dict[str, str]:
    return table_words() | {
        "whole": _("The whole"),
        "behind": _("Criteria behind the campaign's mean"),
        "maximum": _("Full marks"),
        "here": _("Mean here"),
        "all": _("Mean of all"),
        "near": _("Nearest to the next star"),
        "star": _("Next star"),
        "lacks": _("Lacks"),
        "list": _("Every branch"),
        "place_all": _("Of all"),
        "next": _("To the next star"),
    }


def year_words() -> dict[str, str]:
    return table_words() | {
        "whole": _("The whole"),
        "zones": _("Results by zone"),
        "types": _("Results by branch type"),
        "criteria": _("How the criteria stand"),
        "heat_caption": _("Mean marks by zone and criterion; the darker, the further above the line"),
        "units": _("Results by unit"),
    }


def meeting_words() -> dict[str, str]:
    return table_words() | {
        "internal": _("Internal"),
        "agenda": _("Agenda"),
        "no_agenda": _("Nothing has to be decided beyond the results themselves."),
        "counts": _("Results"),
        "lines": _("Both sides of the line"),
        "lit": _("Lit"),
        "gap": _("To the next star"),
        "vetoes": _("Vetoes"),
        "no_vetoes": _("No veto stands."),
        "veto": _("Veto"),
        "document": _("Document and people"),
        "would": _("Without it"),
        "objections": _("Objections"),
        "no_objections": _("No objection was received."),
        "number": _("Item no."),
        "matter": _("About"),
        "finding": _("Finding"),
        "sheet": _("Sheet of the combined decision"),
        "matter_reason": _("Matter and reason"),
        "before": _("By the rules"),
        "decided": _("Decided"),
        "votes": _("For/against/abstained"),
    }
