"""The button that takes a picture for a reply: of what, and when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtWidgets import QMenu

from helppanel.ui import icons
from helppanel.ui.report.screenshots import ICONS
from helppanel.ui.report.timing import Timing
from helppanel.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext


class ReplyCamera(Button):
    """A menu of the form's sources. Signals: `wanted(source, delay, all_screens)`."""

    wanted = Signal(str, int, bool)

    def __init__(self, ctx: PageContext) -> None:
        super().__init__("icon")
        self._ctx = ctx
        name = ctx.texts.t("pictures.add")
        self.setObjectName("reply_camera")
        grey = ctx.theme.color("textDisabled")
        self.setIcon(icons.icon("camera", ctx.theme.color("text2"), 18, disabled=grey))
        self.setIconSize(QSize(18, 18))
        self.setToolTip(name)
        self.setAccessibleName(name)
        self._timing = Timing(ctx.theme, ctx.texts)
        self._timing.setParent(self)
        self._timing.hide()  # its choices are a part of the menu here
        self.choices = QMenu(self)
        for source, icon in ICONS.items():
            if source != "none":
                shown = icons.icon(icon, ctx.theme.color("text2"), 16)
                action = self.choices.addAction(shown, ctx.texts.t(f"pictures.source_{source}"))
                action.setObjectName(f"reply_take_{source}")
                action.triggered.connect(partial(self._ask, source))
        self.choices.addSeparator()
        self.choices.addMenu(self._timing.choices)
        self.choices.aboutToShow.connect(self._name_timing)
        self._name_timing()
        self.clicked.connect(self._open)

    def _open(self) -> None:
        """Above the button: it stands at the panel's foot."""
        self.choices.popup(self.mapToGlobal(QPoint(0, -self.choices.sizeHint().height())))

    def _name_timing(self) -> None:
        self._timing.choices.setTitle(self._timing.accessibleName())

    def _ask(self, source: str, _checked: bool = False) -> None:
        self.wanted.emit(source, self._timing.delay, self._timing.all_screens)
