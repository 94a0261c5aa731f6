"""A picture's pixels: whether they show anything, and as a file."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from helppanel.contract.problems import HelpError, Problem


def is_blank(image: QImage) -> bool:
    """Whether the picture is one flat colour, or none."""
    if image.isNull():
        return True
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    data = bytes(flat.constBits())
    return data == data[:4] * (len(data) // 4)


def encode(image: QImage) -> bytes:
    """The picture as PNG; takes a while: not on the UI thread. Raises HelpError CAPTURE_FAILED."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.isNull() or not QImageWriter(buffer, b"PNG").write(image):
        raise HelpError(Problem.CAPTURE_FAILED, "the picture could not be encoded")
    return bytes(buffer.data().data())
