"""The cards of a what-if: each changed rule, struck and new, with its effect alone; and what else could be changed."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from apps.evaluations.whatif.changes import document_of
from apps.evaluations.whatif.knobs import Knob, Rule, rules_of
from apps.evaluations.whatif.trial import Effect, Trial
from apps.evaluations.whatif.words import choice_words, key_words, rule_title, top_words, value_words
from apps.rating.faults import RulebookFault
from apps.reports.whatif.asked import Asked


class Cards:
    """The changed rules of one trial as cards, and the list of what may be added."""

    def __init__(self, trial: Trial, asked: Asked) -> None:
        self.trial, self.asked = trial, asked
        self.document = document_of(trial.run.rulebook_version.text)
        self.typed = dict(asked.changes)
        self.rules = rules_of(self.document)

    def shown(self) -> list[dict[str, Any]]:
        """The cards in the order in which they were added, the new one last."""
        order = [self.card_of(where) for where in (*self.typed, self.asked.add)]
        by_where = {rule.where: rule for rule in self.rules}
        return [self.card(by_where[where]) for where in dict.fromkeys(order) if where in by_where]

    def card_of(self, where: str) -> str:
        """The card on which a value stands; a card stands for itself."""
        return next((rule.where for rule in self.rules for knob in rule.knobs if knob.where == where), where)

    def card(self, rule: Rule) -> dict[str, Any]:
        effect = self.trial.effects.get(rule.where)
        return {
            "title": rule_title(self.document, rule.path),
            "fields": [self.field(knob, several=len(rule.knobs) > 1) for knob in rule.knobs],
            "undo_url": self.asked.without([knob.where for knob in rule.knobs]),
            "faults": [sentence(fault) for fault in effect.faults] if effect else [],
            "is_left_out": rule.where in self.trial.left_out,
            "effect": self.effect(effect) if effect and not effect.faults else "",
        }

    def field(self, knob: Knob, several: bool) -> dict[str, Any]:
        typed = self.typed.get(knob.where, knob.shown)
        value = knob.written(typed)
        return {
            "name": knob.where,
            "label": key_words(self.document, knob.path) if several else rule_title(self.document, knob.path),
            "is_labelled": several,
            "was": value_words(knob, knob.value),
            "value": typed,
            "is_changed": value != knob.value,
            "is_number": knob.kind == "number",
            "choices": [
                {"value": choice, "label": choice_words(choice), "current": choice == value} for choice in knob.choices
            ],
        }

    def effect(self, effect: Effect) -> str:
        return _("This change alone: %(risen)s up, %(fallen)s down") % {"risen": effect.risen, "fallen": effect.fallen}

    def addable(self) -> list[dict[str, Any]]:
        """What has no card yet, in the groups of the rulebook."""
        taken = {self.card_of(where) for where in (*self.typed, self.asked.add)}
        rest = [rule for rule in self.rules if rule.where not in taken]
        return [{"title": title, "rules": rules} for title, rules in self.groups(rest)]

    def groups(self, rules: Iterable[Rule]) -> list[tuple[str, list[Mapping[str, str]]]]:
        """Rules by what they belong to: what decides levels first, single criteria last."""
        ranked = sorted(rules, key=lambda rule: str(rule.path[0]) == "sections")
        return [
            (top_words(top), [{"value": rule.where, "label": rule_title(self.document, rule.path)} for rule in group])
            for top, group in groupby(ranked, key=lambda rule: str(rule.path[0]))
        ]


def sentence(fault: RulebookFault) -> str:
    """What is wrong with a change, in the reader's language."""
    return _(fault.sentence) % fault.params
