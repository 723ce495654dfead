"""Where do the inputs of a run wait until they are written? Compressed, beside the memory in a file without a name."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Self

from django.conf import settings

from apps.core.disk import is_full, no_room
from apps.core.errors import Refused
from apps.evaluations.models import Run, RunInput
from apps.evaluations.packing import COMPRESSION

# Some twenty thousand branches: smaller runs never touch the disk.
IN_MEMORY = 1 << 20
# The driver writes bytes out as text, several times over.
AT_ONCE = 4


class Chunks:
    """Chunks of inputs in the order in which they came, gone at the end of the `with` block or with the process.

    The file lies in the home folder, for other temporary folders often are memory again; no folder lists it.
    """

    def __init__(self) -> None:
        self.sizes: list[tuple[int, int, int]] = []

    def __enter__(self) -> Self:
        settings.HOME.mkdir(parents=True, exist_ok=True)
        self.file = SpooledTemporaryFile(IN_MEMORY, dir=str(settings.HOME))
        return self

    def __exit__(self, *_error: object) -> None:
        # What did not go into a full disk is tried once more, in vain.
        with suppress(OSError):
            self.file.close()

    def add(self, branches: int, stamps: bytes, columns: bytes) -> None:
        """Compress the columns of some branches and keep them; refuses where the disk is full."""
        packed = zlib.compress(columns, COMPRESSION)
        try:
            self.file.write(stamps + packed)
            self.file.flush()
        except OSError as error:
            if is_full(error):
                raise Refused(no_room(), code="not-kept") from error
            raise
        self.sizes.append((branches, len(stamps), len(packed)))

    def store(self, run: Run) -> None:
        """Write all of them as the inputs of a run."""
        rows = self.rows(run)
        while some := list(islice(rows, AT_ONCE)):
            RunInput.objects.bulk_create(some)

    def rows(self, run: Run) -> Iterator[RunInput]:
        """The rows of a run's inputs, not saved."""
        self.file.seek(0)
        for position, (branches, stamps, columns) in enumerate(self.sizes):
            kept = {"stamps": self.file.read(stamps), "columns": self.file.read(columns)}
            yield RunInput(run=run, position=position, branches=branches, **kept)
