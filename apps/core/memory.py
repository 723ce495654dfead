"""How does a worker give memory back? The C library keeps freed blocks for later; large runs cannot spare them."""

import ctypes

MMAP_THRESHOLD = -3
# Blocks from this size on are mapped each by itself, and gone when they are freed.
LARGE = 64 * 1024


def map_large_blocks() -> None:
    """From now on whole columns are given back as soon as nobody needs them; nothing where another C library serves."""
    if hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Return freed pages in between; some milliseconds."""
    if hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)
