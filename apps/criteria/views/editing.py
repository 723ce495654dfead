"""The editor: one thing of a draft in hand, its form; every button posts here and comes back."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.core.doors import SignedInPage
from apps.core.errors import Conflict
from apps.criteria.editing.acts import add_criterion, add_section, move, remove
from apps.criteria.editing.contents import place_in_contents
from apps.criteria.editing.documents import book_of, path_of, value_at
from apps.criteria.editing.excerpt import excerpt
from apps.criteria.editing.sheet import sheet_of, types_of
from apps.criteria.editing.small import lines_of
from apps.criteria.editing.trial import try_draft
from apps.criteria.editor import Editor
from apps.criteria.services import DraftChange, change_draft, require_revision
from apps.criteria.trials import material_for
from apps.criteria.views.doors import OwnDraft, seen_revision

KEPT_OUT = ("csrfmiddlewaretoken", "revision", "act")
TABS = ("trial", "sheet")
PANES = ("contents", "form", "side")


class DraftEdit(OwnDraft, SignedInPage):
    """A draft in three columns: contents, the thing in hand, trial and text."""

    template_name = "criteria/editor.html"

    def page(self) -> dict[str, Any]:
        return self.shown(Editor(self.draft, self.request.GET.get("at", "")))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save what was typed, or do what was pressed; refusals come back with everything typed."""
        place = request.GET.get("at", "")
        act = request.POST.get("act", "")
        try:
            require_revision(self.draft, seen_revision(request))
            if not book_of(self.draft.text):
                return self.back(place)
            if act:
                return self.pressed(act, place)
            return self.typed(Editor(self.draft, place, request.POST))
        except Conflict as error:
            return self.clash(error)

    def typed(self, editor: Editor) -> HttpResponse:
        """Save the form; what cannot be taken stands beside its field."""
        if not editor.chosen.form.is_valid() or editor.code_fault:
            return self.render_to_response({"view": self} | self.shown(editor), status=422)
        text, place = editor.text_after()
        return self.save(text, place, editor)

    def pressed(self, act: str, place: str) -> HttpResponse:
        """Add, remove or move the thing in hand."""
        text = self.draft.text
        editor = Editor(self.draft, place)
        place = editor.place
        if act == "add-section":
            return self.save(*add_section(text))
        if act == "add-criterion" and place.startswith("sections/"):
            return self.save(*add_criterion(text, path_of(place)[1]))
        if act == "remove" and editor.can_remove:
            return self.save(*remove(text, place))
        if act in ("up", "down"):
            return self.save(move(text, place, -1 if act == "up" else 1), place)
        return self.back(place)

    def save(self, text: str, place: str, editor: Editor | None = None) -> HttpResponse:
        """Write the text, and the reason where one was typed."""
        reasons = {}
        if editor and editor.chosen.kind == "criterion" and "reason" in self.request.POST:
            reasons = {editor.code_after(): self.request.POST["reason"]}
        change_draft(self.request.user, self.draft, DraftChange(text, reasons), seen_revision(self.request))
        messages.success(self.request, _("Saved."))
        return self.back(place)

    def back(self, place: str) -> HttpResponse:
        """The same tab with `place` in hand."""
        asked = {"at": place, "tab": self.tab}
        return redirect(f"{reverse('criteria:draft', args=[self.draft.pk])}?{urlencode(asked)}")

    def clash(self, error: Conflict) -> HttpResponse:
        """Both: what stands now, and what was typed."""
        place = self.request.GET.get("at", "")
        del self.draft
        mine = Editor(self.draft, place, self.request.POST)
        now = Editor(self.draft, mine.place)
        is_gone = mine.place != place_in_contents(place) or not mine.book
        typed = mine.chosen.form.value() if not is_gone and mine.chosen.form.is_valid() else {}
        kept = [
            (name, value)
            for name in self.request.POST
            if name not in KEPT_OUT
            for value in self.request.POST.getlist(name)
        ]
        context = {
            "view": self,
            "draft": self.draft,
            "place": mine.place,
            "error": error,
            "theirs": lines_of(value_at(now.book, path_of(now.place)))
            if now.chosen.kind != "part"
            else lines_of(now.chosen.form.thing),
            "mine": lines_of(typed or {name: value for name, value in kept if value}),
            "kept": kept,
            "is_gone": is_gone,
            "act": self.request.POST.get("act", ""),
        }
        return self.render_clash(context)

    def render_clash(self, context: dict[str, Any]) -> HttpResponse:
        self.template_name = "criteria/draft_clash.html"
        return self.render_to_response(context, status=409)

    @property
    def tab(self) -> str:
        """What the right column shows."""
        asked = self.request.GET.get("tab", "")
        return asked if asked in TABS else TABS[0]

    @property
    def pane(self) -> str:
        """The column that a phone shows."""
        asked = self.request.GET.get("show", "")
        return asked if asked in PANES else PANES[1] if "at" in self.request.GET else PANES[0]

    def shown(self, editor: Editor) -> dict[str, Any]:
        """The whole page around an editor."""
        around = {"tab": self.tab, "pane": self.pane, "excerpt": excerpt(self.draft, editor.place)}
        return editor.context() | around | (self.sheet(editor) if self.tab == "sheet" else self.trial(editor))

    def sheet(self, editor: Editor) -> dict[str, Any]:
        """What the sheet will look like for one type of branch."""
        types = types_of(editor.book)
        asked = self.request.GET.get("type", "")
        chosen = asked if asked in types else next(iter(types), "")
        return {"types": types, "sheet_type": chosen, "sheet": sheet_of(editor.book, chosen)}

    def trial(self, editor: Editor) -> dict[str, Any]:
        """The levels by the draft's rules, where it is a whole rulebook; what is based on nothing waits to be asked."""
        rules = editor.findings.rules
        material = material_for(self.request.user, self.draft.committee) if rules else None
        is_asked = material or self.draft.based_on or "made-up" in self.request.GET
        if rules is None or not is_asked:
            return {"trial": None, "offers_made_up": rules is not None}
        trial = try_draft(self.draft, rules, material)
        return {"trial": trial, "swatches": [{"rated": row.is_rated} for row in trial.levels]}
