"""Which line of a section may units divide into indicators of their own?"""

from apps.rating.rulebook import Criterion, Rulebook, Section


def line_for(rules: Rulebook, section: Section) -> Criterion | None:
    """The line of points, from 0 on, that has the section's code, else the section's only one; None where there is none
    or several."""
    lines = [each for each in rules.criteria if each.section == section.code and each.kind == "points"]
    named = [each for each in lines if each.code == section.code]
    found = (named or lines)[0] if named or len(lines) == 1 else None
    return None if found is None or found.minimum else found
