"""All lists, one list, its sums and its workbook."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.doors import SignedInPage, SignedInView
from apps.core.media_types import XLSX
from apps.core.sorting import address, page_links
from apps.core.tables import write_xlsx
from apps.ledgers.defining import Column, Ledger
from apps.ledgers.entry_list import Asked, filters_of, page_of, rows_of, sorts_of, totals_of, workbook_of
from apps.ledgers.holders import writable
from apps.ledgers.models import Entry, EntryQuerySet
from apps.ledgers.reading import ledgers, parts_of
from apps.ledgers.selectors import alike_pairs, counts_for, drawing_slugs, entries_for, reusing_slugs, writes_in
from apps.ledgers.sums import show_share, sums_of
from apps.ledgers.values import grouped_yuan

LATEST = 10


class Home(SignedInPage):
    """All lists with how much they hold."""

    template_name = "ledgers/home.html"

    def page(self) -> dict[str, Any]:
        person = self.request.user
        counts = counts_for(person)
        shown = [one for one in ledgers().values() if one.slug in counts or writes_in(person, one)]
        main = [ledger for ledger in shown if ledger.about is None]
        rows = [
            {
                "ledger": ledger,
                "sentence": sentence(ledger, totals_of(ledger, entries_for(person, ledger).standing())),
                "parts": [
                    {"ledger": part, "count": counts.get(part.slug, 0)}
                    for part in parts_of(ledger.slug)
                    if part in shown
                ],
            }
            for ledger in main
        ]
        latest = Entry.objects.visible_to(person).standing().select_related("node").order_by("-pk")[:LATEST]
        told = [{"entry": entry, "ledger": ledgers()[entry.ledger]} for entry in latest]
        return {"rows": rows, "total": sum(counts.get(ledger.slug, 0) for ledger in main), "latest": told}


class LedgerDoor(SignedInView):
    """A door to one list; unknown ones are not found."""

    @cached_property
    def ledger(self) -> Ledger:
        found = ledgers().get(self.kwargs["ledger"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def entries(self) -> EntryQuerySet:
        return entries_for(self.request.user, self.ledger)

    @cached_property
    def asked(self) -> Asked:
        return Asked.of(self.ledger, self.request.GET, self.request.user)

    @cached_property
    def can_add(self) -> bool:
        return writable(self.request.user, self.ledger).exists()


class EntryList(LedgerDoor, SignedInPage):
    """One list: filters, rows, what it comes to."""

    template_name = "ledgers/list.html"

    def page(self) -> dict[str, Any]:
        asked, query = self.asked, self.request.GET
        found = page_of(self.entries, asked, query)
        narrowed = asked.narrowed(self.entries)
        totals = totals_of(self.ledger, narrowed)
        return {
            "ledger": self.ledger,
            "name_title": self.ledger.column(self.ledger.name).title,
            "owner_title": self.ledger.owner.title if self.ledger.owner else _("Unit"),
            "columns": self.ledger.shown,
            "draws": bool(drawing_slugs(self.ledger.slug)),
            "reuses": bool(reusing_slugs(self.ledger.slug)),
            "asked": asked,
            "rows": rows_of(self.ledger, found.rows),
            "sentence": sentence(self.ledger, totals),
            "menus": filters_of(self.entries, asked),
            "sorts": sorts_of(self.ledger),
            "pager": page_links(found, asked.kept),
            "total": totals["n"],
            "is_empty": not totals["n"] and asked.kept == Asked.of(self.ledger, {}, self.request.user).kept,
            "alike": self.alike_count(),
            "can_add": self.can_add,
            "parts": parts_of(self.ledger.slug),
            "export_url": reverse("ledgers:export", args=[self.ledger.slug]) + address(asked.kept),
            "sums_url": reverse("ledgers:sums", args=[self.ledger.slug]) + address(asked.kept),
        }

    def alike_count(self) -> int:
        """Pairs that are alike and that nobody has judged, for whom could."""
        if not self.ledger.finds_alike or not self.request.user.has_perm("ledgers.decide_entry"):
            return 0
        rows = {row.pk: row for row in self.entries.standing().order_by("pk")}
        return len(alike_pairs(self.ledger, rows))


def sentence(ledger: Ledger, totals: dict[str, Any]) -> str:
    """What the list comes to."""
    if not totals["n"]:
        return _("Nothing entered yet")
    words = str(ledger.counted) % {"n": f"{totals['n']:,}"}
    if "left" in totals:
        sums = {name: grouped_yuan(totals[name]) for name in ("granted", "used", "left")}
        return _("%(words)s, %(granted)s yuan in all, %(left)s left") % {"words": words, **sums}
    if ledger.amount:
        return _("%(words)s, %(granted)s yuan in all") % {"words": words, "granted": grouped_yuan(totals["granted"])}
    if totals.get("times"):
        return _("%(words)s, taken up %(times)s times") % {"words": words, "times": f"{totals['times']:,}"}
    return words


class EntryExport(LedgerDoor):
    """The list as it is filtered, as a workbook that an import reads again."""

    def get(self, request: HttpRequest, ledger: str) -> HttpResponse:
        rows = self.asked.narrowed(self.entries).order_by("committee", "number")
        headings, cells = workbook_of(self.ledger, rows, request.user)
        response = HttpResponse(write_xlsx(headings, cells, name=str(self.ledger.title)), content_type=XLSX)
        response.headers["Content-Disposition"] = f'attachment; filename="{self.ledger.slug}.xlsx"'
        return response


class Sums(LedgerDoor, SignedInPage):
    """What the list adds up to, by year and by unit, for the choices of one column."""

    template_name = "ledgers/sums.html"

    @property
    def ways(self) -> list[Column]:
        """Columns with choices, the list's main one first."""
        found = [column for column in self.ledger.columns if column.choices]
        return sorted(found, key=lambda column: column.key != self.ledger.tally)

    @property
    def tally(self) -> Column | None:
        """The column that the address asks for, else the main one."""
        asked = self.request.GET.get("by", "")
        return next((column for column in self.ways if column.key == asked), next(iter(self.ways), None))

    def page(self) -> dict[str, Any]:
        ledger, tally = self.ledger, self.tally
        narrowed = self.asked.narrowed(self.entries)
        sums = sums_of(ledger, narrowed, tally)
        told = zip(sums["choices"], sums["shares"], strict=True)
        return {
            "ledger": ledger,
            "sentence": sentence(ledger, totals_of(ledger, narrowed)),
            "sums": sums,
            "shares": [f"{choice} {show_share(share)}" for choice, share in told if share],
            "ways": [
                {"title": way.title, "url": address(self.asked.kept, by=way.key), "current": way == tally}
                for way in self.ways
            ],
            "list_url": reverse("ledgers:list", args=[self.ledger.slug]) + address(self.asked.kept),
        }
