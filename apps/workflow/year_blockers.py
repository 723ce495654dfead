"""What stands in the way behind the evaluation: vetoes, decision, approval, notice, objections, naming, seal?"""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.campaigns.choices import StageKind, Status
from apps.evaluations.choices import NamingStatus, NoticeStatus
from apps.workflow.blocker import CLOSE, LIAISON, NAME, NOTICE, SEAL, SECOND, STAFF, Blocker, Done
from apps.workflow.facts import Facts

BEFORE_NOTICE = frozenset({NOTICE, NAME, CLOSE, SEAL})
BEFORE_NAMING = frozenset({NAME, CLOSE, SEAL})
BEFORE_END = frozenset({CLOSE, SEAL})


def year_blockers(facts: Facts, now: datetime, is_ahead: bool) -> list[Blocker | None]:
    """In the order of the campaign's way; stages that have not begun count with `is_ahead` alone."""
    found = [vetoing(facts)]
    if has_come(facts, StageKind.DECISION, now, is_ahead):
        found.append(deciding(facts) or approving(facts))
    if has_come(facts, StageKind.NOTICE, now, is_ahead):
        found += [giving_notice(facts), answering(facts)]
    if has_come(facts, StageKind.NAMING, now, is_ahead):
        found.append(naming(facts))
    return found


def has_come(facts: Facts, kind: str, now: datetime, is_ahead: bool) -> bool:
    return kind in facts.stages and (is_ahead or facts.has_opened(kind, now))


def vetoing(facts: Facts) -> Blocker | None:
    """Vetoes that one person proposed, or wants lifted, and no second has confirmed."""
    n = facts.year.vetoes
    if not n:
        return None
    title = ngettext("%(n)s veto waits for the second person", "%(n)s vetoes wait for the second person", n) % {"n": n}
    rule = _("A veto takes two people and a document.")
    url = reverse("decisions:vetoes", args=[facts.campaign.slug])
    return Blocker("vetoes", title, rule, LIAISON, url, _("Confirm"), stops=BEFORE_NOTICE)


def deciding(facts: Facts) -> Blocker | None:
    """No meeting on the last numbered run, or one that is not signed."""
    year, slug = facts.year, facts.campaign.slug
    if facts.numbered is None:
        return None
    if year.decision is None or (year.is_signed and year.decision.final_run_id != facts.numbered.pk):
        title = _("No meeting has decided on evaluation %(number)s") % {"number": facts.numbered.number}
        url = reverse("decisions:new", args=[slug])
        rule = _("The notice tells what a meeting has decided.")
        return Blocker("decide", title, rule, STAFF, url, _("Open the meeting"), stops=BEFORE_NOTICE)
    if year.is_signed:
        return None
    url = reverse("decisions:page", args=[slug, year.decision.number])
    if not year.unsigned:
        title, rule = _("The meeting's results are not ready yet"), _("Nothing more is needed where all have signed.")
        return Blocker("sign", title, rule, STAFF, url, _("Look at it"), is_light=True, stops=BEFORE_NOTICE)
    title = _("“%(meeting)s” is not signed yet") % {"meeting": year.decision.title}
    who, rule = _(", ").join(year.unsigned), _("Everybody signs from the own account.")
    return Blocker("sign", title, rule, STAFF, url, _("Look at it"), who=who, stops=BEFORE_NOTICE)


def approving(facts: Facts) -> Blocker | None:
    """A signed decision that a level above has not approved."""
    year = facts.year
    if not year.level or year.decision is None:
        return None
    title = _("“%(meeting)s” is not approved yet") % {"meeting": year.decision.title}
    url = reverse("decisions:page", args=[facts.campaign.slug, year.decision.number])
    rule = _("Each level approves in its turn.")
    return Blocker("approve", title, rule, STAFF, url, _("Look at it"), who=year.level, stops=BEFORE_NOTICE)


def giving_notice(facts: Facts) -> Blocker | None:
    """No notice of what was decided last, or one whose days are not over."""
    year, slug = facts.year, facts.campaign.slug
    if facts.numbered is None or (StageKind.DECISION in facts.stages and not year.is_decided):
        return None
    found = Blocker("notice", "", "", STAFF, reverse("notices:desk", args=[slug]), stops=BEFORE_NAMING)
    days = _("The notice stands for working days, its first and last included.")
    if year.notice is None or year.notice.run_id != facts.numbered.pk:
        title = _("Evaluation %(number)s has not been told to the public") % {"number": facts.numbered.number}
        return replace(found, title=title, rule=days, label=_("To the notice"))
    if year.notice.status == NoticeStatus.DRAFT:
        return replace(found, title=_("The notice is a draft"), rule=days, label=_("Issue it"))
    if year.notice.status == NoticeStatus.ISSUED:
        title, rule = _("The notice is not public yet"), _("It waits for its first day, or for its place in the chain.")
        return replace(found, title=title, rule=rule, label=_("Look at it"), is_light=True)
    if year.is_over:
        return None
    when = date_format(year.notice.closes_on, _("j M"))
    title = _("The notice stands until %(when)s") % {"when": when}
    return replace(found, title=title, rule=days, label=_("Look at it"), is_light=True)


def answering(facts: Facts) -> Blocker | None:
    """Objections without an answer."""
    n = facts.year.objections
    if not n:
        return None
    title = ngettext("%(n)s objection is not answered", "%(n)s objections are not answered", n) % {"n": n}
    rule = _("Each is found right or not by two people, and answered.")
    url = reverse("notices:objections", args=[facts.campaign.slug])
    return Blocker("objections", title, rule, STAFF, url, _("Answer them"), stops=BEFORE_NAMING)


def naming(facts: Facts) -> Blocker | None:
    """Nobody is named yet, though the time has come; before the notice is over there is nothing to do."""
    year = facts.year
    if year.is_named or (StageKind.NOTICE in facts.stages and not year.is_over):
        return None
    url = reverse("naming:desk", args=[facts.campaign.slug])
    rule = _("Naming is proposed by one person and done by another.")
    if year.naming is not None and year.naming.status == NamingStatus.PROPOSED:
        title = _("The naming waits for the second person")
        return Blocker("name", title, rule, SECOND, url, _("Look at it"), is_light=True, stops=BEFORE_END)
    return Blocker("name", _("The branches are not named yet"), rule, STAFF, url, _("Name them"), stops=BEFORE_END)


def sealing(facts: Facts) -> Blocker | None:
    """A closed campaign whose results can still be changed by opening it again."""
    if facts.campaign.status != Status.CLOSED or facts.campaign.is_rehearsal:
        return None
    url = reverse("evaluations:seal", args=[facts.campaign.slug])
    rule = _("Two people seal; afterwards nobody changes anything unseen.")
    return Blocker("seal", _("The results are not sealed yet"), rule, STAFF, url, _("Seal"))


def year_done(facts: Facts) -> list[Done]:
    """What no longer stands in the way."""
    year, found = facts.year, []
    if year.is_decided:
        found.append(Done(_("“%(meeting)s” decided") % {"meeting": year.decision.title}, year.decision.signed_at))
    if year.is_over:
        found.append(Done(_("The notice has had its days")))
    if year.is_named:
        found.append(Done(_("The branches are named"), year.naming.named_at))
    return found
