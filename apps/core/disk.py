"""Is the disk full? What a refused write means, and what people are told."""

import errno

from django.utils.translation import gettext as _

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_full(error: OSError) -> bool:
    """Whether there was no room for what should be written."""
    return error.errno in FULL


def no_room() -> str:
    """What is said of it, wherever nothing else was changed."""
    return _("There is no room left for files on the server; nothing was changed. Tell the administrator.")
