"""How many branches hold each grade and each programme, where the rulebook has them?"""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.evaluations.models import Run
from apps.rating.rulebook import Word
from apps.reports.present import Presenter, percent


def word_counts(show: Presenter, run: Run, league: Callable[..., str]) -> list[dict[str, Any]]:
    """The lists of the dashboard; each grade leads to its branches. `league` makes an address from a question."""
    grades = lines(show, run, show.rules.grades, run.counts.get("grades", ()))
    for number, line in enumerate(grades):
        line["url"] = league(grade=number)
    programmes = lines(show, run, show.rules.programmes, run.counts.get("programmes", ()))
    groups = [(_("Grades"), grades), (_("Programmes"), programmes)]
    return [{"title": title, "rows": rows} for title, rows in groups if rows]


def lines(show: Presenter, run: Run, words: Sequence[Word], counts: Sequence[int]) -> list[dict[str, Any]]:
    """Each word with how many branches hold it, and their share."""
    return [
        {
            "name": word.title.get(show.language),
            "count": count,
            "share": percent(count, run.branches),
            "thousandths": 1000 * count // run.branches,
            "url": "",
        }
        for word, count in zip(words, counts, strict=False)
    ]
