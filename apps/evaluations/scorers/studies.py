"""A kept study of which places another scorer would move: what it was asked with, asked again, and read."""

import hashlib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from apps.assessments.lines import main_sheet
from apps.assessments.pairs import Pair, pairs_of, parties_marked_twice
from apps.campaigns.models import Campaign
from apps.criteria.selectors import rulebook_of
from apps.evaluations.columns import cohort_of, inputs_of
from apps.evaluations.models import NoiseStudy, Run
from apps.evaluations.scorers.noise import REPEATS, Bands, bands
from apps.rating.rulebook import Rulebook

# So many ratings of single branches are the most that one study asks for; fewer repeats where there are more branches.
MOST_RATINGS = 4_000_000
LEAST_REPEATS = 50
STUDIES_AT_HAND = 4
# A level that is kept in fewer repeats of a hundred could as well be another.
STEADY = 90


@dataclass(frozen=True)
class Band:
    """One branch: between which places it stands in nine of ten repeats, and in how many of them its level stays."""

    low: int
    high: int
    steady: int
    repeats: int

    @property
    def is_wide(self) -> bool:
        return self.low != self.high

    @property
    def is_steady(self) -> bool:
        """Whether its level hardly hangs on who marked it."""
        return 100 * self.steady >= STEADY * self.repeats


def repeats_for(branches: int) -> int:
    """How often is rated anew: 200 times up to 20,000 branches, fewer beyond, never below 50."""
    return max(LEAST_REPEATS, min(REPEATS, MOST_RATINGS // max(1, branches)))


def party_marked_twice(campaign: Campaign, rules: Rulebook) -> str:
    """Whose sheets are read: the one that a scorer opens first, where it is marked twice; empty where none is."""
    parties, first = parties_marked_twice(campaign), main_sheet(rules)
    return first if first in parties else next(iter(parties), "")


def columns_of_party(rules: Rulebook, party: str) -> list[int]:
    """Which inputs are this party's marks."""
    return [n for n, read in enumerate(rules.inputs) if read.kind == "mark" and read.sheet == party]


def differences_of(rules: Rulebook, pairs: Sequence[Pair], columns: Sequence[int]) -> NDArray[np.int64]:
    """int64[pairs, columns]: second less first in hundredths, 0 where one is blank; in the order of the pairs."""
    codes = [rules.inputs[column].criterion for column in columns]
    rows = [
        [pair.second[code] - pair.first[code] if code in pair.first and code in pair.second else 0 for code in codes]
        for pair in pairs
    ]
    return np.array(rows, np.int64).reshape(len(rows), len(columns))


def pairs_in(campaign: Campaign, rules: Rulebook) -> tuple[str, list[Pair]]:
    """The party that is marked twice, and its finished pairs."""
    party = party_marked_twice(campaign, rules)
    return party, pairs_of(campaign, party) if party else []


def packed(columns: NDArray) -> bytes:
    """Integers as bytes, little end first, compressed."""
    return zlib.compress(columns.tobytes())


def ask(study: NoiseStudy, tell: Callable[[int, int], None] | None = None) -> Bands:
    """The bands of a study from what it keeps: the same every time."""
    rules, run = rulebook_of(study.run.rulebook_version), study.run
    flat = np.frombuffer(zlib.decompress(bytes(study.differences)), "<i8").astype(np.int64)
    differences = flat.reshape(study.pairs, len(study.columns))
    return bands(rules, cohort_of(run), differences, study.columns, study.seed, repeats=study.repeats, tell=tell)


def packed_bands(found: Bands) -> bytes:
    """Low, high and steady after each other."""
    return packed(np.stack([found.low, found.high, found.steady]).astype("<i4"))


def digest_of(study: NoiseStudy) -> str:
    """SHA-256 over the run, the question and the answer."""
    head = f"{study.run.digest}|{study.party}|{study.seed}|{study.repeats}|{study.columns}|"
    total = hashlib.sha256(head.encode())
    total.update(zlib.decompress(bytes(study.differences)))
    total.update(zlib.decompress(bytes(study.bands)))
    return total.hexdigest()


def is_same_again(study: NoiseStudy) -> bool:
    """Whether asking again gives the kept bands, and the digest fits them."""
    again = packed_bands(ask(study))
    return zlib.decompress(again) == zlib.decompress(bytes(study.bands)) and digest_of(study) == study.digest


def study_of(run: Run) -> NoiseStudy | None:
    """The whole study of a run; None of a working run, without asking."""
    if run.number is None:
        return None
    return NoiseStudy.objects.filter(run=run).exclude(finished_at=None).defer("differences", "bands").first()


class BandTable:
    """The bands of one run by assessment."""

    def __init__(self, study: NoiseStudy, run: Run) -> None:
        self.study, self.rows = study, inputs_of(run).row_of
        self.low, self.high, self.steady = _read(study.pk, study.digest)

    def of(self, assessment: int) -> Band | None:
        """One branch's band; None of a branch that is not in the run, or without a place."""
        row = self.rows.get(assessment)
        if row is None or not self.low[row]:
            return None
        return Band(int(self.low[row]), int(self.high[row]), int(self.steady[row]), self.study.repeats)


def bands_of(run: Run | None) -> BandTable | None:
    """The bands of a run, where a study of it is whole; one query, none for a working run."""
    study = study_of(run) if run else None
    return BandTable(study, run) if study and run else None


@lru_cache(maxsize=STUDIES_AT_HAND)
def _read(study_id: int, _digest: str) -> NDArray[np.int32]:
    """int32[3, n]: low, high, steady."""
    kept = NoiseStudy.objects.values_list("bands", flat=True).get(pk=study_id)
    return np.frombuffer(zlib.decompress(bytes(kept)), "<i4").reshape(3, -1)
