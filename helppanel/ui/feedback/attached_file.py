"""A file of a message: its name and size, and for one that support sent the ways to have it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QAccessible, QAccessibleEvent, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from helppanel.contract.report import Attachment
from helppanel.report.amount import amount
from helppanel.report.file_name import file_name, is_document
from helppanel.report.gauge import Gauge, StopError
from helppanel.ui import icons
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.report.readable import breakable
from helppanel.ui.report.words import of_saving, what_to_do
from helppanel.ui.report.work import Work
from helppanel.ui.widgets.buttons import Button, text_button
from helppanel.ui.widgets.labels import ElidedLabel, label, restyle

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.ui.ports import PageContext

_GAP = 8
_INDENT = 16 + _GAP  # px; below the name
_LEAST = 260  # px; what is said of it takes
_LOOK = 100  # ms between two looks at how far it is
_STEPS = 1000
_QUIET = 2  # looks; what is here already is there before anybody reads that it comes


class AttachedFile(QWidget):
    """Nothing is fetched before the user wants it; then it is here, and needs no server any more."""

    def __init__(self, ctx: PageContext, attachment: Attachment, *, can_be_had: bool) -> None:
        super().__init__()
        self._ctx, self._attachment = ctx, attachment
        self._work = Work(ctx.service, self)
        self._gauge: Gauge | None = None
        self._looks = 0
        t, self._foreign = ctx.texts.t, one_line(attachment.name)
        symbol = QLabel()
        symbol.setPixmap(icons.pixmap("doc", ctx.theme.color("text2"), 16))
        size = amount(attachment.size)
        self._name = ElidedLabel(t("feedback.file_size", name=self._foreign, size=size), "caption", "text2")
        self._name.setObjectName("attached_file")
        line = QHBoxLayout()
        line.setSpacing(_GAP)
        line.addWidget(symbol)
        line.addWidget(self._name, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(line)
        self._open = self._way("open", self._open_it)
        self._save = self._way("save", self._ask)
        self._stop = self._way("stop", self._take_back)
        self._has_ways = can_be_had
        self._opens = is_document(attachment.name)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("attached_bar")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, _STEPS)
        self._bar.setAccessibleName(t("feedback.file_coming", name=self._foreign))
        self._said = label("", "caption", "text2", wrap=True)
        self._said.setObjectName("attached_said")
        self._said.setParent(self)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if can_be_had:
            self._lay_out()
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._look)
        self._rest()

    def _way(self, verb: str, act: Callable[[], None]) -> Button:
        button = text_button(self._ctx.theme, self._ctx.texts.t(f"feedback.file_{verb}"))
        button.setParent(self)
        button.setProperty("grade", "small")
        button.setObjectName(f"attached_{verb}")
        button.setAccessibleName(self._ctx.texts.t(f"feedback.file_{verb}_name", name=self._foreign))
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        below = QVBoxLayout()
        below.setContentsMargins(_INDENT, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(self._bar)
        below.addWidget(self._said)
        ways = QHBoxLayout()
        ways.setContentsMargins(_INDENT - 4, 0, 0, 0)
        ways.setSpacing(_GAP)
        for button in (self._open, self._save, self._stop):
            ways.addWidget(button)
        ways.addStretch(1)
        self._column.addLayout(below)
        self._column.addLayout(ways)

    def fit(self, most: int) -> None:
        """Take the width its name needs, at most so many pixels."""
        wanted = self._name.sizeHint().width() + _INDENT
        self.setFixedWidth(min(most, max(wanted, _LEAST if self._has_ways else 0)))
        self._make_room()

    # the ways

    def _open_it(self) -> None:
        service, one = self._ctx.service, self._attachment
        self._begin(lambda gauge: service.attachment_named(one.sha256, one.name, gauge.tell), self._show)

    def _show(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._say(self._ctx.texts.t("feedback.file_not_opened"), "err")

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), self._ctx.texts.t("feedback.file_save_title"))
        dialog.setObjectName("attached_save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(file_name(self._attachment.name))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Save there, on a worker."""
        service, sha256, target = self._ctx.service, self._attachment.sha256, Path(path)

        def save(gauge: Gauge) -> Path:
            service.save_attachment(sha256, target, gauge.tell)
            return target

        self._begin(save, self._saved, of_saving)

    def _saved(self, path: Path) -> None:
        self._say(self._ctx.texts.t("feedback.file_saved", path=breakable(str(path))))

    # how far it is

    def _begin(
        self,
        op: Callable[[Gauge], Path],
        done: Callable[[Path], None],
        why: Callable[..., str] = what_to_do,
    ) -> None:
        gauge = self._gauge = Gauge(self._attachment.size)

        def fetch() -> Path | None:
            try:
                return op(gauge)
            except StopError:
                return None

        def ended(path: Path | None) -> None:
            if self._gauge is gauge:
                self._rest()
                if path is not None:
                    done(path)

        def failed(error: HelpError) -> None:
            if self._gauge is gauge:
                self._rest()
                self._say(why(self._ctx.texts, error), "err")

        self._looks = 0
        self._busy(True)
        self._said.hide()
        self._timer.start()
        self._work.run(fetch, ended, failed)

    def _take_back(self) -> None:
        """What a server that hangs still owes is not waited for."""
        if self._gauge is not None:
            self._gauge.stop()
        self._rest()

    def _look(self) -> None:
        gauge, self._looks = self._gauge, self._looks + 1
        if gauge is None or self._looks < _QUIET:
            return
        done, total = amount(gauge.done), amount(gauge.total)
        words = self._ctx.texts.t("feedback.file_fetching", done=done, total=total)
        self._say(words, aloud=self._looks == _QUIET)
        self._bar.setValue(_STEPS * gauge.done // max(1, gauge.total))
        self._bar.show()

    def _rest(self) -> None:
        self._gauge = None
        self._timer.stop()
        self._bar.hide()
        self._said.hide()
        self._busy(False)

    def _busy(self, busy: bool) -> None:
        """One thing at a time; the keyboard goes on with what takes the other's place."""
        moved = any(button.hasFocus() for button in (self._open, self._save, self._stop))
        shown = self._has_ways
        self._stop.setVisible(shown and busy)
        self._open.setVisible(shown and not busy and self._opens)
        self._save.setVisible(shown and not busy)
        if moved:
            (self._stop if busy else self._save).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_room(self) -> None:
        """For all lines of what is said: the bubble around it asks for no height at a width."""
        high = self._said.heightForWidth(max(1, self.width() - _INDENT))
        self._said.setMinimumHeight(max(0, high))

    def _say(self, words: str, tone: str = "text2", *, aloud: bool = True) -> None:
        self._said.setProperty("tone", tone)
        restyle(self._said)
        self._said.setText(words)
        self._said.setAccessibleName(words.replace("\u200b", ""))
        self._make_room()
        self._said.show()
        if aloud:
            QAccessible.updateAccessibility(QAccessibleEvent(self._said, QAccessible.Event.Alert))
