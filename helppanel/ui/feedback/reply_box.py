"""The reply box: text, files, send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from helppanel.contract.limits import Limits
from helppanel.contract.problems import Problem
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.feedback.reply_field import ReplyField
from helppanel.ui.widgets.buttons import icon_button, plain_button, primary_button
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import label, restyle

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext


_NAME = 180  # px of a file's name


def ask_files(parent: QWidget, title: str) -> tuple[Path, ...]:
    """Let the user choose files."""
    names, _ = QFileDialog.getOpenFileNames(parent, title)
    return tuple(Path(name) for name in names)


class ReplyBox(QFrame):
    """What the user answers.

    Signals:
        send_wanted(): 发送 or Ctrl+Enter, and there is something to send.
        edited(): the user changed the text.
    """

    send_wanted = Signal()
    edited = Signal()

    def __init__(
        self, ctx: PageContext, choose_files: Callable[[QWidget, str], tuple[Path, ...]] = ask_files
    ) -> None:
        super().__init__()
        self.setProperty("class", "footer")
        self._ctx = ctx
        self._choose_files = choose_files
        self._files: tuple[Path, ...] = ()
        self._busy = False
        self._filling = False
        t = ctx.texts.t
        self._field = ReplyField(ctx)
        self._field.textChanged.connect(self._edited)
        self._field.too_long.connect(self._refused)
        self._field.send_wanted.connect(self._send)
        self._field.focused.connect(self._show_focus)
        self._chips = QWidget()
        self._flow = FlowLayout()
        self._chips.setLayout(self._flow)
        attach = icon_button(ctx.theme, "clip", t("feedback.attach"))
        attach.setObjectName("reply_attach")
        attach.clicked.connect(self._attach)
        if not ctx.service.policy.files:
            attach.hide()
        self._send_button = primary_button(ctx.theme, t("feedback.send"))
        self._send_button.setObjectName("reply_send")
        self._send_button.clicked.connect(self._send)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(attach)
        tools.addWidget(label(t("feedback.reply_keys"), "caption", "text3"))
        tools.addStretch(1)
        tools.addWidget(self._send_button)
        self._frame = QFrame()
        self._frame.setObjectName("composer")
        color = ctx.theme.css
        self._frame.setStyleSheet(
            f"#composer {{ background: {color('surface')}; border: 1px solid {color('controlBorder')};"
            " border-radius: 8px; padding: 1px; }"
            f'#composer[active="true"] {{ border: 2px solid {color("focus")}; padding: 0; }}'
        )
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(10, 8, 6, 4)
        inner.setSpacing(4)
        inner.addWidget(self._field)
        inner.addWidget(self._chips)
        inner.addLayout(tools)
        self._problem = label("", "caption", "err", wrap=True)
        self._problem.setObjectName("reply_problem")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addWidget(self._frame)
        self._column.addWidget(self._problem)
        self.show_problem("")
        self._show_files()

    @property
    def text(self) -> str:
        """What is written."""
        return self._field.toPlainText()

    @property
    def files(self) -> tuple[Path, ...]:
        """What is attached."""
        return self._files

    @property
    def busy(self) -> bool:
        """Whether it waits: for its draft to be read or its reply to be stored."""
        return self._busy

    def fill(self, text: str, files: tuple[Path, ...]) -> None:
        """Put text and files in, as if they had always been there."""
        self._filling = True
        self._field.setPlainText(text)
        self._filling = False
        self._files = files
        self._show_files()
        self.show_problem("")

    def set_busy(self, busy: bool) -> None:
        """While the reply is being stored, nothing can be changed or sent twice."""
        self._busy = busy
        self._field.setReadOnly(busy)
        self._show_files()

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong, "" for nothing."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def set_narrow(self, narrow: bool) -> None:
        """Padding 16, or 20."""
        side = 16 if narrow else 20
        self._column.setContentsMargins(side, 12, side, 12)

    def focus_text(self) -> None:
        """Put the cursor into the text."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, _count: int) -> None:
        self.show_problem(self._ctx.texts.t("report.error_text_too_long", limit=Limits().text))

    def _edited(self) -> None:
        if not self._filling:
            self.show_problem("")
            self.edited.emit()

    def _send(self) -> None:
        if self._busy:
            return
        if self.text.strip() or self._files:
            self.send_wanted.emit()
            return
        self.show_problem(self._ctx.texts.problem(Problem.TEXT_EMPTY))
        self.focus_text()

    def _attach(self) -> None:
        chosen = self._choose_files(self, self._ctx.texts.t("feedback.attach_title"))
        self._files += tuple(path for path in chosen if path not in self._files)
        self._show_files()

    def _remove(self, path: Path) -> None:
        self._files = tuple(one for one in self._files if one != path)
        self._show_files()

    def _show_files(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for path in self._files:
            name = one_line(path.name)
            shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME)
            chip = plain_button(self._ctx.theme, shown, "x")
            chip.setObjectName("reply_file")
            chip.setToolTip(self._ctx.texts.t("feedback.remove_file", name=name))
            chip.setAccessibleName(chip.toolTip())
            chip.setEnabled(not self._busy)
            chip.clicked.connect(lambda checked=False, one=path: self._remove(one))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._files))
        self._send_button.setEnabled(not self._busy)

    def _show_focus(self, active: bool) -> None:
        self._frame.setProperty("active", active)
        restyle(self._frame)
