"""The annotator: one picture in a window of its own, with tools to mark, mask and crop it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QVBoxLayout, QWidget

from helppanel.ui.annotator import hints
from helppanel.ui.annotator.board import Board
from helppanel.ui.annotator.canvas import Canvas
from helppanel.ui.annotator.closing import Question, ask_bare, ask_leave
from helppanel.ui.annotator.keyboard import Keyboard
from helppanel.ui.annotator.private_bar import PrivateBar
from helppanel.ui.annotator.status_bar import StatusBar
from helppanel.ui.annotator.toolbar import Toolbar
from helppanel.ui.annotator.view import next_zoom
from helppanel.ui.annotator.words import about, spoken
from helppanel.ui.announce import announce

if TYPE_CHECKING:
    from helppanel.report.marks import Mark
    from helppanel.ui.ports import PageContext

SIZE = QSize(1280, 800)
LEAST = QSize(360, 400)
_SHARE = 0.92  # of the screen, at most, until it is made larger


class Annotator(QDialog):
    """Marks on `picture` are drawn, changed and taken away. `open()` shows it; it never blocks.

    `source` says in words what the picture shows, `taken_at` when it was taken. `examined`: whether somebody
    looked for private things in it; otherwise it says that nobody could. It saves and encodes nothing.

    Signals:
        marked(marks): the user is done; a tuple of marks. The dialog has closed.
        rejected(): given up, everything stays as it was (QDialog's own).
    """

    marked = Signal(object)

    def __init__(
        self,
        ctx: PageContext,
        parent: QWidget,
        picture: QImage,
        marks: tuple[Mark, ...] = (),
        *,
        source: str = "",
        taken_at: datetime | None = None,
        examined: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("annotator")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(ctx.texts.t("annotator.title"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        ctx.theme.apply(self)
        self._ctx = ctx
        size = picture.width(), picture.height()
        self.board = Board(marks, size, self)  # else its connections would keep all of this alive
        self._tools = Toolbar(ctx)
        self.canvas = Canvas(ctx, self.board, picture)
        self._private = PrivateBar(ctx, self.canvas, examined=examined)
        self._status = StatusBar(ctx, size, about(source, taken_at, ctx.texts))
        self._keyboard = Keyboard(self.canvas, ctx.theme)
        self._asked: frozenset[Mark] = frozenset()  # private places the user was asked about
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(self.canvas, 1)
        column.addWidget(self._status)
        self._connect()
        self.setMinimumSize(LEAST)
        self.resize(SIZE.boundedTo(self.screen().availableSize() * _SHARE))
        self._show_all()
        self._to_canvas()

    def _connect(self) -> None:
        board, canvas, tools, status = self.board, self.canvas, self._tools, self._status
        for signal in (tools.tool_chosen, tools.color_chosen, tools.width_chosen, tools.undo, tools.redo):
            signal.connect(canvas.writing.end)
        tools.tool_chosen.connect(board.choose_tool)
        tools.color_chosen.connect(board.choose_color)
        tools.width_chosen.connect(board.choose_width)
        tools.undo.connect(board.undo)
        tools.redo.connect(board.redo)
        tools.cancel.connect(self.give_up)
        tools.done.connect(self.finish)
        status.fit.connect(canvas.fit)
        status.actual.connect(lambda: canvas.zoom_to(1.0))
        status.larger.connect(lambda: canvas.zoom_to(next_zoom(canvas.view.zoom, 1)))
        status.smaller.connect(lambda: canvas.zoom_to(next_zoom(canvas.view.zoom, -1)))
        canvas.zoomed.connect(lambda zoom: status.set_zoom(round(zoom * 100)))
        canvas.writing.changed.connect(self._hint)
        canvas.cropping.changed.connect(self._hint)
        for act in (self._private.cover, self._private.show_all, self._private.ignore):
            act.connect(canvas.writing.end)
            act.connect(self._to_canvas)  # the button is about to go
        self._private.cover.connect(lambda: board.cover_all(True))
        self._private.show_all.connect(lambda: board.cover_all(False))
        self._private.ignore.connect(board.ignore)
        self._private.changed.connect(self._place)
        board.tool_changed.connect(self._tool_changed)
        board.style_changed.connect(lambda: tools.show_style(*board.shown_style))
        board.selection_changed.connect(self._selection_changed)
        board.marks_changed.connect(self._marks_changed)

    def _show_all(self) -> None:
        self._tools.set_tool(self.board.tool)
        self._tools.show_style(*self.board.shown_style)
        self._private.show_marks(self.board.kept_private)
        self._status.set_zoom(round(self.canvas.view.zoom * 100))
        self._hint()

    # what the board tells

    def _tool_changed(self) -> None:
        self._tools.set_tool(self.board.tool)
        self._hint()

    def _selection_changed(self) -> None:
        self._hint()
        self._tell()

    def _marks_changed(self, before: tuple[Mark, ...], after: tuple[Mark, ...]) -> None:
        editing = self.board.editing
        self._tools.set_history(editing.undo_act, editing.redo_act)
        self._private.show_marks(self.board.kept_private)
        if len(before) == len(after) and editing.undo_act == "toggle":
            self._tell()
        if len(after) < len(before):
            announce(self.canvas, self._ctx.texts.t("annotator.removed"))

    def _tell(self) -> None:
        """Name the selected mark to those who listen."""
        index = self.board.selected
        words = "" if index is None else spoken(self.board.marks, index, self._ctx.texts)
        self.canvas.setAccessibleDescription(words)
        if words:
            announce(self.canvas, words)

    def _hint(self) -> None:
        self._status.set_hint(self._ctx.texts.t(f"annotator.{hints.key(self.canvas)}"))

    def _to_canvas(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        self._private.place(self.canvas)
        self.canvas.keep_free(self._private.taken)

    # leaving

    def finish(self) -> None:
        """Be done; asks once about the private places that can be seen."""
        if self._is_asking:
            return
        self.canvas.writing.end()
        self.board.choose_tool("select")  # a frame of a crop that is open cuts
        bare = self.board.bare
        if not self._asked.issuperset(bare):
            self._asked = frozenset(bare)
            ask_bare(self._ctx, self, len(bare), self._cover_and_finish, self._hand_over)
        else:
            self._hand_over()

    def give_up(self) -> None:
        """Leave all as it was; asks if something was changed."""
        if self._is_asking:
            return
        if self._would_lose:
            ask_leave(self._ctx, self, self.reject)
        else:
            self.reject()

    @property
    def _would_lose(self) -> bool:
        """Whether something was changed; words that are being written count."""
        self.canvas.writing.end()
        return self.board.is_changed or self.canvas.cropping.is_changed

    @property
    def _is_asking(self) -> bool:
        return any(question.isVisible() for question in self.findChildren(Question))

    def _cover_and_finish(self) -> None:
        self.board.cover_all(True)
        self._hand_over()

    def _hand_over(self) -> None:
        marks = self.board.marks
        self.accept()
        self.marked.emit(marks)

    # Qt

    def done(self, result: int) -> None:
        """Let go of the picture at once; it shows what is to be hidden, and is large."""
        super().done(result)
        self.canvas.let_go()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the floating bar in its place."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Place the bar once the layout is there."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return handled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing in the window wanted."""
        if event.matches(QKeySequence.StandardKey.Cancel) or event.key() == Qt.Key.Key_Escape:
            if not self._keyboard.escape():
                self.give_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.finish()
            elif isinstance(focused, QAbstractButton):
                focused.click()
        elif event.key() == Qt.Key.Key_F6:
            self._cycle(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif not self._keyboard.anywhere(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own button gives up too."""
        if self.isVisible() and self._would_lose:
            event.ignore()
            self.give_up()
        else:
            super().closeEvent(event)

    def _cycle(self, step: int) -> None:
        """F6: tools, picture, private bar, foot."""
        areas: list[QWidget] = [self._tools, self.canvas, self._private, self._status]
        shown = [area for area in areas if area.isVisible()]
        focused = self.focusWidget()
        inside = [area is focused or (focused is not None and area.isAncestorOf(focused)) for area in shown]
        # the bar floats on the picture, so it is asked first
        at = max((index for index, is_in in enumerate(inside) if is_in), default=0)
        area = shown[(at + step) % len(shown)]
        target = area if area is self.canvas else _first(area)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)


def _first(area: QWidget) -> QWidget | None:
    """The first widget of an area that takes the keyboard: of tools the one in use."""
    found = [
        child
        for child in area.findChildren(QWidget)
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    checked = [child for child in found if child.property("checked")]
    return next(iter(checked or found), None)
