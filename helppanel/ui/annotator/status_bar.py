"""The foot of the annotator: what the picture is, what the keys do, how large it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from helppanel.ui.widgets.buttons import icon_button, text_button
from helppanel.ui.widgets.labels import ElidedLabel, label

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

HEIGHT = 32
_ZOOM = 52  # px, wide enough for 1600%
_HINT_FROM, _ABOUT_FROM = 760, 480  # px, the width from which on there is room for them


class StatusBar(QFrame):
    """Signals: `smaller()`, `larger()`, `actual()`, `fit()`, by its buttons."""

    smaller = Signal()
    larger = Signal()
    actual = Signal()
    fit = Signal()

    def __init__(self, ctx: PageContext, size: tuple[int, int], about: str) -> None:
        super().__init__()
        t, theme = ctx.texts.t, ctx.theme
        self._texts = ctx.texts
        self.setObjectName("annotator_status")
        self.setProperty("class", "footer")
        self.setFixedHeight(HEIGHT)
        self._size = label(t("annotator.size", width=size[0], height=size[1]), "caption", "text2")
        self._size.setObjectName("annotator_size")
        self._about = ElidedLabel(about, "caption", "text2")
        self._hint = ElidedLabel("", "caption", "text2")
        self._hint.setObjectName("annotator_hint")
        self._zoom = text_button(theme, "")
        self._zoom.setProperty("tone", "text2")
        fit = text_button(theme, t("annotator.fit"))
        smaller = icon_button(theme, "zout", t("annotator.smaller"), size=16)
        larger = icon_button(theme, "zin", t("annotator.larger"), size=16)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self._size)
        row.addSpacing(12)
        row.addWidget(self._about)
        row.addStretch(1)
        row.addWidget(self._hint)
        row.addSpacing(8)
        acts = (
            (smaller, self.smaller, "smaller", "Ctrl+-"),
            (self._zoom, self.actual, "actual", "Ctrl+1"),
            (larger, self.larger, "larger", "Ctrl++"),
            (fit, self.fit, "fit", "Ctrl+0"),
        )
        for button, signal, name, keys in acts:
            button.setObjectName(f"annotator_{name}")
            button.setProperty("grade", "small")
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(t("annotator.with_keys", name=t(f"annotator.{name}_tip"), keys=shown))
            button.clicked.connect(signal)
            row.addWidget(button)
        self._zoom.setFixedWidth(_ZOOM)  # nothing moves while zooming

    def set_zoom(self, percent: int) -> None:
        """How large the picture is shown."""
        text = self._texts.t("annotator.zoom", percent=percent)
        self._zoom.setText(text)
        self._zoom.setAccessibleName(self._texts.t("annotator.zoom_name", zoom=text))

    def set_hint(self, text: str) -> None:
        """What can be done now."""
        self._hint.set_text(text)

    @property
    def hint(self) -> str:
        """What it says can be done."""
        return self._hint.whole

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has no room."""
        super().resizeEvent(event)
        self._hint.setVisible(self.width() >= _HINT_FROM)
        self._about.setVisible(self.width() >= _ABOUT_FROM)
