"""Choosing an organisation: from a list while it is short, else by its exact name, with the nearest names as help."""

from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.organisations.choices import Kind
from apps.organisations.models import Node, NodeQuerySet

LISTED = 300
SUGGESTED = 1500
COMPARED = 3000
NEAREST = 3
LIST = "node-names"


def full_name(node: Node) -> str:
    """A name that says which: that of the organisation above stands before it, unless that is a work committee."""
    above = node.parent
    return node.name if above is None or above.kind == Kind.COMMITTEE else f"{above.name} · {node.name}"


class NodeNameField(forms.CharField):
    """The exact name of one of `nodes`; a name that several share is told by the organisation above.

    The page puts `names` into the list that the field's `list` attribute points to.
    """

    def __init__(self, *args: Any, nodes: NodeQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodes = nodes

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return super().widget_attrs(widget) | {"list": LIST, "autocomplete": "off"}

    @property
    def names(self) -> list[str]:
        """What a browser may suggest, in the official order."""
        return [full_name(node) for node in self.nodes[:SUGGESTED]]

    def prepare_value(self, value: Any) -> Any:
        return full_name(value) if isinstance(value, Node) else value

    def clean(self, value: Any) -> Node | None:
        text = super().clean(value)
        if not text:
            return None
        above, _separator, name = text.rpartition(" · ")
        found = self.nodes.filter(name=name.strip())
        if above:
            found = found.filter(parent__name=above.strip())
        rows = list(found[: NEAREST + 1])
        if len(rows) == 1:
            return rows[0]
        raise ValidationError(several(rows) if rows else self.unknown(text))

    def unknown(self, text: str) -> str:
        """No such name: the nearest ones, by sign or by pinyin."""
        name = text.rpartition(" · ")[2]
        found = [full_name(node) for node in self.nodes.filter(search_key__holds=name.lower())[:NEAREST]]
        found = found or get_close_matches(text, [full_name(node) for node in self.nodes[:COMPARED]], NEAREST, 0.3)
        if not found:
            return _("No organisation here has this name.")
        return _("No organisation here has this name. Nearest: %(names)s") % {"names": "；".join(found)}


def several(rows: list[Node]) -> str:
    names = "；".join(full_name(node) for node in rows[:NEAREST])
    return _("Several organisations have this name. Say which: %(names)s") % {"names": names}


class NodeSelect(forms.ModelChoiceField):
    """One of some hundreds at most, in the official order."""

    def label_from_instance(self, node: Node) -> str:
        return full_name(node)


def node_field(nodes: NodeQuerySet, **options: Any) -> forms.Field:
    """A select where there are few, a name where there are many."""
    nodes = nodes.select_related("parent").in_order()
    if nodes.count() > LISTED:
        help_text = _("The exact name; where several share it, with the organisation above: 市发改委 · 第1党支部.")
        return NodeNameField(nodes=nodes, help_text=help_text, **options)
    return NodeSelect(queryset=nodes, **options)
