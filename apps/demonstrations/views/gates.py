"""One gate: its page, and every step of it: open, evaluate, close, move, remove."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.core.doors import SignedInPage
from apps.core.errors import Invalid, Refused
from apps.demonstrations.forms.words import read_words
from apps.demonstrations.gate_page import page_of
from apps.demonstrations.services.gates import close_gate, evaluate_gate, open_gate
from apps.demonstrations.services.planning import move_gate, remove_gate
from apps.demonstrations.views.doors import Within


class GatePage(Within, SignedInPage):
    """One gate: who marks and how far, the line before it closes, what it came to."""

    template_name = "demonstrations/gate.html"

    def page(self) -> dict[str, Any]:
        self.permit_reading()
        conducts = self.request.user.has_perm("demonstrations.conduct", self.programme)
        return page_of(self.gate, conducts) | {"programme": self.programme, "typed": self.request.POST}


class GateAct(Within, SignedInPage):
    """One step of a gate; a close that is refused comes back to the page with everything that was typed."""

    template_name = "demonstrations/gate.html"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, programme: str, batch: str, gate: str, act: str) -> HttpResponse:
        self.permit()
        if act == "close":
            return self.close()
        said = getattr(self, f"to_{act}")()
        messages.success(request, said)
        if act in {"open", "run"}:
            return self.back()
        return redirect("demonstrations:batch", programme=programme, batch=self.batch.number)

    def to_open(self) -> str:
        open_gate(self.request.user, self.gate)
        return _("The gate is open for everybody who is still in.")

    def to_run(self) -> str:
        evaluate_gate(self.request.user, self.gate)
        return _("The evaluation runs; its line stands here in a moment.")

    def to_remove(self) -> str:
        remove_gate(self.request.user, self.gate)
        return _("The gate is taken away.")

    def to_earlier(self) -> str:
        move_gate(self.request.user, self.gate, self.kwargs["act"])
        return _("The gates have changed places.")

    to_later = to_earlier

    def close(self) -> HttpResponse:
        """Close with the words on the page."""
        try:
            candidates = list(self.batch.candidates.values_list("pk", flat=True))
            close_gate(self.request.user, self.gate, read_words(self.request.POST, candidates))
        except (Invalid, Refused) as error:
            context = page_of(self.gate, True) | {"programme": self.programme, "fault": str(error.message)}
            context["typed"] = self.request.POST
            return self.render_to_response({"view": self} | context, status=error.status)
        messages.success(self.request, _("The gate is closed; everybody's result and reason stand."))
        return self.back()

    def back(self) -> HttpResponse:
        kept = {"programme": self.programme.slug, "batch": self.batch.number, "gate": self.gate.position}
        return redirect("demonstrations:gate", **kept)
