"""The reply box: text, pictures and files, a look at all of it, send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from helppanel.contract.limits import Limits
from helppanel.contract.problems import Problem
from helppanel.ui.feedback.reply_attached import ReplyAttached
from helppanel.ui.feedback.reply_camera import ReplyCamera
from helppanel.ui.feedback.reply_field import ReplyField
from helppanel.ui.report.proposals import Proposals
from helppanel.ui.report.work import Work
from helppanel.ui.widgets.buttons import icon_button, primary_button
from helppanel.ui.widgets.labels import ElidedLabel, label, restyle

if TYPE_CHECKING:
    from helppanel.report.draft import DraftFile
    from helppanel.service import ReplyFiles
    from helppanel.ui.ports import PageContext


def ask_files(parent: QWidget, title: str) -> tuple[Path, ...]:
    """Let the user choose files."""
    names, _ = QFileDialog.getOpenFileNames(parent, title)
    return tuple(Path(name) for name in names)


class ReplyBox(QFrame):
    """What the user answers.

    Signals:
        send_wanted(): 发送 or Ctrl+Enter, and there is something to send.
        view_wanted(): show everything that would be sent.
        edited(): the user changed the text.
        attached_changed(): the user added or removed a picture or a file, or marked a picture.
    """

    send_wanted = Signal()
    view_wanted = Signal()
    edited = Signal()
    attached_changed = Signal()

    def __init__(
        self, ctx: PageContext, choose_files: Callable[[QWidget, str], tuple[Path, ...]] = ask_files
    ) -> None:
        super().__init__()
        self.setObjectName("reply_box")
        self.setProperty("class", "footer")
        self.setAcceptDrops(True)
        self._ctx = ctx
        self._choose_files = choose_files
        self._busy = False
        self._filling = False
        t = ctx.texts.t
        self._field = ReplyField(ctx)
        self._field.textChanged.connect(self._edited)
        self._field.too_long.connect(self._refused)
        self._field.send_wanted.connect(self._send)
        self._field.focused.connect(self._show_focus)
        self.attached = ReplyAttached(ctx)
        self.attached.changed.connect(self.attached_changed)
        self.attached.changed.connect(self._show_state)
        self.attached.busy.connect(self._show_state)
        self.attached.failed.connect(self.show_problem)
        self._field.arrivals = self.attached
        self._private = Proposals(ctx, Work(ctx.service, self), self._field)
        self._attach_button = icon_button(ctx.theme, "clip", t("feedback.attach"))
        self._attach_button.setObjectName("reply_attach")
        self._attach_button.clicked.connect(self._attach)
        self._camera_button = ReplyCamera(ctx)
        self._camera_button.wanted.connect(self._take)
        self._view_button = icon_button(ctx.theme, "eye", t("report.view_all"))
        self._view_button.setObjectName("reply_view")
        self._view_button.clicked.connect(self.view_wanted)
        self._send_button = primary_button(ctx.theme, t("feedback.send"))
        self._send_button.setObjectName("reply_send")
        self._send_button.clicked.connect(self._send)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        policy = ctx.service.policy
        for button, allowed in (
            (self._attach_button, policy.files),
            (self._camera_button, policy.screenshots),
            (self._view_button, True),
        ):
            tools.addWidget(button)
            if not allowed:  # to show one that has no parent yet would be to open a window
                button.hide()
        tools.addWidget(ElidedLabel(t("feedback.reply_keys"), "caption", "text3"), 1)
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
        inner.addWidget(self._private)
        inner.addWidget(self.attached)
        inner.addLayout(tools)
        self._problem = label("", "caption", "err", wrap=True)
        self._problem.setObjectName("reply_problem")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addWidget(self._frame)
        self._column.addWidget(self._problem)
        self.show_problem("")
        self._show_state()

    @property
    def text(self) -> str:
        """What is written."""
        return self._field.toPlainText()

    @property
    def files(self) -> tuple[DraftFile, ...]:
        """What is attached."""
        return self.attached.files

    @property
    def busy(self) -> bool:
        """Whether it waits: for its draft to be read or its reply to be stored."""
        return self._busy

    def fill(self, text: str, files: tuple[DraftFile, ...], store: ReplyFiles | None = None) -> None:
        """Put text and files in, as if they had always been there; more are kept in `store`."""
        self._filling = True
        self._field.setPlainText(text)
        self._filling = False
        self._private.start_over()
        self.attached.begin(store, files)
        self.show_problem("")
        self._show_state()

    def set_busy(self, busy: bool) -> None:
        """While the reply is being stored, nothing can be changed or sent twice."""
        self._busy = busy
        self._field.setReadOnly(busy)
        self.attached.setEnabled(not busy)
        self._show_state()

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
        self._show_state()
        if not self._filling:
            self.show_problem("")
            self.edited.emit()

    def _send(self) -> None:
        if not self._send_button.isEnabled():
            return
        if self.text.strip() or self.files:
            self.send_wanted.emit()
            return
        self.show_problem(self._ctx.texts.problem(Problem.TEXT_EMPTY))
        self.focus_text()

    def _attach(self) -> None:
        self.attached.add(self._choose_files(self, self._ctx.texts.t("feedback.attach_title")))

    def _take(self, source: str, delay: int, all_screens: bool) -> None:
        self.attached.take(source, delay, all_screens=all_screens)

    def _show_state(self) -> None:
        ready = not self._busy and not self.attached.is_busy
        self._send_button.setEnabled(ready)
        self._attach_button.setEnabled(not self._busy)
        self._camera_button.setEnabled(not self._busy)
        self._view_button.setEnabled(ready and bool(self.text.strip() or self.files))

    def _show_focus(self, active: bool) -> None:
        self._frame.setProperty("active", active)
        restyle(self._frame)

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures and files that may be sent can be dropped anywhere on the box."""
        if self.attached.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them."""
        event.acceptProposedAction()
        self.attached.receive(event.mimeData())
