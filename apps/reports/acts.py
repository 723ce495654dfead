"""What readers call the acts of the audit record."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.rating.points import show_points

LABELS = {
    "appointment.ended": _("ended an appointment"),
    "appointment.made": _("made an appointment"),
    "branch.changed": _("changed a branch's profile"),
    "branches.enrolled": _("enrolled branches"),
    "campaign.changed": _("changed a campaign"),
    "campaign.close": _("closed a campaign"),
    "campaign.created": _("created a campaign"),
    "campaign.open": _("opened a campaign"),
    "campaign.reopen": _("opened a campaign again"),
    "campaign.seal": _("sealed a campaign"),
    "import.undone": _("undid an import"),
    "import.written": _("wrote an import"),
    "node.closed": _("closed an organisation"),
    "node.created": _("created an organisation"),
    "node.renamed": _("renamed an organisation"),
    "node.resequenced": _("moved an organisation in the official order"),
    "node.zoned": _("placed an organisation in a zone"),
    "person.closed": _("closed an account"),
    "person.created": _("created an account"),
    "person.opened": _("opened an account"),
    "person.password-changed": _("changed the own password"),
    "person.password-reset": _("reset a password"),
    "roster.created": _("created a roster"),
    "rulebook.published": _("published a rulebook"),
    "run.started": _("started a numbered run"),
    "sheet.marked": _("marked a sheet"),
    "token.issued": _("got a token for programs"),
    "token.revoked": _("gave back a token for programs"),
    "vetoes.set": _("recorded vetoes"),
    "zone.created": _("created a zone"),
}


def act_label(act: str) -> str:
    """An act in the reader's language; a test holds that every recorded act has its words."""
    return str(LABELS.get(act, act))


def spoken(act: str, value: Any) -> Any:
    """A stored value as people write it; the record keeps marks in hundredths."""
    if act == "sheet.marked" and isinstance(value, dict):
        return {code: None if points is None else show_points(points) for code, points in value.items()}
    return value
