"""热门: one line of links to articles, as many as fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.buttons import Button, text_button
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.service import Title

GAP = 8


class PopularLine(QWidget):
    """Takes no place while there are no links."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._head = label(ctx.texts.t("home.popular"), "caption", "text3")
        self._row.addWidget(self._head)
        self._row.addStretch(1)
        self.links: list[Button] = []
        self._open: Callable[[str], None] = ctx.open
        self.setMinimumWidth(1)

    def show_titles(self, titles: Sequence[Title]) -> None:
        """Link to these."""
        for link in self.links:
            link.hide()
            link.deleteLater()
        self.links = []
        for title in titles:
            link = text_button(self._ctx.theme, title.title)
            link.setProperty("ramp", "caption")
            link.clicked.connect(partial(self._clicked, f"article:{title.id}"))
            self._row.insertWidget(self._row.count() - 1, link)
            self.links.append(link)
        self._fit()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to link to."""
        return not self.links

    def _clicked(self, address: str, _checked: bool = False) -> None:
        self._open(address)

    def _fit(self) -> None:
        left = self._head.sizeHint().width()
        for link in self.links:
            link.ensurePolished()
            left += GAP + link.sizeHint().width()
            link.setVisible(left <= self.width() - 4)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide what does not fit."""
        super().resizeEvent(event)
        self._fit()
