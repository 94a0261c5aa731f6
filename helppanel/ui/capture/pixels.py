"""A picture's pixels: whether they show anything, and as a file. Callable from any thread."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

from helppanel.contract.problems import HelpError, Problem
from helppanel.report import png

BAND = 128  # rows that are looked at or encoded at a time: some 2 MB of a 4K picture

_OPAQUE, _CLEAR = QImage.Format.Format_RGB888, QImage.Format.Format_RGBA8888


def is_blank(image: QImage) -> bool:
    """Whether the picture is one flat colour, or none. Takes a while: not on the UI thread."""
    if image.isNull():
        return True
    first: npt.NDArray[np.uint8] | None = None
    for band in _bands(image, _CLEAR if image.hasAlphaChannel() else _OPAQUE):
        if first is None:
            first = np.tile(band[0, 0], image.width())  # a whole row: that compares many times faster
        if (band.reshape(len(band), -1) != first).any():
            return False
    return True


def encode(image: QImage) -> bytes:
    """The picture as PNG, without anything else a `QImage` may carry; alpha is kept where any shows.

    Takes a while: not on the UI thread. Raises HelpError CAPTURE_FAILED for no picture.
    """
    if image.isNull():
        raise HelpError(Problem.CAPTURE_FAILED, "no picture to encode")
    alpha = image.hasAlphaChannel() and any((band[:, :, 3] < 255).any() for band in _bands(image, _CLEAR))
    bands = _bands(image, _CLEAR if alpha else _OPAQUE)
    return b"".join(png.stream(bands, image.width(), image.height(), alpha=alpha))


def _bands(image: QImage, form: QImage.Format) -> Iterator[npt.NDArray[np.uint8]]:
    """The picture from the top, as (rows, columns, channels) in the byte order of `form`."""
    channels = 4 if form is _CLEAR else 3
    width = image.width()
    for top in range(0, image.height(), BAND):
        rows = min(BAND, image.height() - top)
        part = image.copy(0, top, width, rows).convertToFormat(form)
        lines = np.frombuffer(part.constBits(), np.uint8).reshape(rows, part.bytesPerLine())
        yield lines[:, : width * channels].reshape(rows, width, channels)
