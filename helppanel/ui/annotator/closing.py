"""Asked before the window goes: is what is still to be seen meant to be seen, are changes to be lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helppanel.ui import icons
from helppanel.ui.widgets.buttons import Button, plain_button, primary_button
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

_WIDTH = 380


class Question(QDialog):
    """One sentence beside an icon (name, colour) and two answers; closing it is neither. Opens at once."""

    def __init__(
        self,
        ctx: PageContext,
        parent: QWidget,
        name: str,
        icon: tuple[str, str],
        text: str,
        first: tuple[str, Callable[[], None]],
        second: tuple[str, Callable[[], None]],
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(ctx.texts.t("annotator.title"))
        self.setAccessibleName(text)
        ctx.theme.apply(self)
        mark = QLabel()
        mark.setPixmap(icons.pixmap(icon[0], ctx.theme.color(icon[1]), ctx.theme.px("icon.large")))
        words = label(text, "section", "text", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        words.setContentsMargins(0, 2, 0, 0)  # its first line is level with the icon
        upper = QHBoxLayout()
        upper.setSpacing(12)
        upper.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        upper.addWidget(words, 1)
        lower = QHBoxLayout()
        lower.setSpacing(8)
        lower.addStretch(1)
        filled = primary_button(ctx.theme, first[0])
        other = plain_button(ctx.theme, second[0])
        for button, act, which in ((filled, first[1], "first"), (other, second[1], "second")):
            button.setObjectName(f"{name}_{which}")
            self._answer(button, act)
            lower.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(20)
        column.addLayout(upper)
        column.addLayout(lower)
        self.setFixedWidth(min(_WIDTH, parent.width() - 32))
        filled.setDefault(True)
        filled.setFocus(Qt.FocusReason.OtherFocusReason)
        self.open()

    def _answer(self, button: Button, act: Callable[[], None]) -> None:
        def answer() -> None:
            self.accept()
            act()

        button.clicked.connect(answer)


def ask_bare(
    ctx: PageContext, parent: QWidget, count: int, cover: Callable[[], None], leave: Callable[[], None]
) -> None:
    """Private places can still be seen: cover them and be done, or be done."""
    t = ctx.texts.t
    text = t("annotator.still_bare_one" if count == 1 else "annotator.still_bare", count=count)
    answers = (t("annotator.cover_and_done"), cover), (t("annotator.done_anyway"), leave)
    Question(ctx, parent, "annotator_bare", ("shield", "private"), text, *answers)


def ask_leave(ctx: PageContext, parent: QWidget, leave: Callable[[], None]) -> None:
    """Changes would be lost: stay, or leave."""
    t = ctx.texts.t
    answers = (t("annotator.stay"), _stay), (t("annotator.leave"), leave)
    Question(ctx, parent, "annotator_leave", ("question", "text2"), t("annotator.leave_question"), *answers)


def _stay() -> None:
    """Nothing happens."""
