"""How did the total come about, in words? Parties, ballots, and the equation at the end."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from apps.ballots.models.polls import SHOWN_FROM
from apps.rating.reasons import Ballots, Explanation, LayerReason, Part, SumReason
from apps.reports.telling.comparing import ticked
from apps.reports.telling.folding import few_in_all, is_few
from apps.reports.telling.marking import changed, equation
from apps.reports.telling.words import Words, clauses, listed, number, percent_text


def total_words(words: Words, total: SumReason) -> str:
    """The equation of the total, and what was done to it."""
    return clauses([total_equation(words, total.parts, total.sum), *map(changed(words), total.changes)])


def total_equation(words: Words, parts: Sequence[Part], total: Fraction) -> str:
    """Parts and what they bring; where the ballot is folded only what counts with which share, and the sum."""
    return folded_sum(words, parts, total) if is_folded_in(words, parts) else equation(parts, total)


def is_folded_in(words: Words, parts: Sequence[Part]) -> bool:
    return words.folds_ballot and any(part.kind == "party" and part.code == "ballot" for part in parts)


def folded_sum(words: Words, parts: Sequence[Part], total: Fraction) -> str:
    """The parts by name and share without their points, which would give the ballot's away, and their sum."""
    named = [f"{words.party(part.code)} × {percent_text(abs(part.factor))}" for part in parts]
    return _("%(parts)s together") % {"parts": listed(named)} + f" = {number(total)}"


def counting_parts(words: Words, total: SumReason) -> list[Part]:
    """The parts of a sum without sections that never count points."""
    never = {section.code for section in words.rules.sections if not section.maximum}
    return [part for part in total.parts if part.value or part.code not in never]


def named_sum(words: Words, total: SumReason) -> str:
    """The parts of the total by name, what they add up to, and what was done to it."""
    told, parts = "", counting_parts(words, total)
    if is_folded_in(words, parts):
        return clauses([folded_sum(words, parts, total.sum), *map(changed(words), total.changes)])
    for part in parts:
        sign = "−" if part.factor < 0 else "+"
        told += f" {sign} {_part(words, part)}" if told else _part(words, part)
    return clauses([f"{told} = {number(total.sum)}", *map(changed(words), total.changes)])


def _part(words: Words, part: Part) -> str:
    if part.kind == "number":
        return number(part.value)
    name = words.party(part.code) if part.kind == "party" else words.figure(part.code)
    factor = abs(part.factor)
    if part.state == "left out":
        return _("%(party)s missing, its share goes to the others") % {"party": name}
    shown = f"{name} {number(part.value)}" + ("" if factor == 1 else f" × {percent_text(factor)}")
    return _("%(part)s (missing)") % {"part": shown} if part.state else shown


def ballot_words(words: Words, ballots: Ballots) -> list[str]:
    """How the votes became points, and whether enough were cast; what few voters chose is not told."""
    lines = [_layer(words, layer) for layer in ballots.layers if layer.votes]
    if few_in_all(ballots):
        return [_("Fewer than %(n)s votes, not shown") % {"n": SHOWN_FROM}]
    if words.folds_ballot:
        lines.append(_("The ballot counts in the total; its points are not told by themselves"))
    elif ballots.start is None:
        lines.append(_("No votes: counts %(points)s") % {"points": number(ballots.points)})
    else:
        weighted = [layer for layer in ballots.layers if layer.mean is not None]
        is_told = len(weighted) > 1 and not any(is_few(layer) for layer in weighted)
        parts = [Part("layer", layer.code, layer.mean or Fraction(0), layer.weight) for layer in weighted]
        begin = equation(parts, ballots.start) if is_told else number(ballots.start)
        told = clauses([begin, *map(changed(words), ballots.changes)])
        lines.append(_("Ballot points: %(points)s") % {"points": told})
    if ballots.quorum is not None:
        lines.append(ticked(words, ballots.quorum).text)
    return lines


def ballot_figure(words: Words, ballots: Ballots) -> str:
    """The ballot's points; empty where they stay folded."""
    return "" if words.folds_ballot else number(ballots.points)


def _layer(words: Words, layer: LayerReason) -> str:
    if is_few(layer):
        few = _("Fewer than %(n)s votes, not shown") % {"n": SHOWN_FROM}
        return f"{layer.code}: {few}" if layer.code else few
    ballot = words.rules.ballot
    titles = {option.code: option.title.get(words.language) for option in ballot.options} if ballot else {}
    votes = listed([f"{titles.get(code, code)} {n}" for code, n, _points in layer.votes if n])
    mean = "–" if layer.mean is None else number(layer.mean)
    told = {"layer": layer.code, "votes": votes or "0", "mean": mean}
    return _("%(layer)s: %(votes)s; mean %(mean)s") % told if layer.code else _("%(votes)s; mean %(mean)s") % told


def maximum_of(words: Words) -> Fraction | None:
    """What the total can reach without bonus; None where parties or other figures make it."""
    rules = words.rules
    if rules.mix.shares or rules.total.of is not None or rules.total.weights:
        return None
    counted = [each for each in rules.sections if not (each.is_bonus or each.is_against)]
    return Fraction(sum(each.base or each.maximum for each in counted), 100)


def party_totals(words: Words, explanation: Explanation) -> list[tuple[str, str]]:
    """Each counting party with its total."""
    return [(words.party(party.name), number(party.total)) for party in explanation.parties]
