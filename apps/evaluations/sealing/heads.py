"""Which heads of the audit chain were printed outside it? On notices and in sealed files."""

from apps.audit.models import Link
from apps.evaluations.models import Notice, Seal


def printed_heads() -> dict[int, str]:
    """Digests by position in the chain."""
    heads = dict(Seal.objects.filter(chain_position__isnull=False).values_list("chain_position", "chain"))
    printed = dict(Notice.objects.exclude(chain="").filter(record__isnull=False).values_list("record", "chain"))
    places = Link.objects.filter(record__in=printed).values_list("record_id", "position")
    return {position: printed[record] for record, position in places} | heads
