"""The card 界面: language, theme, place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from helppanel.config import LOCALES, THEMES, HelpConfig
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.segmented import Segmented

FOLLOW = "follow"  # no choice of the user's
_VALUES = {"locale": (FOLLOW, *LOCALES), "theme": (FOLLOW, *THEMES), "place": ("dock", "window")}


class ChoicesCard(Card):
    """Signals:

    chosen(str, object): a setting's name, and its value or None to follow the system.
    """

    chosen = Signal(str, object)

    def __init__(self, theme: Theme, texts: Texts, config: HelpConfig) -> None:
        super().__init__(spacing=12)
        self._rows: list[QBoxLayout] = []
        self._choices: dict[str, Segmented] = {}
        by_host = {"locale": config.locale, "theme": config.theme}
        self.body.addWidget(label(texts.t("settings.look"), "section"))
        for name, values in _VALUES.items():
            words = {value: texts.t(f"settings.{name}_{value}") for value in values if value != FOLLOW}
            if FOLLOW in values:
                host = by_host.get(name)
                words[FOLLOW] = texts.t("settings.follow_app" if host else "settings.follow_system")
            choice = Segmented(
                theme, [(value, words[value], "") for value in values], texts.t(f"settings.{name}")
            )
            choice.setObjectName(f"settings_{name}")
            choice.chosen.connect(lambda value, name=name: self._choose(name, value))
            self._choices[name] = choice
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(8)
            row.addWidget(label(texts.t(f"settings.{name}")), 1)
            row.addWidget(choice)
            self._rows.append(row)
            self.body.addLayout(row)

    def show_values(self, values: Mapping[str, str | None]) -> None:
        """Mark what the user chose before."""
        for name, choice in self._choices.items():
            value = values.get(name)
            choice.set_value(value if value in _VALUES[name] else _VALUES[name][0])

    def set_narrow(self, narrow: bool) -> None:
        """The choices below their names."""
        direction = QBoxLayout.Direction
        for row in self._rows:
            row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def first(self) -> QWidget:
        """The chosen language."""
        language = self._choices["locale"]
        return language.findChild(QPushButton, f"segment_{language.value}") or language

    def _choose(self, name: str, value: str) -> None:
        self.chosen.emit(name, None if value == FOLLOW else value)
