"""What can be done when a file keeps a report from being sent: leave it out, or hand all over as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.report.amount import amount
from helppanel.report.draft import DraftFile
from helppanel.ui.widgets.buttons import Button, text_button
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

NAME = 24  # characters of a file's name on a button
BUTTON_PADDING = 4  # px; of a button that looks like a link


class WayOut(QWidget):
    """Hidden until there is something to offer."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.setObjectName("report_way_out")
        self._largest = ElidedLabel("", "caption", "text2")
        self._largest.setObjectName("report_largest")
        self._largest.setContentsMargins(BUTTON_PADDING, 0, 0, 0)
        self._buttons: list[Button] = []
        self._row = QWidget()
        self._flow = FlowLayout(spacing=8, line_spacing=0)
        self._row.setLayout(self._flow)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._largest)
        column.addWidget(self._row)
        self.hide()

    def offer(
        self,
        error: HelpError,
        files: Sequence[DraftFile],
        remove: Callable[[DraftFile], None],
        look: Callable[[], None],
    ) -> None:
        """Offer to leave out the file that `error` names, or the largest of all where all are too much; then
        also to `look` at everything, from where it can be saved.
        """
        t = self._ctx.texts.t
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        whole = error.code is Problem.REPORT_TOO_LARGE
        file = self._culprit(error, files)
        self._largest.setVisible(whole and file is not None)
        if file is not None:
            self._largest.set_text(t("form.largest", name=file.name, size=amount(file.size)))
            self._add("remove", t("form.way_remove", name=_short(file.name)), partial(remove, file))
            self._buttons[0].setAccessibleName(t("form.way_remove", name=file.name))
        if whole:
            self._add("look", t("form.way_look"), look)
        self.setVisible(bool(self._buttons))

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [] if self.isHidden() else [*self._buttons]

    def _culprit(self, error: HelpError, files: Sequence[DraftFile]) -> DraftFile | None:
        if error.code is Problem.REPORT_TOO_LARGE:
            return max(files, key=lambda file: file.size, default=None)
        return next((file for file in files if file.name == error.params.get("name")), None)

    def _add(self, name: str, text: str, act: Callable[[], None]) -> None:
        button = text_button(self._ctx.theme, text)
        button.setObjectName(f"report_way_{name}")
        button.clicked.connect(lambda: act())
        self._flow.addWidget(button)
        self._buttons.append(button)


def _short(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME // 2]}…{name[-NAME // 3 :]}"
