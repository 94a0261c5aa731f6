"""The file in which the portal hands over a picture. For worker threads."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui import raster

log = logging.getLogger("helppanel")


def take(uri: str) -> QImage:
    """The picture at `uri`. Its file is deleted where it was made for us alone.

    The portal's documents do not say who deletes it, but it gives us the right to. In the user's own folders,
    where some desktops keep every screenshot, it stays. Raises HelpError CAPTURE_FAILED for anything but a
    file with a picture in it.
    """
    url = QUrl(uri)
    path = Path(url.toLocalFile())
    if not url.isLocalFile() or not path.is_file():
        raise HelpError(Problem.CAPTURE_FAILED, f"the portal names no file: {uri}")
    try:
        return _read(path)
    finally:
        if _is_passing(path):
            _delete(path)


def _read(path: Path) -> QImage:
    image = raster.load(path)
    if image.isNull():
        raise HelpError(Problem.CAPTURE_FAILED, f"{path}: no picture")
    return image


def _is_passing(path: Path) -> bool:
    """Whether the file lies where only passing things lie: temporary, the session's own, or a cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    places = [tempfile.gettempdir(), "/tmp", os.environ.get("XDG_RUNTIME_DIR"), cache]  # noqa: S108  to delete
    return any(place and path.resolve().is_relative_to(Path(place).resolve()) for place in places)


def _delete(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        log.warning("the portal's picture could not be deleted: %s", error)
