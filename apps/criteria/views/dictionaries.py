"""Grade dictionaries: which level of one rulebook equals which of another, as a committee has said."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from apps.core.doors import FormPage, SignedInPage, SignedInView, seen
from apps.core.permissions import authorise
from apps.criteria.choices import VersionStatus
from apps.criteria.dictionaries import levels_of
from apps.criteria.models import Dictionary, Rulebook
from apps.criteria.services import delete_dictionary, write_dictionary
from apps.organisations.choices import Kind, Power
from apps.organisations.models import Node, reach_of
from apps.rating.award_parts import Level
from apps.rating.dictionary import propose


def published_rulebooks() -> QuerySet[Rulebook]:
    """Every rulebook of which a version is published, by its short name."""
    return Rulebook.objects.filter(versions__status=VersionStatus.PUBLISHED).distinct()


def own_committees(person: Any) -> QuerySet[Node]:
    """The committees whose dictionaries the person writes."""
    return Node.objects.filter(reach_of(person).where(Power.CAMPAIGN), kind=Kind.COMMITTEE).standing().in_order()


def level_name(level: Level | None) -> str:
    return level.title.get(get_language() or "") if level else ""


class DictionaryList(SignedInPage):
    """Every dictionary that one may read, with its words side by side."""

    template_name = "criteria/dictionaries.html"

    def page(self) -> dict[str, Any]:
        rows = Dictionary.objects.visible_to(self.request.user).select_related("committee", "source", "target")
        reach, known = reach_of(self.request.user), {}
        shown = []
        for row in rows:
            for book in (row.source, row.target):
                known[book.pk] = known.get(book.pk) or levels_of(book)
            shown.append(
                {
                    "row": row,
                    "words": pairs_of(row, known[row.source_id], known[row.target_id]),
                    "can_write": reach.covers(Power.CAMPAIGN, row.committee.path, row.committee.zone_id),
                }
            )
        return {"rows": shown, "can_write": reach.has(Power.CAMPAIGN)}


def pairs_of(row: Dictionary, source: dict[str, Level], target: dict[str, Level]) -> list[tuple[str, str]]:
    """Each level and what it equals, best first; nothing where it equals none."""
    return [(level_name(level), level_name(target.get(row.words.get(word, "")))) for word, level in source.items()]


class BooksForm(forms.Form):
    """Whose dictionary, and between which two rulebooks."""

    committee = forms.ModelChoiceField(label=gettext_lazy("Work committee"), queryset=Node.objects.none())
    source = forms.ModelChoiceField(label=gettext_lazy("Levels of"), queryset=Rulebook.objects.none())
    target = forms.ModelChoiceField(label=gettext_lazy("In the words of"), queryset=Rulebook.objects.none())

    def __init__(self, *args: Any, person: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        committees = own_committees(person)
        self.fields["committee"].queryset = committees
        self.fields["committee"].initial = committees.first()
        for name in ("source", "target"):
            self.fields[name].queryset = published_rulebooks()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("source") and data.get("source") == data.get("target"):
            self.add_error("target", _("Choose two different rulebooks."))
        return data


class WordsForm(forms.Form):
    """For each level of one rulebook the level of the other that it equals, proposed by their order."""

    def __init__(self, *args: Any, books: dict[str, Any], row: Dictionary | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.source, target = levels_of(books["source"]), levels_of(books["target"])
        equal = row.words if row else propose(list(self.source.values()), list(target.values()))
        choices = [("", _("no equal")), *((word, level_name(level)) for word, level in target.items())]
        for number, (word, level) in enumerate(self.source.items()):
            self.fields[f"word-{number}"] = forms.ChoiceField(
                label=level_name(level), choices=choices, required=False, initial=equal.get(word, "")
            )
        self.fields["reason"] = forms.CharField(
            label=_("On what ground"), max_length=300, required=False, initial=row.reason if row else ""
        )

    def words(self) -> dict[str, str]:
        """What was chosen, by the level's word."""
        return {word: self.cleaned_data[f"word-{number}"] for number, word in enumerate(self.source)}


class DictionaryWrite(FormPage):
    """First the two rulebooks, then their words side by side."""

    template_name = "criteria/dictionary_write.html"

    def permit(self) -> None:
        authorise(self.request.user, "criteria.edit_rulebook")

    @cached_property
    def books_form(self) -> BooksForm:
        asked = self.request.GET if self.request.GET else None
        return BooksForm(asked, person=self.request.user)

    @cached_property
    def books(self) -> dict[str, Any] | None:
        """The committee and both rulebooks; None until they are chosen."""
        form = self.books_form
        return form.cleaned_data if form.is_bound and form.is_valid() else None

    @cached_property
    def row(self) -> Dictionary | None:
        """What the committee said before."""
        return Dictionary.objects.filter(**(self.books or {"pk": None})).first()

    def form_class(self, *args: Any, **options: Any) -> forms.Form:  # type: ignore[override]
        """The words where the rulebooks are chosen, else nothing to fill in."""
        return WordsForm(*args, books=self.books, row=self.row, **options) if self.books else forms.Form(*args)

    def page(self) -> dict[str, Any]:
        return {"books_form": self.books_form, "books": self.books, "row": self.row}

    def act(self, form: Any) -> HttpResponse:
        if not self.books:
            return redirect("criteria:dictionary-write")
        write_dictionary(self.request.user, **self.books, words=form.words(), reason=form.cleaned_data["reason"])
        messages.success(self.request, _("The dictionary is saved; levels read by it always say so."))
        return redirect("criteria:dictionary")


class DictionaryDelete(SignedInView):
    """Take a dictionary away."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = Dictionary.objects.visible_to(request.user).select_related("committee", "source", "target")
        delete_dictionary(request.user, seen(rows, pk=pk))
        messages.success(request, _("The dictionary is taken away. The record keeps its words."))
        return redirect("criteria:dictionary")
