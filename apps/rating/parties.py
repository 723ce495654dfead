"""Step 4: how do the parties' sheets become one? Mixed by shares, at the total or criterion by criterion."""

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

import numpy as np

from apps.rating.ballots import layers_missing
from apps.rating.counting import Counted, blank_points, count_score
from apps.rating.entries import Entries
from apps.rating.exact import Exact, Flags, Rounding, added, every, some
from apps.rating.figures import Figures
from apps.rating.ratio import Ratio
from apps.rating.rulebook import Rulebook
from apps.rating.scores import Score
from apps.rating.sheets import Sheet
from apps.rating.typed import Typed
from apps.rating.weakest import strongest_criterion, strongest_section, weakest_criterion, weakest_section

LEFT_OUT, NOT_RATED = "left out", "not rated"


class Parties:
    """The sheets of all parties, and the one that counts: `counting`."""

    def __init__(self, entries: Entries, figures: Figures) -> None:
        self.entries = entries
        self.figures = figures
        self.rulebook: Rulebook = entries.rulebook
        self.sheets = {party: self._sheet(party) for party in sheet_parties(self.rulebook)}
        mixed = self.rulebook.mix.shares and self.rulebook.mix.at == "criteria"
        self.counting = Sheet(entries, figures, "", self._mixed) if mixed else self.sheets[self.rulebook.main_party]
        self._own: dict[str, Figures] = {}

    def _sheet(self, party: str) -> Sheet:
        return Sheet(self.entries, self.figures, party, lambda score: self._counted(score, party))

    def _counted(self, score: Score, party: str) -> Counted:
        """What a party's marks count, with what it reads from that party's own sheet."""
        return count_score(score, self.entries, self._figures_on(self.sheets[party]), party)

    def _figures_on(self, sheet: Sheet) -> Figures:
        """The figures as a sheet gives them: its own criteria and sections stand under the plain names."""
        if sheet.party not in self._own:
            own = self._own[sheet.party] = self.figures.copy()
            offer_sheet(sheet, own, "")
            for name, expression in self.rulebook.figures.items():
                own.offer(name, partial(own.number, expression))
        return self._own[sheet.party]

    def given(self, party: str) -> Flags | None:
        """bool[n]: where the party gave anything (None: everywhere)."""
        if party in self.sheets:
            return self.sheets[party].given
        return self._own_total(party).known

    def total_of(self, party: str) -> Exact:
        """The party's own total: its sheet's, its one number, or the ballot's points; 0 where it is missing."""
        own = self._own_total(party)
        given = self.given(party)
        if given is None:
            return own
        kept = own.everywhere().where(given, Exact.constant(0, len(own)))
        return Exact(kept.values, kept.per, kept.low, kept.high, given)

    def _own_total(self, party: str) -> Exact:
        if party in self.sheets:
            return self.sheets[party].total
        return self.figures["ballot"] if is_ballot(self.rulebook, party) else self.entries.number(f"{party}.total")

    def total(self) -> Exact:
        """The total of the rating, rounded as it is stated, known everywhere."""
        rulebook = self.rulebook
        if not rulebook.mix.shares or rulebook.mix.at == "criteria":
            return self.counting.total.rounded(rulebook.total.rounding)
        parts = [(self.total_of(party), share, self._left(party)) for party, share in rulebook.mix.shares.items()]
        rounding = rulebook.mix.rounding or rulebook.total.rounding
        return mean_of(parts, rounding, "total").rounded(rulebook.total.rounding)

    def _left(self, party: str) -> Flags | None:
        """bool[n]: where the party is missing and leaves its share to the others (None: nowhere)."""
        given = self.given(party)
        return None if given is None or self.rulebook.mix.missing.get(party) != LEFT_OUT else ~given

    def _mixed(self, score: Score) -> Counted:
        """One criterion of all parties together: by shares, then rounded."""
        mix = self.rulebook.mix
        if score.party or not score.criteria:
            figures = self._figures_on(self.counting)
            return count_score(score, self.entries, figures, mix_party(self.rulebook, score))
        by_party = {party: self._counted(score, party) for party in mix.shares}
        parts = [(one.points, mix.shares[party], self._leaves(party, one)) for party, one in by_party.items()]
        counted = list(by_party.values())
        given = None
        marked = [one.given for one in counted if one.given is not None]
        if len(marked) == len(counted):
            given = some(marked, self.figures.rows)
        points = mean_of(parts, mix.rounding, "mix")
        nobody = _everywhere([left for _, _, left in parts])
        if nobody is not None:
            points = Exact.constant(blank_points(score), len(points)).where(nobody, points)
        absent = counted[0].absent
        out = _everywhere([one.out for one in counted])
        return Counted(score, points, given, out, absent)

    def _leaves(self, party: str, one: Counted) -> Flags | None:
        """bool[n]: where this party's blank gives its share to the others (None: nowhere)."""
        if one.given is None:
            return None
        if self.rulebook.mix.missing.get(party) == LEFT_OUT or one.score.blank == "left out":
            return one.blank
        return None

    def not_rated(self) -> Flags:
        """bool[n]: where a missing party, or a blank that may not be, takes a branch out of rating."""
        found = np.zeros(self.figures.rows, np.bool_)
        if self.rulebook.ballot is not None and self.rulebook.ballot.missing == NOT_RATED:
            found |= layers_missing(self.entries)
        for party in self.rulebook.mix.shares:
            if self.rulebook.mix.missing.get(party) == NOT_RATED:
                given = self.given(party)
                found |= np.False_ if given is None else ~given
        counting = [self.counting]
        if self.rulebook.mix.shares and self.rulebook.mix.at == "total":
            counting = [self.sheets[party] for party in self.rulebook.mix.shares if party in self.sheets]
        for score in self.rulebook.scores:
            if score.blank == NOT_RATED:
                for sheet in counting:
                    found |= sheet.counted(score.code).blank
                found |= self._mixed_from_blanks(score)
        return found

    def _mixed_from_blanks(self, score: Score) -> Flags:
        """bool[n]: where a party left blank what is mixed from it, and does not leave its share to the others."""
        mix, found = self.rulebook.mix, np.zeros(self.figures.rows, np.bool_)
        if mix.at == "criteria" and not score.party and score.criteria:
            for party in mix.shares:
                if mix.missing.get(party) != LEFT_OUT:
                    found |= self._counted(score, party).blank
        return found


def mix_parties(entries: Entries, figures: Figures) -> Parties:
    """Offer every figure of criteria, sections, parties and the total; the parties' sheets are given back."""
    parties = Parties(entries, figures)
    for party, sheet in parties.sheets.items():
        offer_sheet(sheet, figures, f"{party}.")
    offer_sheet(parties.counting, figures, "")
    for party in {**parties.sheets, **entries.rulebook.mix.shares}:
        if not is_ballot(entries.rulebook, party):
            figures.offer(party, partial(parties.total_of, party))
    figures.offer("total", parties.total)
    figures.offer("weakest-section", lambda: weakest_section(parties.counting))
    figures.offer("weakest-criterion", lambda: weakest_criterion(parties.counting))
    figures.offer("strongest-section", lambda: strongest_section(parties.counting))
    figures.offer("strongest-criterion", lambda: strongest_criterion(parties.counting))
    return parties


def offer_sheet(sheet: Sheet, figures: Figures, prefix: str) -> None:
    """Offer what each criterion and section counts on a sheet; a section stands before a criterion of its own code."""
    for score in sheet.rulebook.scores:
        name = f"{prefix}{score.code}"
        figures.offer(name, partial(sheet.points, score.code))
        figures.offer(f"{name}.passed", partial(sheet.passed, score.code))
        figures.offer(f"{name}.given", partial(sheet.marked, score.code))
        typed = Typed(sheet.entries, figures, score.party or sheet.party or sheet.rulebook.main_party)
        for part in score.criteria:
            if part != score.code:
                figures.offer(f"{prefix}{part}", partial(typed.mark, part))
    for section in sheet.rulebook.sections:
        name = f"{prefix}{section.code}"
        figures.offer(name, partial(sheet.section, section))
        figures.offer(f"{name}.passed", partial(sheet.section_passed, section))


def sheet_parties(rulebook: Rulebook) -> list[str]:
    """The parties whose sheets count, and any other whose marks the rules read."""
    read = {column.party for column in rulebook.inputs if column.kind == "mark" and column.party}
    aside = {*rulebook.mix.figures, *(["ballot"] if rulebook.ballot is not None else [])}
    counting = [party for party in rulebook.mix.shares if party not in aside]
    known = [party for party in rulebook.parties if party in read]
    return list(dict.fromkeys([rulebook.main_party, *counting, *known]))


def is_ballot(rulebook: Rulebook, party: str) -> bool:
    """Whether the party's points come from votes."""
    return party == "ballot" and rulebook.ballot is not None


def mix_party(rulebook: Rulebook, score: Score) -> str:
    """Whose marks count of a criterion that is not mixed."""
    return score.party or rulebook.main_party


def mean_of(parts: Sequence[tuple[Exact, Fraction, Flags | None]], rounding: Rounding | None, name: str) -> Exact:
    """Σ share × figure, rounded; where some leave their share, ÷ the shares that are left (0 where none is)."""
    rows = len(parts[0][0])
    nothing = Exact.constant(0, rows)
    if all(left is None for _, _, left in parts):
        return added([figure.everywhere().times(share) for figure, share, _ in parts]).rounded(rounding)
    kept, shares = [], []
    for figure, share, left in parts:
        part, whole = figure.everywhere().times(share), Exact.constant(share, rows)
        kept.append(part if left is None else nothing.where(left, part))
        shares.append(whole if left is None else nothing.where(left, whole))
    high = max(Fraction(figure.high, figure.per) for figure, _, _ in parts)
    low = min(Fraction(figure.low, figure.per) for figure, _, _ in parts)
    return Ratio.of(added(kept)).divided(added(shares)).within(low, high).rounded(rounding, name)


def _everywhere(flags: Sequence[Flags | None]) -> Flags | None:
    """bool[n]: where all of them are true; None where one is nowhere."""
    found = [one for one in flags if one is not None]
    return every(found, len(found[0])) if len(found) == len(flags) else None
