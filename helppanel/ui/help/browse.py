"""What there is before anyone searches: the sections with their counts, and popular articles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from helppanel.ui.help.section_card import SectionCard
from helppanel.ui.home.article_card import ArticleCard
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.page import scrolled

if TYPE_CHECKING:
    from helppanel.service import Title

_WIDE, _NARROW = 3, 2  # columns of sections


class Browse(QWidget):
    """Arrow keys walk through the sections, and through the articles.

    Signals:
        section(str): a section was chosen.
        left_upwards(): the up arrow in the first line of sections.
    """

    section = Signal(str)
    left_upwards = Signal()

    def __init__(self, theme: Theme, texts: Texts, open_address: Callable[[str], None]) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._counts: dict[str, int] = {}
        self._narrow = False
        self.sections: list[SectionCard] = []
        content = QWidget()
        content.setProperty("class", "body")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(content)
        self._column.setSpacing(8)
        self._head = label(texts.t("help.by_section"), "section")
        self._column.addWidget(self._head)
        self._grid = QGridLayout()
        self._column.addLayout(self._grid)
        self._column.addSpacing(12)
        self._popular = label(texts.t("help.popular"), "section")
        self._column.addWidget(self._popular)
        self.articles = ArticleCard(theme, open_address)
        self._column.addWidget(self.articles)
        self._column.addStretch(1)
        area = scrolled(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_sections(self, counts: Mapping[str, int], popular: Sequence[Title]) -> None:
        """Show these."""
        self._popular.setVisible(bool(popular))
        self.articles.setVisible(bool(popular))
        self.articles.show_titles(popular)
        if list(counts.items()) != list(self._counts.items()):
            self._counts = dict(counts)
            self._fill()

    def set_narrow(self, narrow: bool) -> None:
        """Two columns of sections, one of articles."""
        side = 16 if narrow else 0
        self._column.setContentsMargins(side, 4, side, 16)
        self._grid.setSpacing(8 if narrow else 12)
        self.articles.set_narrow(narrow)
        if narrow is not self._narrow:
            self._narrow = narrow
            self._fill()

    def enter(self) -> None:
        """The keyboard comes from above."""
        first = next(iter([*self.sections, *self.articles.rows]), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill(self) -> None:
        for card in self.sections:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._head.setVisible(bool(self._counts))
        columns = _NARROW if self._narrow else _WIDE
        self.sections = []
        for number, (name, count) in enumerate(self._counts.items()):
            spoken = self._texts.t("help.chip", section=name, count=count)
            words = self._texts.t("help.count_1" if count == 1 else "help.count", count=count)
            card = SectionCard(self._theme, name, words, spoken, self._step)
            card.clicked.connect(lambda _on=False, name=name: self.section.emit(name))
            self._grid.addWidget(card, number // columns, number % columns)
            self.sections.append(card)
        for column in range(_WIDE):
            self._grid.setColumnStretch(column, int(column < columns))
        chain: list[QWidget] = [*self.sections, *self.articles.rows]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _step(self, card: SectionCard, down: int, right: int) -> None:
        columns = _NARROW if self._narrow else _WIDE
        at = self.sections.index(card)
        line, column = at // columns + down, at % columns + right
        place = line * columns + column
        if line < 0:
            self.left_upwards.emit()
        elif 0 <= column < columns and place < len(self.sections):
            self.sections[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif down > 0 and self.articles.rows:
            self.articles.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
