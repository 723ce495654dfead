"""Print slips: which branches have them, and a file that is made, given once and never kept."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from apps.ballots.begun import is_over
from apps.ballots.models import Roll, Voter
from apps.ballots.services.rolls import title_of
from apps.ballots.services.slips import mint
from apps.ballots.slip_paper import pages_of, set_slips, told
from apps.ballots.views.balloting import Balloting
from apps.core.asked import whole
from apps.core.doors import SignedInPage
from apps.core.errors import Refused

MOST = 800


class Handing(Balloting):
    """Rolls in which the person may hand out slips, with how many are printed and how many would be."""

    def rolls(self) -> QuerySet[Roll]:
        self.require_handing_out()
        rows = Roll.objects.visible_to(self.request.user).filter(poll=self.poll)
        return rows.select_related("assessment__unit").order_by("assessment__order_path", "layer")

    @cached_property
    def allowed(self) -> list[Roll]:
        """Those that the rules permit; seen and not permitted are left out."""
        person, known, found = self.request.user, {}, []
        for roll in self.rolls():
            unit = roll.assessment.unit_id
            if unit not in known:
                known[unit] = person.has_perm("ballots.hand_out", roll.assessment)
            if known[unit]:
                found.append(roll)
        return found

    @cached_property
    def counts(self) -> dict[int, tuple[int, int]]:
        """By roll: voters by name who have not voted, and printed slips that are not used."""
        waiting = Voter.objects.filter(roll__poll=self.poll, has_voted=False).order_by()
        named = Count("pk", filter=~Q(name=""))
        held = Count("pk", filter=Q(name="") & ~Q(token=""))
        return {roll: (n, m) for roll, n, m in waiting.values_list("roll").annotate(named=named, held=held)}

    def left(self, roll: Roll) -> int:
        """How many slips would be made: for all who have not voted and get no link."""
        return max(0, roll.entitled - roll.voted - roll.on_paper - self.counts.get(roll.pk, (0, 0))[0])

    def held(self, roll: Roll) -> int:
        """How many printed slips would die."""
        return self.counts.get(roll.pk, (0, 0))[1]


class SlipList(Handing, SignedInPage):
    """Unit by unit: how many slips are out, how many to make."""

    template_name = "ballots/slips.html"

    def page(self) -> dict[str, Any]:
        units: dict[int, dict[str, Any]] = {}
        for roll in self.allowed:
            unit = roll.assessment.unit
            row = units.setdefault(unit.pk, {"pk": unit.pk, "name": unit.name, "branches": set(), "left": 0, "held": 0})
            row["branches"].add(roll.assessment_id)
            row["left"] += self.left(roll)
            row["held"] += self.held(roll)
        rows = list(units.values())
        return self.doors() | {
            "units": rows,
            "left": sum(row["left"] for row in rows),
            "held": sum(row["held"] for row in rows),
            "is_over": is_over(self.poll),
        }


@method_decorator(sensitive_variables(), name="post")
class SlipPage(Handing, SignedInPage):
    """The branches of one unit: choose, and take the file along."""

    template_name = "ballots/slips_of.html"

    @cached_property
    def here(self) -> list[Roll]:
        found = [roll for roll in self.allowed if roll.assessment.unit_id == self.kwargs["unit"]]
        if not found:
            raise Http404
        return found

    def page(self) -> dict[str, Any]:
        branches: dict[int, dict[str, Any]] = {}
        for roll in self.here:
            blank = {"pk": roll.assessment_id, "name": roll.assessment.name, "rolls": [], "held": 0, "left": 0}
            row, left = branches.setdefault(roll.assessment_id, blank), self.left(roll)
            row["rolls"].append({"layer": title_of(self.poll, roll.layer), "left": left})
            row["held"] += self.held(roll)
            row["left"] += left
        rows = list(branches.values())
        is_first = any(not row["held"] and row["left"] for row in rows)
        return self.doors() | {
            "unit": self.here[0].assessment.unit,
            "branches": [row | {"is_chosen": bool(row["left"]) and (not row["held"] or not is_first)} for row in rows],
            "held": sum(row["held"] for row in rows),
            "told": told(sum(row["left"] for row in rows), pages_of(self.left(roll) for roll in self.here)),
            "most": MOST,
            "is_over": is_over(self.poll),
        }

    def post(self, request: HttpRequest, slug: str, unit: int) -> HttpResponse:
        chosen = {whole(pk) for pk in request.POST.getlist("branch")}
        rolls = [roll for roll in self.here if roll.assessment_id in chosen]
        fault = self.fault_of(rolls)
        if fault:
            messages.error(request, fault)
            return redirect("ballots:slips-of", slug=slug, unit=unit)
        try:
            minted = mint(request.user, rolls)
        except Refused as error:
            messages.error(request, error.message)
            return redirect("ballots:slips-of", slug=slug, unit=unit)
        closes_at = self.stage.closes_at if self.stage else None
        return given_once(
            set_slips(self.poll, minted, closes_at, f"{request.scheme}://{request.get_host()}"), slug, unit
        )

    def fault_of(self, rolls: list[Roll]) -> str:
        """Why nothing is printed yet; blank where it can be."""
        slips = sum(self.left(roll) for roll in rolls)
        if not slips:
            return _("Choose branches in which somebody still gets a slip.")
        if slips > MOST:
            words = {"slips": slips, "most": MOST}
            return _("%(slips)s slips are too many for one file: choose branches of at most %(most)s.") % words
        if any(self.held(roll) for roll in rolls) and "replace" not in self.request.POST:
            return _("Slips of these branches are out already. Tick that they shall die, or choose other branches.")
        return ""


def given_once(pdf: bytes, slug: str, unit: int) -> HttpResponse:
    """The file, which no cache keeps."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="slips-{slug}-{unit}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
