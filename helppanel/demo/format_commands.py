"""What the Format menu and the font boxes do to the selection, and what they show for it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QTextCharFormat, QTextCursor, QTextFormat

from helppanel.demo.documents import Documents
from helppanel.demo.ribbon import Ribbon

_ALIGN = {
    "format_left": Qt.AlignmentFlag.AlignLeft,
    "format_center": Qt.AlignmentFlag.AlignHCenter,
    "format_right": Qt.AlignmentFlag.AlignRight,
    "format_justify": Qt.AlignmentFlag.AlignJustify,
}


class FormatCommands:
    """Formats the document in front."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def bold(self, on: bool) -> None:
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.Bold if on else QFont.Weight.Normal)
        self._merge(form)

    def italic(self, on: bool) -> None:
        form = QTextCharFormat()
        form.setFontItalic(on)
        self._merge(form)

    def underline(self, on: bool) -> None:
        form = QTextCharFormat()
        form.setFontUnderline(on)
        self._merge(form)

    def family(self, name: str) -> None:
        form = QTextCharFormat()
        form.setFontFamilies([name])
        self._merge(form)

    def size(self, points: float) -> None:
        """Sets the size and drops a heading's own enlargement, which would override it."""
        page = self._documents.current().page
        chosen = page.textCursor()
        if not chosen.hasSelection():
            page.setCurrentCharFormat(_sized(page.currentCharFormat(), points))
        chosen.beginEditBlock()
        for start, end, form in _pieces(chosen):
            cursor = QTextCursor(page.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(_sized(form, points))
        chosen.endEditBlock()
        page.setFocus()

    def align(self, name: str) -> None:
        """`name` is one of the alignment actions, as `format_center`."""
        self._documents.current().page.setAlignment(_ALIGN[name])

    def show(self, actions: Mapping[str, QAction], ribbon: Ribbon) -> None:
        """Sets checks and boxes to what is under the caret."""
        page = self._documents.current().page
        form = page.currentCharFormat()
        caret = page.textCursor()
        if caret.atBlockStart() and caret.block().length() > 1:
            caret.movePosition(QTextCursor.MoveOperation.NextCharacter)
            form = caret.charFormat()  # a line begins with the format of its first letter
        font = form.font().resolve(page.document().defaultFont())
        actions["format_bold"].setChecked(font.bold())
        actions["format_italic"].setChecked(font.italic())
        actions["format_underline"].setChecked(font.underline())
        side = page.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        for name, flag in _ALIGN.items():
            actions[name].setChecked(bool(side & flag))
        ribbon.show_font(font)

    def _merge(self, form: QTextCharFormat) -> None:
        page = self._documents.current().page
        page.mergeCurrentCharFormat(form)
        page.setFocus()


def _sized(form: QTextCharFormat, points: float) -> QTextCharFormat:
    sized = QTextCharFormat(form)
    sized.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    sized.setFontPointSize(points)
    return sized


def _pieces(chosen: QTextCursor) -> list[tuple[int, int, QTextCharFormat]]:
    """Start, end and format of every run of one format within the selection."""
    first, last = chosen.selectionStart(), chosen.selectionEnd()
    pieces = []
    block = chosen.document().findBlock(first)
    while block.isValid() and block.position() < last:
        place = block.begin()
        while not place.atEnd():
            run = place.fragment()
            start, end = max(run.position(), first), min(run.position() + run.length(), last)
            if start < end:
                pieces.append((start, end, run.charFormat()))
            place += 1
        block = block.next()
    return pieces
