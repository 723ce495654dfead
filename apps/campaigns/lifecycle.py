"""Which state is a campaign in, and what may follow? One table."""

from apps.campaigns.choices import Status
from apps.core.lifecycle import Lifecycle

CAMPAIGN = Lifecycle(
    {
        "open": ((Status.DRAFT,), Status.OPEN),
        "close": ((Status.OPEN,), Status.CLOSED),
        "reopen": ((Status.CLOSED,), Status.OPEN),
        "seal": ((Status.CLOSED,), Status.SEALED),
    }
)
