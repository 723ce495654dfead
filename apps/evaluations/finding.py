"""Which results of a run are those of branches with some words in their name, its pinyin or initials?

Where few of many have them, they are asked for by the indexes of names, once, and go by their positions from then on.
Where many have them a page of results is soon full, row by row in the order of the table.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.models import OuterRef, Q, Subquery
from django.db.models.lookups import Contains

from apps.assessments.models import Assessment
from apps.core.pairs import FEWEST
from apps.evaluations.models import Run

# A run of so many is asked by index.
LARGE = 5_000
# So many are found and counted; of more it is only known that they are more.
MOST = 10_000
# A word is common that one in so many has, of the first so many in the order of the table.
COMMON, TRIED = 4, 100


@dataclass(frozen=True)
class Words:
    """A part of names that is looked for in a run; empty finds everything."""

    run: Run
    text: str

    @property
    def plain(self) -> Q:
        """The run's results that are meant, each looked at by itself.

        The key of search is asked for a row at a time, so that planners have no whole tables to join for a first page.
        """
        keys = Assessment.objects.filter(pk=OuterRef("assessment")).order_by().values("node__search_key")
        return Q(name__icontains=self.text) | Q(Contains(Subquery(keys), self.text.lower()))

    @cached_property
    def match(self) -> Q:
        """The same results, as they are found soonest."""
        return self.plain if self.found is None else Q(position__in=self.found)

    @property
    def number(self) -> int | None:
        """How many results are meant, MOST + 1 for any number beyond; None where that is not known."""
        if not self.is_by_index:
            return None
        return MOST + 1 if self.found is None else len(self.found)

    @cached_property
    def found(self) -> list[int] | None:
        """The positions that are meant, in order; None where they are not asked for by index, or more than MOST.

        A result has the name that its assessment took at enrolment; the key of search follows the organisation.
        """
        if not self.is_by_index:
            return None
        rows = self.run.results.order_by()
        positions: set[int] = set()
        for match in (
            Q(assessment__node__search_key__holds=self.text.lower()),
            Q(assessment__name__iholds=self.text),
        ):
            positions.update(rows.filter(match).values_list("position", flat=True)[: MOST + 1])
            if len(positions) > MOST:
                return None
        return sorted(positions)

    @cached_property
    def is_by_index(self) -> bool:
        """Whether an index has such words, there is much to look through, and they are not common."""
        if connection.vendor == "sqlite" or self.run.branches < LARGE or len(self.text) < FEWEST:
            return False
        head = self.run.results.filter(position__lte=TRIED).order_by()
        return head.filter(self.plain).count() * COMMON < TRIED
