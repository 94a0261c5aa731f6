"""Pictures from elsewhere, read without letting Qt find out by itself what they are.

Left to look for itself, Qt would try its reader of SVG too: that is a program of sorts, which opens files.
Callable from any thread.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QIODevice
from PySide6.QtGui import QImageReader

MAX_PIXELS = 64_000_000  # of four bytes, once decoded: two screens of 8K

_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": b"png",
    b"\xff\xd8\xff": b"jpeg",
    b"GIF8": b"gif",
    b"RIFF": b"webp",
    b"BM": b"bmp",
}


def reader_of(device: QIODevice, most: int = MAX_PIXELS) -> QImageReader | None:
    """A reader of the picture in an open `device`, turned as it was taken, with `size()` known.

    None for what does not begin like a PNG, JPEG, GIF, WebP or BMP, and for more than `most` pixels.
    """
    beginning = bytes(device.peek(8).data())
    kind = next((kind for start, kind in _BEGINNINGS.items() if beginning.startswith(start)), b"")
    if not kind:
        return None
    reader = QImageReader(device, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    return reader if 0 < size.width() * size.height() <= most else None
