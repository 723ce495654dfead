"""How one is reminded, how a committee reminds, and reminding now."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.models import Campaign
from apps.core.doors import FormPage, SignedInPage, seen
from apps.core.permissions import authorise
from apps.organisations.choices import Role
from apps.organisations.models import Node, reach_of
from apps.workflow import gateway, mail, services
from apps.workflow.choices import Way
from apps.workflow.forms import PreferenceForm, RemindingForm
from apps.workflow.late import CHECK, HAND_OVER, MARK, RECEIVE, SUBMIT
from apps.workflow.models import Preference
from apps.workflow.reminding.passing import setting_of
from apps.workflow.reminding.wishes import preferences_of, reachable
from apps.workflow.services import Preview
from apps.workflow.services.remind_now import TOPICS

LIST = "reports:todo"


def own_preference(person: Any) -> Preference:
    """What the person chose, or what usually holds."""
    return preferences_of([person.pk])(person.pk)


def ways_here() -> list[Way]:
    """The ways out of the house that this installation has."""
    return ([Way.MAIL] if mail.is_on() else []) + ([Way.GATEWAY] if gateway.is_on() else [])


class OwnReminders(FormPage):
    """Ways by purpose, quiet hours."""

    template_name = "workflow/ways.html"
    form_class = PreferenceForm

    def arguments(self) -> dict[str, Any]:
        person = self.request.user
        is_leader = any(office.role == Role.LEADER for office in reach_of(person).offices)
        return {"preference": own_preference(person), "ways": ways_here(), "is_leader": is_leader}

    def page(self) -> dict[str, Any]:
        person = self.request.user
        missing = [way.label for way in ways_here() if way not in reachable(person)]
        return {"has_ways": bool(ways_here()), "missing": _(", ").join(str(label) for label in missing)}

    def act(self, form: PreferenceForm) -> HttpResponse:
        services.choose_reminders(self.request.user, **form.chosen())
        messages.success(self.request, _("Saved."))
        return redirect(LIST)


class CommitteeReminders(FormPage):
    """What one committee sets."""

    template_name = "workflow/reminding.html"
    form_class = RemindingForm

    @cached_property
    def committee(self) -> Node:
        rows = Node.objects.visible_to(self.request.user).filter(pk__in=Campaign.objects.values("committee"))
        return seen(rows, pk=self.kwargs["pk"])

    def permit(self) -> None:
        authorise(self.request.user, "workflow.change_reminding", self.committee)

    def arguments(self) -> dict[str, Any]:
        return {"instance": setting_of(self.committee)}

    def page(self) -> dict[str, Any]:
        return {"committee": self.committee, "has_mail": mail.is_on(), "has_gateway": gateway.is_on()}

    def act(self, form: RemindingForm) -> HttpResponse:
        services.set_reminding(self.request.user, self.committee, **form.cleaned_data)
        messages.success(self.request, _("Saved."))
        return redirect("workflow:reminding", pk=self.committee.pk)


class RemindNow(SignedInPage):
    """Whom it would reach and how; then the act."""

    template_name = "workflow/remind.html"

    @cached_property
    def campaign(self) -> Campaign:
        rows = Campaign.objects.visible_to(self.request.user).select_related("committee", "rulebook_version")
        return seen(rows.prefetch_related("stages"), slug=self.kwargs["slug"])

    def page(self) -> dict[str, Any]:
        topic = topic_of(self.kwargs["topic"])
        found = services.preview(self.request.user, self.campaign, topic)
        return {
            "campaign": self.campaign,
            "topic": said(topic),
            "found": found,
            "lines": lines_of(found),
            "is_on": setting_of(self.campaign.committee).is_on,
        }

    def post(self, request: HttpRequest, slug: str, topic: str) -> HttpResponse:
        found = services.remind_now(request.user, self.campaign, topic_of(topic))
        n = found.people
        messages.success(request, ngettext("%(n)s person reminded.", "%(n)s people reminded.", n) % {"n": n})
        return redirect("reports:campaign", slug=slug)


def topic_of(topic: str) -> str:
    if topic not in TOPICS:
        raise Http404
    return topic


def said(topic: str) -> str:
    """What people are reminded of."""
    words = {
        SUBMIT: _("submitting their self-assessments"),
        CHECK: _("checking self-assessments"),
        HAND_OVER: _("checking and handing over self-assessments"),
        RECEIVE: _("receiving self-assessments"),
        MARK: _("marking branches"),
    }
    return words[topic]


def lines_of(found: Preview) -> list[tuple[str, str]]:
    """How it reaches them: a term and a figure each."""
    lines = [(Way(way).label, people(n)) for way, n in sorted(found.by_way.items(), reverse=True)]
    if found.page_only:
        lines.append((_("in the page alone"), people(found.page_only)))
    if found.told_today:
        lines.append((_("told today already, left out"), people(found.told_today)))
    if found.held_until:
        when = date_format(timezone.localtime(found.held_until), _("j M H:i"))
        lines.append((_("quiet hours and free days hold it"), _("until %(when)s at the latest") % {"when": when}))
    return lines


def people(n: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": n}
