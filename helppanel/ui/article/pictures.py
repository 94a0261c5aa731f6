"""Pictures in an article's text: as wide as the column, framed, their place kept until they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QPainter,
    QPen,
    QPixmap,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QTextTable,
)

from helppanel.ui import icons
from helppanel.ui.theme import Theme

PICTURE = QTextFormat.ObjectTypes.UserObject.value + 1
INLINE = 32  # px; what is not higher stands among the words, without a frame
_NAME, _WIDTH, _HEIGHT, _ALT, _COLUMNS = (
    QTextFormat.Property.UserProperty.value + 10 + number for number in range(5)
)
_ROOM = 12  # px between a small picture and its frame
_CELL = 20  # px of a cell's padding, both sides
_IN_BOX, _BOX = -1, 3 + 46 + 16  # a note's box, and how many px its text has less than the column


@dataclass(frozen=True)
class Picture:
    """One in the text: its name in the pack, its own size in px, what it shows in words."""

    name: str
    width: int
    height: int
    alt: str

    @property
    def is_inline(self) -> bool:
        """Whether it stands among the words."""
        return self.height <= INLINE


def take(block: QTextBlock) -> bool:
    """Make the pack's pictures in `block` objects that are sized and drawn here; whether one is framed."""
    found: list[tuple[int, QTextCharFormat]] = []
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        style = fragment.charFormat()
        if style.isImageFormat() and style.toImageFormat().name().startswith("image:"):
            found += [(fragment.position() + step, style) for step in range(fragment.length())]
        walk += 1
    for at, style in found:
        cursor = QTextCursor(block)
        cursor.setPosition(at)
        cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
        made = _as_object(style)
        made.setProperty(_COLUMNS, _columns(cursor))
        cursor.setCharFormat(made)
    return any(style.toImageFormat().height() > INLINE for _at, style in found)


def of(style: QTextFormat) -> Picture | None:
    """The picture of a piece of text with this format."""
    if style.objectType() != PICTURE:
        return None
    width, height = int(style.property(_WIDTH)), int(style.property(_HEIGHT))
    return Picture(str(style.property(_NAME)), width, height, str(style.property(_ALT)))


def _as_object(style: QTextCharFormat) -> QTextCharFormat:
    image: QTextImageFormat = style.toImageFormat()
    result = QTextCharFormat()
    result.setObjectType(PICTURE)
    if style.isAnchor():
        result.setAnchor(True)
        result.setAnchorHref(style.anchorHref())
    result.setProperty(_NAME, image.name().removeprefix("image:"))
    result.setProperty(_WIDTH, int(image.width()))
    result.setProperty(_HEIGHT, int(image.height()))
    result.setProperty(_ALT, str(image.property(QTextFormat.Property.ImageAltText.value) or ""))
    return result


class Drawing(QPyTextObject):
    """Sizes and draws the pictures of the documents it `serves`.

    `pixmap` gives a picture, None while it is not here; `is_lost` says whether it never will be.
    """

    def __init__(
        self,
        theme: Theme,
        pixmap: Callable[[Picture], QPixmap | None],
        is_lost: Callable[[str], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme, self._pixmap, self._is_lost = theme, pixmap, is_lost
        self.scale = 1.0

    def serve(self, document: QTextDocument) -> None:
        """Draw the pictures of `document`. Before it is laid out."""
        document.documentLayout().registerHandler(PICTURE, self)

    # Qt

    def intrinsicSize(self, doc: QTextDocument, at: int, style: QTextFormat) -> QSizeF:
        """As wide as the column, or as the words around it where it is small."""
        picture = of(style)
        if picture is None:
            return QSizeF()
        room = _room(doc, at, int(style.property(_COLUMNS)))
        if picture.is_inline:
            return QSizeF(picture.width, picture.height) * min(self.scale, room / picture.width)
        return QSizeF(room, self._fit(picture, room).height() + 2 * _edge(picture, room))

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, at: int, style: QTextFormat
    ) -> None:
        """The picture, or its place."""
        picture = of(style)
        if picture is None:
            return
        theme, pixmap = self._theme, self._pixmap(picture)
        rect = QRectF(rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        inner = rect
        if not picture.is_inline:
            painter.fillRect(rect, theme.color("subtle"))
            size = self._fit(picture, rect.width())
            inner = QRectF(rect.topLeft(), size)
            inner.moveCenter(rect.center())
        if pixmap is not None:
            painter.drawPixmap(inner, pixmap, QRectF(pixmap.rect()))
        elif self._is_lost(picture.name):
            self._draw_lost(painter, rect, picture)
        if not picture.is_inline:
            painter.setPen(QPen(theme.color("border"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()

    def _fit(self, picture: Picture, room: float) -> QSizeF:
        """The picture's size in a column of `room` px: its own, or smaller."""
        inside = room - 2 * _edge(picture, room)
        return QSizeF(picture.width, picture.height) * min(1.0, inside / picture.width)

    def _draw_lost(self, painter: QPainter, rect: QRectF, picture: Picture) -> None:
        ink = self._theme.color("text3")
        mark = icons.pixmap("noimg", ink, 20)
        painter.drawPixmap(rect.topLeft() + QRectF(12, 10, 0, 0).topLeft(), mark)
        painter.setPen(ink)
        painter.setFont(self._theme.font("caption"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(rect.adjusted(40, 12, -12, -8), flags, picture.alt)


def _edge(picture: Picture, room: float) -> float:
    """What is between the picture and its frame: nothing where it fills the column."""
    return 1.0 if picture.width + 2 * _ROOM > room else float(_ROOM)


def table_at(cursor: QTextCursor) -> QTextTable | None:
    """The table that `cursor` stands in. Not known while what holds it is being edited."""
    return cursor.currentTable()


def _columns(cursor: QTextCursor) -> int:
    """How many columns the table at `cursor` has: 0 outside of one."""
    table = table_at(cursor)
    if table is None:
        return 0
    # the columns of a box are its bar, its icon and its text
    return _IN_BOX if table.columns() == 3 and table.rows() == 1 else table.columns()


def _room(document: QTextDocument, at: int, columns: int) -> float:
    """The width there is at the position `at`, in px."""
    # no cursor here: it would ask for the layout that asks for this
    width = document.textWidth() - document.findBlock(at).blockFormat().leftMargin()
    if columns == _IN_BOX:
        width -= _BOX
    elif columns:
        width = width / columns - _CELL
    return max(24.0, width)
