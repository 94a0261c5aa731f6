"""Pictures of a message as bytes: found, fetched and decoded. For worker threads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile, QIODevice, QSize, Qt
from PySide6.QtGui import QImage

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment
from helppanel.ui import raster

if TYPE_CHECKING:
    from helppanel.service import Entry
    from helppanel.ui.ports import PanelService


def is_picture(attachment: Attachment) -> bool:
    """Whether the thread shows it as a picture; what its bytes really are is seen when they are decoded."""
    return attachment.media_type.startswith("image/")


def decode(path: Path, cover: QSize | None = None, within: QSize | None = None) -> QImage:
    """The picture at `path`, scaled down to cover, or to fit within, so many pixels.

    Callable from any thread. Raises HelpError FILE_UNREADABLE for what is no picture, or too large a one.
    """
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding if cover else Qt.AspectRatioMode.KeepAspectRatio
    wanted, file, image = cover or within, QFile(str(path)), QImage()
    if file.open(QIODevice.OpenModeFlag.ReadOnly):
        image = raster.read(file, smaller=None if wanted is None else lambda size: size.scaled(wanted, mode))
    if image.isNull():
        raise HelpError(Problem.FILE_UNREADABLE, f"{path.name}: no picture", name=path.name)
    return image


def local_copy(service: PanelService, entry: Entry, attachment: Attachment) -> Path:
    """Where the attachment's bytes are, fetched when they are not here. For a worker; raises HelpError."""
    path = entry.files.get(attachment.sha256)
    return path if path is not None else service.attachment(attachment.sha256)
