"""Pictures of a message as bytes: found, fetched and decoded. For worker threads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment

if TYPE_CHECKING:
    from helppanel.service import Entry
    from helppanel.ui.ports import PanelService

_FORMATS = frozenset({b"png", b"jpg", b"jpeg", b"webp", b"gif", b"bmp"})  # no SVG: it is a program of sorts


def is_picture(attachment: Attachment) -> bool:
    """Whether the thread shows it as a picture; what its bytes really are is seen when they are decoded."""
    return attachment.media_type.startswith("image/")


def decode(path: Path, cover: QSize | None = None, within: QSize | None = None) -> QImage:
    """The picture at `path`, scaled down to cover, or to fit within, so many pixels.

    Callable from any thread. Raises HelpError FILE_UNREADABLE for what is no picture.
    """
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in _FORMATS:
        raise HelpError(Problem.FILE_UNREADABLE, f"{path.name}: no picture", name=path.name)
    whole = reader.size()
    wanted = cover or within
    if wanted is not None and whole.isValid():
        mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding if cover else Qt.AspectRatioMode.KeepAspectRatio
        scaled = whole.scaled(wanted, mode)
        if scaled.width() < whole.width():
            reader.setScaledSize(scaled)
    image = reader.read()
    if image.isNull():
        raise HelpError(Problem.FILE_UNREADABLE, f"{path.name}: {reader.errorString()}", name=path.name)
    return image


def local_copy(service: PanelService, entry: Entry, attachment: Attachment) -> Path:
    """Where the attachment's bytes are, fetched when they are not here. For a worker; raises HelpError."""
    path = entry.files.get(attachment.sha256)
    return path if path is not None else service.attachment(attachment.sha256)
