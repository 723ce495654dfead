"""Does what a section says about its sum make a difference?"""

from fractions import Fraction

from apps.rating.loading.desk import Piece
from apps.rating.points import show_exact
from apps.rating.refinements import line_for
from apps.rating.rulebook import Criterion, Rulebook, Section
from apps.rating.scores import Score


def check_sections(book: Piece, rulebook: Rulebook) -> None:
    """Tell every fault of the sections and of what units may add to them."""
    scores = {score.code: score for score in rulebook.scores}
    for section in rulebook.sections:
        piece = book["sections"][section.code]
        own = [scores[code] for code in section.scores]
        _cap(piece, section, own)
        if "mean" in piece and "take" in piece:
            piece.fault("kind-twice", "take", one="mean", other="take")
        if section.best is not None and section.best >= len(own):
            piece.fault("best-all", "take", count=len(own))
        if "sum" in piece and "bonus" in piece:
            piece.fault("kind-twice", "bonus", one="sum", other="bonus")
        if section.scale_to is not None and section.base == 0:
            piece.fault("scale-nothing", "scale-to")
        if section.scale_to is not None and section.scale_to <= 0:
            piece.fault("not-positive", "scale-to", value=show_exact(section.scale_to))
        if "texts-per" in piece and not any(criterion.texts for criterion in _typed(rulebook, section)):
            piece.remind("texts-none", "texts-per")
    _refinement(book, rulebook)


def _typed(rulebook: Rulebook, section: Section) -> list[Criterion]:
    return [criterion for criterion in rulebook.criteria if criterion.code in section.criteria]


def _cap(piece: Piece, section: Section, scores: list[Score]) -> None:
    if section.cap is None or "criteria" not in piece:
        return
    reached = Fraction(section.base, 100)
    if section.with_bonus:
        reached += sum((score.most for score in scores if score.role == "bonus"), Fraction(0))
    if section.cap > reached:
        key = "bonus" if "bonus" in piece else "sum"
        piece.fault("cap-idle", key, sum=show_exact(reached), cap=show_exact(section.cap))


def _refinement(book: Piece, rulebook: Rulebook) -> None:
    sections = {section.code: section for section in rulebook.sections}
    for code, piece in book["refinement"].items() if "refinement" in book else ():
        if code not in sections:
            piece.fault("section-unknown", section=code, known=", ".join(sections))
            continue
        refinement, most = sections[code].refinement, Fraction(sections[code].maximum, 100)
        if refinement is not None and refinement.points > most:
            piece.fault("refinement-large", "at-most", points=show_exact(refinement.points), maximum=show_exact(most))
        elif line_for(rulebook, sections[code]) is None:
            piece.remind("refinement-line", section=code)
