"""How large an article's text is: steps of per cent, remembered on this machine."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from helppanel.contract.problems import HelpError
from helppanel.ui.ports import PanelService

STEPS = (70, 80, 90, 100, 110, 125, 150, 175, 200)
SETTING = "article_zoom"


class Zoom(QObject):
    """Signals: changed(int): the per cent there are now; also once the remembered ones are read."""

    changed = Signal(int)

    def __init__(self, service: PanelService, parent: QObject) -> None:
        super().__init__(parent)
        self._service = service
        self.percent = 100

    def read(self) -> int:
        """The per cent that are remembered. For a worker."""
        try:
            kept = self._service.load_setting(SETTING) or ""
        except HelpError:
            return self.percent
        return int(kept) if kept.isdecimal() and int(kept) in STEPS else 100

    def begin(self, percent: int) -> None:
        """With what `read` gave."""
        self.percent = percent

    def step(self, by: int) -> None:
        """1 larger, -1 smaller, 0 back to 100 %."""
        at = STEPS.index(self.percent) + by
        percent = STEPS[min(max(at, 0), len(STEPS) - 1)] if by else 100
        if percent != self.percent:
            self.percent = percent
            self._service.run(partial(self._service.save_setting, SETTING, str(percent)), None, _not_kept)
            self.changed.emit(percent)


def _not_kept(_error: HelpError) -> None:
    """Then it is for this time."""
