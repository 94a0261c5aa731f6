"""How large a file a process may write: what is left on its disk."""

from __future__ import annotations

import sys
from contextlib import suppress


def leave(pid: int, size: int | None) -> None:
    """At most `size` bytes a file from now on; None: as much as it likes. Whoever has ended is past it."""
    if sys.platform == "linux":
        import resource

        limit = resource.RLIM_INFINITY if size is None else size
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
