"""The roster as a list and as a workbook: what was asked for, which branches that leaves, in which order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, LPad
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.branches.models import Branch
from apps.core.paging import Page
from apps.core.sorting import Sort, chosen, sorted_page, then
from apps.core.tables import write_xlsx
from apps.organisations.choices import Role
from apps.organisations.models import Appointment, Node
from apps.organisations.reach import below

PAGE = 50
MOST = 9_999_999
# Largest first by an ascending key: what is missing from MOST, in as many digits.
FEWEST_LAST = LPad(Cast(Value(MOST) - Coalesce(F("members"), 0), TextField()), 7, Value("0"))
SORTS = (
    Sort("", _("official order"), F("node__order_path")),
    Sort("name", _("by name"), then("node__name", "node__path")),
    Sort("members", _("by members"), then(FEWEST_LAST, "node__path")),
)
HEADINGS = ("党支部", "所在单位", "协作区", "支部类型", "党员人数", "上年星级")
WIDTHS = (30, 30, 16, 16, 10, 10)


@dataclass(frozen=True)
class BranchQuestion:
    """What an address asks of the roster; `top` is the organisation whose subtree is meant."""

    q: str
    unit: int | None
    zone: int | None
    branch_type: str
    below: int | None
    is_closed: bool
    sort: Sort
    top: Node | None

    @classmethod
    def of(cls, query: Mapping[str, str], person: Any) -> "BranchQuestion":
        """Unknown values count as not asked; an organisation that the person does not see leaves nothing."""
        below_pk = number_of(query, "below")
        return cls(
            q=query.get("q", "").strip(),
            unit=number_of(query, "unit"),
            zone=number_of(query, "zone"),
            branch_type=query.get("type", ""),
            below=below_pk,
            is_closed=query.get("closed") == "1",
            sort=chosen(SORTS, query),
            top=Node.objects.visible_to(person).filter(pk=below_pk).first() if below_pk else None,
        )

    @property
    def kept(self) -> dict[str, Any]:
        """The question as an address carries it on."""
        return {
            "q": self.q,
            "unit": self.unit,
            "zone": self.zone,
            "type": self.branch_type,
            "below": self.below,
            "closed": "1" if self.is_closed else "",
            "sort": self.sort.value,
        }

    def narrowed(self, rows: QuerySet[Branch]) -> QuerySet[Branch]:
        """The branches that are asked for; the name of a unit finds its branches, too."""
        rows = rows.exclude(node__closed_on=None) if self.is_closed else rows.filter(node__closed_on=None)
        if self.q:
            text = self.q.lower()
            rows = rows.filter(Q(node__search_key__contains=text) | Q(unit__search_key__contains=text))
        if self.below:
            rows = rows.filter(below(self.top.path, "node__path")) if self.top else rows.none()
        wanted = {"unit": self.unit, "node__zone": self.zone, "branch_type": self.branch_type}
        return rows.filter(**{name: value for name, value in wanted.items() if value})


def number_of(query: Mapping[str, str], name: str) -> int | None:
    """A key in an address, or None where it is none."""
    text = query.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 18 else None


def branch_page(rows: QuerySet[Branch], asked: BranchQuestion, query: Mapping[str, str]) -> Page:
    """One page of branches with zone and unit, each with `secretaries`: today's secretaries."""
    held = Appointment.objects.on(timezone.localdate()).filter(role=Role.SECRETARY).select_related("person")
    rows = asked.narrowed(rows).select_related("node__zone", "unit")
    rows = rows.prefetch_related(Prefetch("node__appointments", held, to_attr="secretaries"))
    return sorted_page(rows, asked.sort, query, PAGE)


def roster_workbook(rows: QuerySet[Branch], asked: BranchQuestion) -> bytes:
    """The same branches as a workbook that an import of the roster reads again, so its headings are in Chinese."""
    found = asked.narrowed(rows).select_related("node__zone", "unit").annotate(sort_key=asked.sort.key)
    return write_xlsx(HEADINGS, roster_rows(found.order_by("sort_key")), name="党支部", widths=WIDTHS)


def roster_rows(rows: QuerySet[Branch]) -> Iterator[tuple[Any, ...]]:
    for row in rows.iterator(chunk_size=2000):
        zone = row.node.zone.name if row.node.zone else ""
        yield row.node.name, row.unit.name, zone, row.branch_type, row.members, row.previous_level
