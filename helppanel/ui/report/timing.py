"""When the next picture is taken, and of which screens."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu

from helppanel.ui import icons
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button
from helppanel.ui.widgets.labels import restyle

DELAYS = (0, 3, 10)  # seconds: time enough to open a menu, or to go somewhere else


class Timing(Button):
    """A button with a menu; `delay` holds for every picture until it is changed."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__("icon")
        self._theme, self._texts = theme, texts
        self.delay = 0
        self.all_screens = False
        self.setObjectName("report_timing")
        grey = theme.color("textDisabled")
        self.setIcon(icons.icon("clock", theme.color("text2"), theme.px("icon.small"), disabled=grey))
        self.choices = QMenu(self)
        self.choices.aboutToShow.connect(self._fill)
        self.clicked.connect(self._open)
        self._set_delay(0)

    def _open(self) -> None:
        self.choices.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _fill(self) -> None:
        """As many screens as there are now."""
        self.choices.clear()
        delays = [
            (self._word(delay), partial(self._set_delay, delay), self.delay == delay) for delay in DELAYS
        ]
        self._group(delays)
        if len(QGuiApplication.screens()) > 1:
            self.choices.addSeparator()
            self._group(
                [
                    (
                        self._texts.t("pictures.this_screen"),
                        partial(self._set_all, False),
                        not self.all_screens,
                    ),
                    (self._texts.t("pictures.all_screens"), partial(self._set_all, True), self.all_screens),
                ]
            )

    def _group(self, choices: list[tuple[str, partial[None], bool]]) -> None:
        group = QActionGroup(self.choices)
        for word, act, is_on in choices:
            action = self.choices.addAction(word)
            action.setCheckable(True)
            action.setChecked(is_on)
            action.setActionGroup(group)
            action.triggered.connect(act)

    def _word(self, delay: int) -> str:
        return self._texts.t("pictures.after", seconds=delay) if delay else self._texts.t("pictures.now")

    def _set_delay(self, delay: int, _checked: bool = True) -> None:
        self.delay = delay
        self.setText(self._texts.t("pictures.after_short", seconds=delay) if delay else "")
        self.setProperty("kind", "text" if delay else "icon")  # one of the second kind has room for no word
        restyle(self)
        name = self._texts.t("pictures.timing_named", delay=self._word(delay))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.updateGeometry()

    def _set_all(self, all_screens: bool, _checked: bool = True) -> None:
        self.all_screens = all_screens
