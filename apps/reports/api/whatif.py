"""What-ifs over REST: which rules can be changed, and who would move."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.doors import seen
from apps.core.errors import Invalid
from apps.core.permissions import authorise
from apps.evaluations.api import CampaignDoor
from apps.evaluations.models import Result, Run
from apps.evaluations.selectors import shown_run
from apps.evaluations.whatif.changes import MOST, changes_of, document_of, knobs_of
from apps.evaluations.whatif.trial import Trial, try_out
from apps.evaluations.whatif.words import rule_title
from apps.organisations.models import Zone
from apps.reports.grouping import SCOPES
from apps.reports.serializers.whatif import KnobsSerializer, WhatIfAskedSerializer, WhatIfSerializer
from apps.reports.whatif import tables
from apps.reports.whatif.asked import Asked
from apps.reports.whatif.cards import sentence
from apps.reports.whatif.movers import Movers
from apps.reports.whatif.targets import seats, targets


class WhatIf(CampaignDoor):
    """A run's inputs under changed rules; nothing is stored. For who compares branches."""

    queryset = Result.objects.none()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        authorise(request.user, "campaigns.compare_branches", self.campaign)

    @extend_schema(responses=KnobsSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Every value of the rulebook that readers see the results of that can be changed, with what it is now."""
        run = self.run_of(None)
        document = document_of(run.rulebook_version.text)
        knobs = knobs_of(run.rulebook_version.text).values()
        rules = [
            {
                "where": each.where,
                "value": each.value,
                "choices": each.choices,
                "title": rule_title(document, each.path),
            }
            for each in knobs
        ]
        return self.answer(KnobsSerializer, {"run": run.pk, "rules": rules})

    @extend_schema(request=WhatIfAskedSerializer, responses=WhatIfSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """Rate the run under changed rules: levels from and to, who moves and why, a page at a time.

        Changes that no rulebook could hold are left out, and their faults said.
        """
        given = self.given(WhatIfAskedSerializer)
        run = self.run_of(given.get("run"))
        known = knobs_of(run.rulebook_version.text)
        unknown = [each["path"] for each in given["changes"] if each["path"] not in known]
        if unknown:
            raise Invalid(
                _("No such rule can be changed: %(path)s.") % {"path": unknown[0]}, details={"changes": unknown}
            )
        changes = tuple((each["path"], each["value"]) for each in given["changes"])
        if len(changes_of(run.rulebook_version.text, changes)) > MOST:
            message = _("At most %(n)s values can be changed at once.") % {"n": MOST}
            raise Invalid(message, details={"changes": [message]})
        asked = Asked(
            changes=changes,
            way=given["way"],
            level=given["level"],
            page=given["page"],
        )
        return self.answer(WhatIfSerializer, self.found(try_out(run, asked.changes), asked))

    def run_of(self, number: int | None) -> Run:
        """The numbered run, else the one that readers see; 404 before the first."""
        runs = self.campaign.runs.filter(is_whole=True).select_related("rulebook_version")
        run = seen(runs, number=number) if number else shown_run(self.campaign)
        if run is None or not run.branches:
            raise Http404
        return run

    def found(self, trial: Trial, asked: Asked) -> dict[str, Any]:
        """The whole answer as plain data."""
        compared, movers = trial.comparison, Movers(trial, asked)
        zones = list(Zone.objects.filter(committee=self.campaign.committee_id))
        scopes = {f"{scope}s": tables.shares(trial, Asked(scope=scope, level=asked.level), zones) for scope in SCOPES}
        rows = movers.page()
        return scopes | {
            "run": trial.run.pk,
            "branches": trial.run.branches,
            "levels_before": compared.before.levels,
            "levels_after": compared.after.levels,
            "matrix": compared.matrix.tolist(),
            "risen": compared.risen,
            "fallen": compared.fallen,
            "only_place": compared.only_place,
            "effects": effects(trial),
            "targets": targets(trial),
            "quotas": seats(trial),
            "level": tables.level_asked(trial, asked),
            "movers": {
                "count": len(movers.rows),
                "page": movers.page_number,
                "results": [movers.data(mover) for mover in rows],
            },
            "text": trial.text,
        }


def effects(trial: Trial) -> list[dict[str, Any]]:
    """Each card's effect by itself."""
    document = document_of(trial.run.rulebook_version.text)
    return [
        {
            "path": effect.where,
            "title": rule_title(document, effect.path),
            "risen": effect.risen,
            "fallen": effect.fallen,
            "faults": [{"field": each.field, "code": each.code, "message": sentence(each)} for each in effect.faults],
            "is_left_out": effect.where in trial.left_out,
        }
        for effect in trial.effects.values()
    ]
