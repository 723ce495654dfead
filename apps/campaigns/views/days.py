"""The table of working days: a year at a time, filled, brought in, changed, and taken out as a file."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns import services
from apps.campaigns.day_files import MOST_BYTES, days_workbook, read_days
from apps.campaigns.days import undecreed, years_table
from apps.campaigns.forms import DayForm, DaysFileForm
from apps.campaigns.models import Day
from apps.core.asked import whole
from apps.core.doors import FormPage, SignedInView
from apps.core.errors import Invalid
from apps.core.media_types import XLSX
from apps.core.permissions import authorise

SHOWN = (-1, 0, 1)


def year_of(given: str | None) -> int:
    """The year that was asked for, else this one."""
    asked = whole(given)
    return asked if asked and 2000 <= asked <= 2100 else timezone.localdate().year


def to_year(year: int) -> HttpResponse:
    return redirect(f"{reverse('days:list')}?year={year}")


class WorkingDays(FormPage):
    """One year's days that depart from their weekday; whoever keeps the calendar enters others."""

    template_name = "campaigns/days.html"
    form_class = DayForm

    def permit(self) -> None:
        if self.request.method == "POST":
            authorise(self.request.user, "campaigns.change_days")

    def page(self) -> dict[str, Any]:
        year, this = year_of(self.request.GET.get("year")), timezone.localdate().year
        years = sorted({year, *(this + step for step in SHOWN)})
        return {
            "year": year,
            "years": years,
            "days": years_table(year),
            "is_kept": Day.objects.filter(on__year=year).exists(),
            "is_undecreed": bool(undecreed([year])),
            "can_change": self.request.user.has_perm("campaigns.change_days"),
            "file_form": DaysFileForm(),
        }

    def act(self, form: DayForm) -> HttpResponse:
        day = services.set_day(self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Saved."))
        return to_year(day.on.year)


class DaysFill(SignedInView):
    """Write a year as it is decreed."""

    def post(self, request: HttpRequest) -> HttpResponse:
        year = year_of(request.POST.get("year"))
        days = services.fill_year(request.user, year)
        said = ngettext("%(n)s day of %(year)s filled in.", "%(n)s days of %(year)s filled in.", len(days))
        messages.success(request, said % {"n": len(days), "year": year})
        return to_year(year)


class DaysImport(SignedInView):
    """Bring in the table as a file; its years replace those that stand."""

    def post(self, request: HttpRequest) -> HttpResponse:
        authorise(request.user, "campaigns.change_days")
        upload = request.FILES.get("file")
        if upload is None or upload.size > MOST_BYTES:
            raise Invalid(_("Choose a file of at most 2 MB."), details={"file": [""]})
        days = services.write_days(request.user, read_days(upload.read(), upload.name))
        said = ngettext("%(n)s day brought in.", "%(n)s days brought in.", len(days))
        messages.success(request, said % {"n": len(days)})
        return to_year(days[0].on.year)


class DayRemove(SignedInView):
    """Let one day follow its weekday again."""

    def post(self, request: HttpRequest, day: str) -> HttpResponse:
        try:
            on = date.fromisoformat(day)
        except ValueError as error:
            raise Http404 from error
        services.remove_day(request.user, on)
        messages.success(request, _("The day follows its weekday again."))
        return to_year(on.year)


class DaysExport(SignedInView):
    """One year's table as a workbook."""

    def get(self, request: HttpRequest) -> HttpResponse:
        year = year_of(request.GET.get("year"))
        response = HttpResponse(days_workbook(years_table(year)), content_type=XLSX)
        response.headers["Content-Disposition"] = f'attachment; filename="working-days-{year}.xlsx"'
        return response
