"""Writing pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QImageWriter

SMALLEST = 0  # the "quality" of a PNG, which loses nothing, is its size


def write_png(image: QImage, path: Path) -> None:
    """Raises OSError where it cannot be written."""
    writer = QImageWriter(str(path), QByteArray(b"png"))
    writer.setQuality(SMALLEST)
    if not writer.write(image):
        raise OSError(f"{path}: {writer.errorString()}")
