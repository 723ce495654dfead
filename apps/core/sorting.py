"""Orders that a list can stand in, each by one unique key, so that pages go by key in all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Expression, QuerySet, TextField, Value
from django.db.models.functions import Concat

from apps.core.paging import Page, page_by_key


@dataclass(frozen=True)
class Sort:
    """One order: its name in addresses (empty for the usual one), its words, its key (ascending, unique)."""

    value: str
    label: Any
    key: Expression


def then(first: Any, unique: str) -> Concat:
    """Order by `first`, and where that is alike by the column `unique`, as one text key."""
    return Concat(first, Value(" "), unique, output_field=TextField())


def chosen(sorts: Sequence[Sort], query: Mapping[str, str]) -> Sort:
    """The order that an address asks for, else the first."""
    return next((sort for sort in sorts if sort.value == query.get("sort", "")), sorts[0])


def sorted_page(rows: QuerySet, sort: Sort, query: Mapping[str, str], size: int) -> Page:
    """One page of `rows` in that order, after or before the key that the address names."""
    keyed = rows.annotate(sort_key=sort.key)
    return page_by_key(keyed, "sort_key", after=query.get("after"), before=query.get("before"), size=size)


def page_links(page: Page, kept: Mapping[str, Any]) -> dict[str, str]:
    """Addresses of the pages around one, with everything that was asked for."""
    return {
        "next": address(kept, after=page.after) if page.after is not None else "",
        "previous": address(kept, before=page.before) if page.before is not None else "",
        "first": address(kept) if page.before is not None else "",
    }


def address(kept: Mapping[str, Any], **changes: Any) -> str:
    """A question as an address, without what is empty."""
    return "?" + urlencode({name: value for name, value in {**kept, **changes}.items() if value not in ("", None)})


def heads(sorts: Sequence[Sort], current: Sort, kept: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What a table's heads need to offer orders: by the order's name, its address and whether it is the present one."""
    return {
        sort.value or "order": {"url": address({**kept, "sort": sort.value}), "current": sort is current}
        for sort in sorts
    }
