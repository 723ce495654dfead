"""A batch: planned, its page with gates in order, its call and its beginning; gates while they are to come."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.core.doors import FormPage, SignedInPage, SignedInView
from apps.demonstrations.batch_page import page_of
from apps.demonstrations.forms.batches import BatchForm, GateForm
from apps.demonstrations.models import Gate
from apps.demonstrations.services.batches import begin_batch, call_batch, change_batch, create_batch, drop_batch
from apps.demonstrations.services.planning import add_gate, change_gate
from apps.demonstrations.views.doors import Within


class BatchCreate(Within, FormPage):
    """The next batch, with the gates of the one before."""

    template_name = "demonstrations/batch_form.html"
    form_class = BatchForm

    def page(self) -> dict[str, Any]:
        last = self.programme.batches.order_by("-number").first()
        return {"programme": self.programme, "last": last, "number": last.number + 1 if last else 1}

    def act(self, form: BatchForm) -> HttpResponse:
        batch = create_batch(self.request.user, self.programme, **form.cleaned_data)
        messages.success(self.request, _("The batch is planned; look at its gates, then call for applications."))
        return redirect("demonstrations:batch", programme=self.programme.slug, batch=batch.number)


class BatchPage(Within, SignedInPage):
    """One batch: dates, what it waits for, its gates in order."""

    template_name = "demonstrations/batch.html"

    def page(self) -> dict[str, Any]:
        self.permit_reading()
        gates = Prefetch("gates", Gate.objects.select_related("rulebook_version__rulebook"))
        batch = self.programme.batches.prefetch_related(gates).get(pk=self.batch.pk)
        batch.programme = self.programme
        conducts = self.request.user.has_perm("demonstrations.conduct", self.programme)
        return page_of(batch) | {"programme": self.programme, "conducts": conducts}


class BatchChange(Within, FormPage):
    """Other dates and places."""

    template_name = "demonstrations/batch_form.html"
    form_class = BatchForm

    def arguments(self) -> dict[str, Any]:
        return {"batch": self.batch}

    def page(self) -> dict[str, Any]:
        return {"programme": self.programme, "batch": self.batch, "number": self.batch.number}

    def act(self, form: BatchForm) -> HttpResponse:
        change_batch(self.request.user, self.batch, **form.cleaned_data)
        messages.success(self.request, _("Saved."))
        return redirect("demonstrations:batch", programme=self.programme.slug, batch=self.batch.number)


class BatchAct(Within, SignedInView):
    """One step of the batch: call, begin, drop."""

    def post(self, request: HttpRequest, programme: str, batch: str, act: str) -> HttpResponse:
        person = request.user
        if act == "drop":
            drop_batch(person, self.batch)
            messages.success(request, _("The batch is taken away."))
            return redirect("demonstrations:board", programme=programme)
        if act == "call":
            call_batch(person, self.batch)
            messages.success(request, _("The call stands: organisations can apply from its first day on."))
        else:
            begin_batch(person, self.batch)
            messages.success(request, _("Applications are closed. Open the first gate when you are ready."))
        return redirect("demonstrations:batch", programme=programme, batch=self.batch.number)


class GateFormPage(Within, FormPage):
    """A gate's form; what it saves leads back to the batch."""

    template_name = "demonstrations/gate_form.html"
    form_class = GateForm

    def arguments(self) -> dict[str, Any]:
        return {"batch": self.batch}

    def page(self) -> dict[str, Any]:
        return {"programme": self.programme, "batch": self.batch}

    def back(self, said: str) -> HttpResponse:
        messages.success(self.request, said)
        return redirect("demonstrations:batch", programme=self.programme.slug, batch=self.batch.number)


class GateCreate(GateFormPage):
    """One more gate behind the others."""

    def act(self, form: GateForm) -> HttpResponse:
        add_gate(self.request.user, self.batch, **form.wanted())
        return self.back(_("The gate is added."))


class GateChange(GateFormPage):
    """Other rules and dates for a gate to come; another end for one that is open."""

    def arguments(self) -> dict[str, Any]:
        return {"batch": self.batch, "gate": self.gate}

    def page(self) -> dict[str, Any]:
        return super().page() | {"gate": self.gate}

    def act(self, form: GateForm) -> HttpResponse:
        change_gate(self.request.user, self.gate, **form.wanted())
        return self.back(_("Saved."))
