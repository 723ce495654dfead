"""Who may vote: how many in each layer of each branch, and voters by name."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from apps.assessments.models import Assessment
from apps.ballots.choices import PollStatus
from apps.ballots.entitled_file import entitled_workbook, read_entitled
from apps.ballots.forms import EntitledForm, VoterFileForm
from apps.ballots.models import Roll, Voter
from apps.ballots.services.rolls import set_entitled
from apps.ballots.services.voters import bring_voters
from apps.ballots.turnout import BY_UNIT, turnout_of
from apps.ballots.views.balloting import Balloting
from apps.ballots.voter_file import read_voters
from apps.core.asked import whole
from apps.core.doors import SignedInPage, SignedInView
from apps.core.errors import Invalid
from apps.core.media_types import XLSX
from apps.core.tables import TableError


class VoterPage(Balloting, SignedInPage):
    """Units with their figures; the branches of one with fields; files in and out."""

    template_name = "ballots/voters.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            self.require_conducting()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def unit(self) -> int | None:
        return whole(self.request.GET.get("unit"))

    @cached_property
    def branches(self) -> list[Assessment]:
        """The branches of the unit in hand."""
        if self.unit is None:
            return []
        found = list(self.assessments().filter(unit=self.unit))
        if not found:
            raise Http404
        return found

    def assessments(self) -> QuerySet[Assessment]:
        return Assessment.objects.of(self.campaign).select_related("unit").in_order()

    def form(self, data: Any = None) -> EntitledForm:
        rolls = Roll.objects.filter(poll=self.poll, assessment__in=self.branches)
        stand = {(roll.assessment_id, roll.layer): roll.entitled for roll in rolls}
        return EntitledForm(data, self.poll, self.branches, stand)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | self.doors()
        context.setdefault("form", self.form())
        context.setdefault("file_form", VoterFileForm())
        form, places = context["form"], range(len(self.poll.layers))
        rows = [{"name": row.name, "fields": [form[f"n-{row.pk}-{n}"] for n in places]} for row in self.branches]
        return (
            context
            | self.figures()
            | {
                "unit": self.branches[0].unit if self.branches else None,
                "rows": rows,
                "is_fixed": self.poll.status == PollStatus.COUNTED,
            }
        )

    def figures(self) -> dict[str, Any]:
        """Sums of the whole campaign, and what each unit has."""
        turnout = turnout_of(self.poll, self.request.user, BY_UNIT)
        known = {row.key: row for row in turnout.rows}
        units = self.assessments().order_by("unit__order_path").values_list("unit_id", "unit__name")
        named = Voter.objects.filter(roll__poll=self.poll).exclude(name="").count()
        return {
            "total": turnout.total,
            "units": [
                {"pk": pk, "name": name, "branches": count, "row": known.get(pk)}
                for pk, name, count in units.annotate(count=Count("pk"))
            ],
            "missing": self.assessments().count() - turnout.total.branches,
            "named": named,
        }

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        if self.unit is None:
            raise Http404
        form = self.form(request.POST)
        if form.is_valid():
            try:
                changed = set_entitled(request.user, self.poll, form.figures())
                messages.success(request, _("Saved: %(n)s figures changed.") % {"n": changed})
                return redirect(f"{request.path}?unit={self.unit}")
            except Invalid as error:
                form.add_error(None, str(error.message))
        return self.render_to_response(self.get_context_data(form=form), status=422)


class VoterFile(Balloting, SignedInView):
    """The table of figures as a workbook."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        self.require_conducting()
        rows = Assessment.objects.of(self.campaign).select_related("unit").in_order()
        response = HttpResponse(entitled_workbook(self.poll, rows), content_type=XLSX)
        response["Content-Disposition"] = f'attachment; filename="voters-{self.campaign.slug}.xlsx"'
        return response


class VoterFileIn(VoterPage):
    """Figures of many branches at once, from a file or pasted rows: all or none."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("ballots:voters", slug=kwargs["slug"])

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = VoterFileForm(request.POST, request.FILES)
        if form.is_valid():
            table = form.table()
            if table is None:
                form.add_error("file", _("Choose a file, or paste rows."))
            else:
                try:
                    messages.success(request, self.take(table))
                    return redirect("ballots:voters", slug=slug)
                except Invalid as error:
                    return self.refuse(form, str(error.message), error.details.get("file", []))
                except TableError as error:
                    return self.refuse(form, str(error), [])
        return self.refuse(form, "", [])

    def take(self, table: tuple[bytes, str]) -> str:
        """Write what the table says; gives what is said about it."""
        changed = set_entitled(self.request.user, self.poll, read_entitled(self.poll, *table))
        return _("Saved: %(n)s figures changed.") % {"n": changed}

    def refuse(self, form: VoterFileForm, message: str, faults: list[str]) -> HttpResponse:
        """The page again, with what is wrong in the table; nothing was written."""
        more = {"file_form": form, "file_error": message, "file_faults": faults, "is_named_file": self.is_named}
        return self.render_to_response(self.get_context_data(**more), status=422)

    is_named = False


class NamedIn(VoterFileIn):
    """Voters by name, who are sent links."""

    is_named = True

    def take(self, table: tuple[bytes, str]) -> str:
        count = bring_voters(self.request.user, self.poll, read_voters(self.poll, *table))
        return _("Saved: %(n)s voters by name.") % {"n": count}
