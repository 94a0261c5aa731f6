"""Words being written on the picture: opens the field, and brings what was written to the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from helppanel.report.marks import Text
from helppanel.ui.annotator.text_edit import MOST, TextEdit

if TYPE_CHECKING:
    from helppanel.ui.annotator.canvas import Canvas
    from helppanel.ui.texts import Texts


class Writing(QObject):
    """One field at a time.

    Signals:
        changed(): it opened or closed.
    """

    changed = Signal()

    def __init__(self, canvas: Canvas, texts: Texts) -> None:
        super().__init__(canvas)
        self._canvas, self._texts = canvas, texts
        self._editor: TextEdit | None = None
        self.index: int | None = None  # the mark whose words are being written; None for a new one

    @property
    def is_on(self) -> bool:
        """Whether the field is open."""
        return self._editor is not None

    def begin(self, begun: Text | None = None) -> None:
        """Write the words of a text that has begun, or of the selected one."""
        board = self._canvas.board
        mark = begun or board.selected_mark
        if not isinstance(mark, Text) or self._editor is not None:
            return
        self.index = None if begun is not None else board.selected
        if begun is not None:
            board.select(None)
        name = self._texts.t("annotator.text_field")
        full = self._texts.t("annotator.text_full", count=MOST)
        editor = self._editor = TextEdit(self._canvas, mark, board.size, name, full)
        editor.ended.connect(self._take)
        self.follow()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def begin_in_the_middle(self) -> None:
        """Begin a text there."""
        x, y, width, height = self._canvas.view.seen()
        begun = self._canvas.board.begin((x + width / 2, y + height / 2))
        assert isinstance(begun, Text)
        self.begin(begun)

    def end(self, *_of_signal: object) -> None:
        """Keep what has been written."""
        if self._editor is not None:
            self._editor.end()

    def follow(self) -> None:
        """The picture has moved."""
        if self._editor is not None:
            self._editor.place(self._canvas.view)

    def _take(self, mark: Text) -> None:
        board = self._canvas.board
        editor, self._editor = self._editor, None
        index, self.index = self.index, None
        if index is not None:
            board.select(index)
            if mark.text:
                board.swap(mark, "reword")
            else:
                board.remove()
        elif mark.text:
            board.add(mark)
        if editor is not None:
            if editor.hasFocus():
                self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            editor.hide()
            editor.deleteLater()
        self.changed.emit()
