"""The footer of the help page: the way to people, with what was searched."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from helppanel.ui import icons
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import plain_button, primary_button
from helppanel.ui.widgets.labels import ElidedLabel


class WayOut(QFrame):
    """56 px high.

    Signals:
        contact(): 联系客服 was clicked.
        report(): 报告问题 was clicked.
    """

    contact = Signal()
    report = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self.setProperty("class", "footer")
        self.setFixedHeight(theme.px("control.footerBar"))
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._mark = QLabel()
        self._mark.setPixmap(icons.pixmap("question", theme.color("text2"), 20))
        self._row.addWidget(self._mark)
        self._text = ElidedLabel("", tone="text2")
        self._row.addWidget(self._text, 1)
        self._contact = plain_button(theme, "")
        self._contact.setObjectName("help_contact")
        self._contact.clicked.connect(self.contact)
        self._report = primary_button(theme, "")
        self._report.setObjectName("help_report")
        self._report.clicked.connect(self.report)
        self._buttons = (
            (self._contact, "contact", icons.icon("headset", theme.color("text"), 16)),
            (self._report, "report", icons.icon("report", theme.color("onAccent"), 16)),
        )
        for button, key, _ in self._buttons:
            button.setAccessibleName(texts.t(f"help.{key}"))
            self._row.addWidget(button)
        self._narrow = self._searched = False
        self._say()

    def set_narrow(self, narrow: bool) -> None:
        """Fewer words, no icons."""
        self._narrow = narrow
        self._say()

    def set_searched(self, searched: bool) -> None:
        """There is a search to bring along, or none."""
        self._searched = searched
        self._say()

    def _say(self) -> None:
        t, narrow = self._texts.t, self._narrow
        padding = self._theme.px("space.pagePaddingNarrow" if narrow else "space.pagePadding")
        self._row.setContentsMargins(padding, 0, padding, 0)
        self._mark.setVisible(not narrow)
        self._text.set_text(t("help.way_out" if self._searched and not narrow else "help.way_out_short"))
        for button, key, icon in self._buttons:
            button.setText(t(f"help.{key}_short") if narrow else f" {t(f'help.{key}')}")
            button.setIcon(QIcon() if narrow else icon)
