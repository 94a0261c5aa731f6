"""A picture's bytes as an image, never larger than asked for, from nowhere else. For worker threads."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui import raster

MAX_PIXELS = 20_000_000  # 80 MB once decoded


def decode(name: str, data: bytes, within: QSize) -> QImage:
    """The picture `name` (`….png`, `….svg`), scaled down to fit into `within` pixels.

    A vector picture is drawn as large as fits. Raises HelpError FILE_UNREADABLE for what is no such picture,
    or too large a one.
    """
    image = _draw(data, within) if name.endswith(".svg") else _read(data, within)
    if image.isNull():
        raise HelpError(Problem.FILE_UNREADABLE, f"{name}: no picture", name=name)
    return image


def _read(data: bytes, within: QSize) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    keep = Qt.AspectRatioMode.KeepAspectRatio
    return raster.read(buffer, most=MAX_PIXELS, smaller=lambda whole: whole.scaled(within, keep))


def _draw(data: bytes, within: QSize) -> QImage:
    if b"<image" in data or b"<!ENTITY" in data:  # the pack has refused them already; Qt would open files
        return QImage()
    renderer = QSvgRenderer(QByteArray(data))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return QImage()
    size = size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image
