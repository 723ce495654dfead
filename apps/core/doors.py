"""Small shared parts of HTML views: sign-in first, whole pages, one form an act, objects that the person may see."""

from typing import Any, TypeVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import TemplateView, View

from apps.core.errors import DomainError, Invalid, Refused

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


class FormPage(SignedInPage):
    """A form that does one act; what the act refuses stands beside the field it names, and nothing typed is lost."""

    form_class: type[BaseForm]

    def permit(self) -> None:
        """Raise `Forbidden` here for people who may not do the act."""

    def arguments(self) -> dict[str, Any]:
        """What the form takes besides what was typed."""
        return {}

    def act(self, form: Any) -> HttpResponse:
        """Do it with a valid form; `Invalid` and `Refused` come back to the form."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.permit()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.permit()
        form = self.form_class(request.POST, **self.arguments())
        if form.is_valid():
            try:
                return self.act(form)
            except (Invalid, Refused) as error:
                note(form, error)
                return self.render_to_response(self.get_context_data(form=form), status=error.status)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "form" not in kwargs:
            kwargs["form"] = self.form_class(**self.arguments())
        return super().get_context_data(**kwargs)


def note(form: Any, error: DomainError) -> None:
    """A refusal of the service beside the field that it names, else above the form."""
    field = next((name for name in error.details if name in form.fields), None)
    form.add_error(field, str(error.message))


def seen(rows: "QuerySet[Row]", **key: Any) -> Row:
    """The one row of `rows` (already narrowed by `visible_to`); 404 for unknown and invisible alike."""
    found = rows.filter(**key).first()
    if found is None:
        raise Http404
    return found
