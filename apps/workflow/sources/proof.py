"""What of proof waits? Pieces that expire soon, for their branch; what was kept long enough, for the committee."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.evidence.models import Evidence, Use
from apps.organisations.choices import Power
from apps.workflow import addresses
from apps.workflow.items import Item, end_of
from apps.workflow.sources.desk import MOST, Desk

EXPIRING_DAYS = 30


def proof_work(desk: Desk) -> list[Item]:
    """Two queries at most, one for each kind of office."""
    return [*expiring(desk), *kept_long_enough(desk)]


def expiring(desk: Desk) -> list[Item]:
    """The own branches' proof that still serves and whose last day comes within a month."""
    offices = desk.offices(Power.SELF_MARK)
    if not offices:
        return []
    today = timezone.localtime(desk.now).date()
    own = desk.reach_by(offices).where(Power.SELF_MARK, "owner__path", "owner__zone_id")
    serves = Exists(Use.objects.standing().filter(evidence=OuterRef("pk")))
    soon = {"expires_on__gte": today, "expires_on__lte": today + timedelta(days=EXPIRING_DAYS)}
    rows = Evidence.objects.filter(own, serves, **soon).select_related("owner").order_by("expires_on", "pk")
    return [
        Item(
            key=f"proof-{row.pk}",
            icon="clock",
            title=_("“%(title)s” holds until %(day)s") % {"title": row, "day": date_format(row.expires_on, _("j M"))},
            why=_("Replace it by a newer one, or say until when it holds."),
            source=row.owner.name,
            url=addresses.shelf_piece(row.owner_id, row.pk),
            label=_("See the proof"),
            due_at=end_of(row.expires_on),
        )
        for row in rows[:MOST]
    ]


def kept_long_enough(desk: Desk) -> list[Item]:
    """Proof whose years are over, for who conducts campaigns."""
    offices = desk.offices(Power.CAMPAIGN)
    if not offices:
        return []
    below = desk.reach_by(offices).where(Power.CAMPAIGN, "owner__path", "owner__zone_id")
    n = Evidence.objects.filter(below).exclude(due_at=None).count()
    if not n:
        return []
    title = ngettext("%(n)s file has been kept long enough", "%(n)s files have been kept long enough", n) % {"n": n}
    why = _("Say whether they go.")
    return [Item("proof-due", "trash", title, why, _("Keeping of proof"), addresses.keeping(), _("See which"))]
