"""Which figures does settling still read, once every branch is judged?"""

from apps.rating.conditions import Comparison, comparisons
from apps.rating.keys import whole_order
from apps.rating.rulebook import Rulebook

SETTLED = ("level", "stars")
ASIDE = {"yes": "passed", "no": "passed", "blank": "given", "given": "given"}


def read_when_settling(rulebook: Rulebook) -> list[str]:
    """The names of figures and words that quotas, the order, grades and programmes read; "lit" is always kept."""
    quotas = rulebook.quotas
    keys = [*whole_order(rulebook), *(key for quota in quotas for key in quota.by)]
    conditions = [*(quota.condition for quota in quotas)]
    conditions += [word.condition for word in (*rulebook.grades, *rulebook.programmes)]
    names = [name for key in keys for name in key.expression.figures]
    names += [name for condition in conditions for asked in comparisons(condition) for name in _read_by(asked)]
    return [name for name in dict.fromkeys(["lit", *names]) if name not in SETTLED]


def _read_by(asked: Comparison) -> list[str]:
    """The figures of a comparison; of a criterion also whether it was passed or marked, where that is asked."""
    names = [*asked.expression.figures, *(asked.share_of.figures if asked.share_of is not None else ())]
    aside = ASIDE.get(asked.relation)
    return [*names, *(f"{name}.{aside}" for name in names)] if aside else names


def settles_by_size(rulebook: Rulebook) -> bool:
    """Whether settling reads how many members a branch has: for places or quotas among branches of about its size."""
    return bool(rulebook.size_bands) or any(quota.within == "size" for quota in rulebook.quotas)
