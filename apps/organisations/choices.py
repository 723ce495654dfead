"""Kinds of node, roles, and what each role includes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    COMMITTEE = "committee", _("work committee")
    UNIT = "unit", _("unit")
    PARTY_COMMITTEE = "party-committee", _("Party committee")
    GENERAL_BRANCH = "general-branch", _("general branch")
    BRANCH = "branch", _("branch")


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("system administrator")
    STAFF = "staff", _("work-committee staff")
    ZONE_LEAD = "zone-lead", _("zone lead")
    REVIEWER = "reviewer", _("unit reviewer")
    SECRETARY = "secretary", _("branch secretary")
    CLERK = "clerk", _("Party clerk")
    LEADER = "leader", _("leader")
    AUDITOR = "auditor", _("auditor")


class Power(models.TextChoices):
    """What an office may include; rules ask for these, never for roles."""

    SEE = "see"
    COMPARE = "compare"
    PEOPLE = "people"
    TREE = "tree"
    CAMPAIGN = "campaign"
    MARK = "mark"
    SELF_MARK = "self-mark"
    AUDIT = "audit"
    OPERATE = "operate"


# COMPARE: sees every branch of the scope in league tables and dashboards; without it only the own subtree is shown.
GRANTS: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: frozenset({Power.SEE, Power.PEOPLE, Power.TREE, Power.OPERATE}),
    Role.STAFF: frozenset(
        {Power.SEE, Power.COMPARE, Power.PEOPLE, Power.TREE, Power.CAMPAIGN, Power.MARK, Power.AUDIT, Power.OPERATE}
    ),
    Role.ZONE_LEAD: frozenset({Power.SEE, Power.COMPARE, Power.MARK}),
    Role.REVIEWER: frozenset({Power.SEE}),
    Role.SECRETARY: frozenset({Power.SEE, Power.SELF_MARK}),
    Role.CLERK: frozenset({Power.SEE, Power.SELF_MARK}),
    Role.LEADER: frozenset({Power.SEE, Power.COMPARE}),
    Role.AUDITOR: frozenset({Power.SEE, Power.COMPARE, Power.AUDIT}),
}
