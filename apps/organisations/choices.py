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
    CONTACT = "contact", _("contact person")
    LIAISON = "liaison", _("discipline liaison")


class RollStatus(models.TextChoices):
    CHECKING = "checking", _("being checked")
    FAULTY = "faulty", _("has rows to mend")
    READY = "ready", _("ready to write")
    WRITING = "writing", _("being written")
    WRITTEN = "written", _("written")
    DROPPED = "dropped", _("not imported")
    FAILED = "failed", _("could not be read")


class Power(models.TextChoices):
    """What an office may include; rules ask for these, never for roles."""

    SEE = "see"
    COMPARE = "compare"
    PEOPLE = "people"
    TREE = "tree"
    CAMPAIGN = "campaign"
    MARK = "mark"
    SELF_MARK = "self-mark"
    SUBMIT = "submit"
    CHECK = "check"
    RESET = "reset"
    AUDIT = "audit"
    OPERATE = "operate"
    SECOND = "second"
    VETO = "veto"
    APPROVE = "approve"


# SUBMIT: answers for a self-assessment with the own name; CHECK: checks a unit's self-assessments and hands them over.
# RESET: gives a person of the own unit a new one-time password.
# SECOND: signs as the second person what somebody else proposed; VETO: the second person of a veto; APPROVE: approves
# what a committee decided.
# COMPARE: sees every branch of the scope in league tables and dashboards; without it only the own subtree is shown.
GRANTS: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: frozenset({Power.SEE, Power.PEOPLE, Power.TREE, Power.OPERATE}),
    Role.STAFF: frozenset(
        {
            Power.SEE,
            Power.COMPARE,
            Power.PEOPLE,
            Power.TREE,
            Power.CAMPAIGN,
            Power.MARK,
            Power.CHECK,
            Power.AUDIT,
            Power.OPERATE,
            Power.SECOND,
        }
    ),
    Role.ZONE_LEAD: frozenset({Power.SEE, Power.COMPARE, Power.MARK}),
    Role.REVIEWER: frozenset({Power.SEE, Power.CHECK}),
    Role.SECRETARY: frozenset({Power.SEE, Power.SELF_MARK, Power.SUBMIT}),
    Role.CLERK: frozenset({Power.SEE, Power.SELF_MARK}),
    Role.LEADER: frozenset({Power.SEE, Power.COMPARE, Power.SECOND, Power.APPROVE}),
    Role.AUDITOR: frozenset({Power.SEE, Power.COMPARE, Power.AUDIT}),
    Role.CONTACT: frozenset({Power.SEE, Power.RESET}),
    Role.LIAISON: frozenset({Power.SEE, Power.COMPARE, Power.SECOND, Power.VETO}),
}
