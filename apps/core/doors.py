"""Small shared parts of HTML views: sign-in first, whole pages, and objects that the person may see."""

from typing import Any, TypeVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Model, QuerySet
from django.http import Http404
from django.views.generic import TemplateView, View

Row = TypeVar("Row", bound=Model)


class SignedInView(LoginRequiredMixin, View):
    """A door for people who have signed in."""


class SignedInPage(LoginRequiredMixin, TemplateView):
    """A page for people who have signed in; give `template_name` and `page()`."""

    def page(self) -> dict[str, Any]:
        """The context of this page."""
        return {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | self.page()


def seen(rows: "QuerySet[Row]", **key: Any) -> Row:
    """The one row of `rows` (already narrowed by `visible_to`); 404 for unknown and invisible alike."""
    found = rows.filter(**key).first()
    if found is None:
        raise Http404
    return found
