"""The pictures of the article on screen, fetched when they are first to be drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from helppanel.contract.problems import HelpError
from helppanel.ui.article.decoding import decode
from helppanel.ui.article.pictures import Picture
from helppanel.ui.ports import Job, PanelService

_COLUMN = 700  # px; no text column is wider


class Shelf(QObject):
    """Reads and decodes on a worker, no finer than a column can show.

    Signals:
        arrived(): one more is here, or known to be lost.
    """

    arrived = Signal()

    def __init__(self, service: PanelService, ratio: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._service, self._ratio = service, ratio
        self._pixmaps: dict[str, QPixmap] = {}
        self._lost: set[str] = set()
        self._wanted: set[str] = set()
        self._jobs: dict[str, Job] = {}
        self._asking = QTimer(self, singleShot=True, interval=0)  # never while something is painted
        self._asking.timeout.connect(self._ask)

    def clear(self) -> None:
        """Another article."""
        for job in self._jobs.values():
            job.cancel()
        for kept in (self._pixmaps, self._lost, self._wanted, self._jobs):
            kept.clear()

    def pixmap(self, picture: Picture) -> QPixmap | None:
        """The picture; None, and on its way, before the first call for it has been answered."""
        name = picture.name
        if name not in self._pixmaps and name not in self._lost and name not in self._jobs:
            self._wanted.add(name)
            self._asking.start()
        return self._pixmaps.get(name)

    def is_lost(self, name: str) -> bool:
        """Whether it cannot be shown."""
        return name in self._lost

    def _ask(self) -> None:
        width = round(_COLUMN * self._ratio())
        for name in self._wanted:
            self._jobs[name] = self._service.run(
                partial(fetch, self._service, name, QSize(width, 8 * width)),
                partial(self._take, name),
                partial(self._lose, name),
            )
        self._wanted.clear()

    def _take(self, name: str, image: QImage) -> None:
        self._pixmaps[name] = QPixmap.fromImage(image)
        self.arrived.emit()

    def _lose(self, name: str, _error: HelpError) -> None:
        self._lost.add(name)
        self.arrived.emit()


def fetch(service: PanelService, name: str, within: QSize) -> QImage:
    """The picture `name` of the pack, as `decode` gives it."""
    return decode(name, service.image(name), within)
