"""The host on the stage with the panel in it, in the sizes of the designs, and the camera."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QScrollArea, QWidget

from helppanel.demo.tour.camera import Camera
from helppanel.demo.tour.patience import rest
from helppanel.demo.tour.stage import Stage
from tests.pictures.files import write_png

WIDE, NARROW = QSize(960, 680), QSize(400, 760)
SETTLE_S = 0.45  # fades, folds and late layouts
Save = Callable[[str, QImage], None]


class Studio:
    """Puts `stage.host` into a size and takes pictures; `look` is `wide` or `narrow`."""

    def __init__(self, stage: Stage, save: Save) -> None:
        self.stage, self._save = stage, save
        self.look = "narrow"  # how the panel opens

    def open(self, address: str, page: str) -> QWidget:
        """Shows an address and waits for its page; the keyboard stays in the document."""
        self.stage.host.panel.open(address)
        return self.stage.see(f"page_{page}", QWidget)

    def turn(self, look: str) -> None:
        """Into a window of 960×680, or docked and 400×760."""
        if look != self.look:
            self.stage.host.panel.toggle_docked()
            self.look = look
        if look == "wide":
            self.stage.see("helppanel_window", QWidget).resize(WIDE)
        else:
            window, dock = self.stage.host.window, self.stage.see("helppanel_dock", QWidget)
            window.resize(window.width(), window.height() + NARROW.height() - dock.height())
        rest(SETTLE_S)

    def shoot(self, name: str) -> None:
        """A picture of the panel."""
        rest(SETTLE_S)
        frame = self.stage.see("helppanel_frame", QWidget)
        self._save(f"{name}-{self.look}", frame.grab().toImage())

    def shoot_over(self, name: str, window: QWidget) -> None:
        """A picture of a window, with the dialogs and menus that are open over it."""
        rest(SETTLE_S)
        self._save(f"{name}-{self.look}", Camera().take(window))

    def shoot_host(self, name: str) -> None:
        """A picture of the host, with its open menu."""
        rest(SETTLE_S)
        self._save(name, Camera().take(self.stage.host.window))

    def scroll(self, page: QWidget, *, to_end: bool) -> None:
        """The page's column, as far down or up as it goes."""
        for area in page.findChildren(QScrollArea):
            if area.isVisible():
                bar = area.verticalScrollBar()
                bar.setValue(bar.maximum() if to_end else 0)


def saver(out: Path, suffix: str, wanted: Callable[[str], bool]) -> Save:
    """Saves `home-wide` as `home-wide-zh-light.png` where it is wanted."""

    def save(name: str, image: QImage) -> None:
        file = f"{name}-{suffix}"
        if wanted(file):
            write_png(image, out / f"{file}.png")
            print(file, flush=True)

    return save
