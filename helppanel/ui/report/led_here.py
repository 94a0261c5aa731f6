"""What led to the form, the article that was read and the search: shown, as it leaves with the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from helppanel.report.amount import amount
from helppanel.ui.widgets.buttons import CheckBox
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.ui.texts import Texts


class LedHere(QWidget):
    """Takes no place where nothing led here. What is unticked stays here, until something else leads here.

    Signals:
        changed(): the user ticked or unticked it.
    """

    changed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.query: str | None = None
        self.article: str | None = None
        self._title = ""
        self.box = CheckBox(texts.t("report.led_here"))
        self.box.setProperty("ramp", "body")
        self.box.setObjectName("report_led_here")
        self._size = label("", "caption", "text3")
        self._words = label("", "caption", "text3", wrap=True)
        self._words.setObjectName("report_led_here_words")
        rows = QGridLayout(self)
        rows.setContentsMargins(4, 0, 14, 4)
        rows.setSpacing(0)
        rows.setRowMinimumHeight(0, 28)
        rows.setColumnStretch(0, 1)
        rows.addWidget(self.box, 0, 0)
        rows.addWidget(self._size, 0, 1)
        rows.addWidget(self._words, 1, 0, 1, 2)
        self.box.toggled.connect(self._toggled)
        self.set_led(None, None)

    @property
    def sent(self) -> tuple[str | None, str | None]:
        """The query and the article that will be sent."""
        return (self.query, self.article) if self.box.isChecked() else (None, None)

    @property
    def weight(self) -> int:
        """Bytes of them."""
        return sum(len(part.encode("utf-8", "replace")) for part in self.sent if part)

    def set_led(self, query: str | None, article: str | None) -> None:
        """Show these, ticked if they are others than before. Emits nothing."""
        if (query, article) != (self.query, self.article):
            self._title = ""
            blocked = self.box.blockSignals(True)
            self.box.setChecked(True)
            self.box.blockSignals(blocked)
        self.query, self.article = query, article
        self.setVisible(bool(query or article))
        self._show()

    def set_title(self, article: str, title: str) -> None:
        """What `article` is called."""
        if article == self.article:
            self._title = title
            self._show()

    def _show(self) -> None:
        t = self._texts.t
        parts = []
        if self.article:
            parts.append(t("report.led_article", title=self._title or self.article))
        if self.query:
            parts.append(t("report.led_query", query=self.query))
        words, on = " · ".join(parts), self.box.isChecked()
        self._words.setText(words)
        size = amount(self.weight)
        self._size.setText(size if on else t("report.outgoing_left_out"))
        key = "outgoing_group_name" if on else "outgoing_group_off_name"
        self.box.setAccessibleName(t(f"report.{key}", label=words, size=size))

    def _toggled(self) -> None:
        self._show()
        self.changed.emit()
