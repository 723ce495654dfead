"""Names alike: all pairs that wait for a look, two side by side, and what a person says of them."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.core.doors import SignedInPage, seen
from apps.core.permissions import authorise
from apps.ledgers import services
from apps.ledgers.choices import Why
from apps.ledgers.lists import brands
from apps.ledgers.models import Apart, Entry
from apps.ledgers.selectors import alike_pairs
from apps.ledgers.values import said
from apps.ledgers.views.entries import EntryDoor
from apps.ledgers.views.lists import LedgerDoor

SHOWN = 200


class AlikeList(LedgerDoor, SignedInPage):
    """Pairs whose names are alike and that nobody has judged."""

    template_name = "ledgers/alike.html"

    def page(self) -> dict[str, Any]:
        if not self.ledger.finds_alike:
            raise Http404
        authorise(self.request.user, "ledgers.decide_entry")
        rows = {row.pk: row for row in self.entries.standing().order_by("pk")}
        pairs = alike_pairs(self.ledger, rows)
        told = [
            {"first": first, "second": second, "why": Why(why).label, "is_own": first.node_id == second.node_id}
            for first, second, why in pairs[:SHOWN]
        ]
        return {"ledger": self.ledger, "pairs": told, "count": len(pairs), "more": max(0, len(pairs) - SHOWN)}


class Compare(EntryDoor, SignedInPage):
    """Two entries side by side; a person says that they are no duplicates."""

    template_name = "ledgers/compare.html"

    @cached_property
    def other(self) -> Entry:
        """The second entry; only lists that look for names alike lay entries side by side."""
        found = seen(self.entries, pk=self.kwargs["other"])
        if not self.ledger.finds_alike or found == self.entry:
            raise Http404
        return found

    def page(self) -> dict[str, Any]:
        sides = [self.entry, self.other]
        first, second = sorted((self.entry.pk, self.other.pk))
        lines = [
            {"title": column.title, "texts": [said(column, side.values.get(column.key)) for side in sides]}
            for column in self.ledger.plain
        ]
        why = brands.likeness(self.entry.name, self.other.name)
        can_decide = why is not None and all(self.request.user.has_perm("ledgers.decide_entry", side) for side in sides)
        return {
            "ledger": self.ledger,
            "sides": sides,
            "why": why.label if why else "",
            "lines": [line for line in lines if any(line["texts"])],
            "apart": Apart.objects.filter(first=first, second=second).first(),
            "can_decide": can_decide and all(side.ended_at is None for side in sides),
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """They are no duplicates."""
        services.set_apart(request.user, self.entry, self.other, reason=request.POST.get("reason", ""))
        messages.success(request, _("Marked as no duplicates."))
        return self.to_entry()


class CompareAgain(Compare):
    """That is taken back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        services.compare_again(request.user, self.entry, self.other)
        messages.success(request, _("They count as alike again."))
        return redirect("ledgers:compare", ledger=self.ledger.slug, pk=self.entry.pk, other=self.other.pk)
