"""Is a disk nearly full?"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from helppanel.report.checks.model import Trouble

GB = 1024**3
LEAST_FREE = 1 * GB  # an update, or the copies an app makes while it saves a large document, take that much
LEAST_SHARE = 0.1  # of a disk on which a gigabyte is a lot


def look(folders: Iterable[Path]) -> Trouble | None:
    """The fullest disk of those `folders` are on; one that does not exist yet counts where it will be."""
    rooms = [shutil.disk_usage(_existing(folder)) for folder in folders]
    return min(
        (found for room in rooms if (found := judge(room.free, room.total)) is not None),
        key=lambda trouble: trouble.params["free"],
        default=None,
    )


def judge(free: int, total: int) -> Trouble | None:
    """Whether `free` bytes of `total` are too few."""
    if free >= min(LEAST_FREE, total * LEAST_SHARE):
        return None
    return Trouble("disk", {"free": free}, "disk")


def _existing(folder: Path) -> Path:
    return next((place for place in (folder, *folder.parents) if place.exists()), Path.home())
