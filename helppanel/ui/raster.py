"""Pictures from elsewhere, read without letting Qt find out by itself what they are.

Left to look for itself, Qt would try its reader of SVG too: that is a program of sorts, which opens files.
Callable from any thread.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QFile, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

MAX_PIXELS = 64_000_000  # of four bytes, once decoded: two screens of 8K

_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": b"png",
    b"\xff\xd8\xff": b"jpeg",
    b"GIF8": b"gif",
    b"RIFF": b"webp",
    b"BM": b"bmp",
}


def load(path: Path) -> QImage:
    """The picture in a file, as `read` reads it; a null image for a file that cannot be opened."""
    file = QFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return QImage()
    try:
        return read(file)
    finally:
        file.close()


def read(
    device: QIODevice, *, most: int = MAX_PIXELS, smaller: Callable[[QSize], QSize] | None = None
) -> QImage:
    """The picture in an open `device`, turned as it was taken.

    `smaller` tells from its size the one it is scaled down to; it is never enlarged. A null image for what is
    no PNG, JPEG, GIF, WebP or BMP, and for more than `most` pixels.
    """
    beginning = bytes(device.peek(8).data())
    kind = next((kind for start, kind in _BEGINNINGS.items() if beginning.startswith(start)), b"")
    if not kind:
        return QImage()
    reader = QImageReader(device, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isEmpty() or whole.width() * whole.height() > most:
        return QImage()
    if smaller is not None and (wanted := smaller(whole)).width() < whole.width():
        reader.setScaledSize(wanted.expandedTo(QSize(1, 1)))
    return reader.read()
