"""What the votes came to, once counted: the campaign's sums and each branch's own."""

from typing import Any

from django.http import Http404

from apps.assessments.models import Assessment
from apps.ballots.choices import PollStatus
from apps.ballots.results import medians_of, results_of, results_of_all
from apps.ballots.results_page import branch_rows, tables_of
from apps.ballots.views.balloting import Balloting
from apps.core.doors import SignedInPage, seen
from apps.core.paging import page_by_key

SIZE = 50


class Results(Balloting):
    """Results exist once the votes are counted; before, these pages do not."""

    def require_counted(self) -> None:
        if self.poll.status != PollStatus.COUNTED:
            raise Http404


class ResultPage(Results, SignedInPage):
    """Sums by layer over all branches that the person compares, and the branches."""

    template_name = "ballots/results.html"

    def page(self) -> dict[str, Any]:
        self.require_counted()
        person = self.request.user
        if not person.has_perm("campaigns.compare_branches", self.campaign):
            raise Http404
        seen_rows = Assessment.objects.visible_to(person).of(self.campaign)
        asked = self.request.GET.get("q", "").strip()[:60]
        found = seen_rows.filter(name__contains=asked) if asked else seen_rows
        page = page_by_key(
            found, "order_path", after=self.request.GET.get("after"), before=self.request.GET.get("before"), size=SIZE
        )
        return self.doors() | {
            "tables": tables_of(self.poll, results_of_all(self.poll, person)),
            "rows": branch_rows(self.poll, self.campaign.slug, page.rows),
            "layers": [layer["title"] for layer in self.poll.layers],
            "pager": page,
            "asked": asked,
        }


class BranchResults(Results, SignedInPage):
    """One branch's results, with the campaign's medians beside."""

    template_name = "ballots/results_of.html"

    def page(self) -> dict[str, Any]:
        self.require_counted()
        rows = Assessment.objects.visible_to(self.request.user).of(self.campaign)
        assessment = seen(rows, pk=self.kwargs["pk"])
        return self.doors() | {
            "assessment": assessment,
            "tables": tables_of(self.poll, results_of(assessment), medians_of(self.poll)),
            "compares": self.request.user.has_perm("campaigns.compare_branches", self.campaign),
            "with_median": True,
        }
