"""Pictures the user brings, from the clipboard or as files. For worker threads."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui import raster
from helppanel.ui.capture.taken import Taken


def image(pasted: QImage) -> Taken:
    """What was pasted or dropped. Raises HelpError PICTURE_UNUSABLE for none, and for one far too large."""
    if pasted.isNull() or pasted.width() * pasted.height() > raster.MAX_PIXELS:
        size = f"{pasted.width()}×{pasted.height()}"
        raise HelpError(Problem.PICTURE_UNUSABLE, size)
    return Taken(image=pasted, source="paste")


def file(path: Path) -> Taken:
    """The picture in a file. Raises HelpError PICTURE_UNUSABLE for no picture, and for one far too large."""
    found = raster.load(path)
    if found.isNull():
        raise HelpError(Problem.PICTURE_UNUSABLE, path.name)
    return Taken(image=found, source="paste")
