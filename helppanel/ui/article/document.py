"""An article's rich HTML as a `QTextDocument`: sizes, margins, steps, pictures."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
    QTextFrame,
    QTextList,
    QTextListFormat,
    QTextTable,
)

from helppanel.ui import icons
from helppanel.ui.article import pictures
from helppanel.ui.article.rich_html import BOX_ICONS, icon_name
from helppanel.ui.theme import Theme

STEP_DISC, STEP_GAP = 22, 12
STEP_MARGIN, BULLET_MARGIN = STEP_DISC + STEP_GAP, 20
LINE, _CODE_LINE = 24, 20
_ABOVE_TABLE, _BELOW_TABLE = 10, 4
# Set on the format of every list: the number of its first step, 0 for bullets; and how far it stands in.
_FIRST = QTextFormat.Property.UserProperty.value
_MARGIN = _FIRST + 1


def build(html: str, theme: Theme, scale: float = 1.0) -> QTextDocument:
    """The document of what `rich_html` or `slices` gave, `scale` times as large; the caller owns it."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    font = theme.font("reading")
    font.setPixelSize(round(font.pixelSize() * scale))
    document.setDefaultFont(font)
    for icon, tone in BOX_ICONS:
        picture = icons.pixmap(icon, theme.color(tone), 18, 2)
        url = QUrl(icon_name(icon, tone))
        document.addResource(QTextDocument.ResourceType.ImageResource.value, url, picture)
    document.setDefaultStyleSheet(_style(theme, scale))
    document.setHtml(html)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in blocks(document):
        _take_list(block, scale)
        _set_block(block, scale)
    _set_gaps(document.rootFrame())
    cursor.endEditBlock()
    return document


def append(document: QTextDocument, html: str, theme: Theme, scale: float = 1.0) -> None:
    """Add the next slice behind those before; what stands there keeps its place.

    Made apart, where nothing is laid out while it changes.
    """
    # Qt merges the first block of what it inserts into the block there is: something to merge, gone again
    made = build(f"<p>\u200b</p>{html}", theme, scale)
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    at = cursor.position()
    cursor.beginEditBlock()
    cursor.insertFragment(QTextDocumentFragment(made))
    cursor.setPosition(at)
    cursor.deleteChar()
    cursor.endEditBlock()


def blocks(document: QTextDocument, first: int = 0) -> Iterator[QTextBlock]:
    """All from the one with the number `first`."""
    block = document.findBlockByNumber(first)
    while block.isValid():
        yield block
        block = block.next()


def headings(document: QTextDocument) -> list[QTextBlock]:
    """The blocks of the headings, in order."""
    return [block for block in blocks(document) if block.blockFormat().headingLevel()]


def step_number(block: QTextBlock) -> int | None:
    """What stands before `block`: the number of a step, 0 for a bullet, None for nothing."""
    steps = _list_of(block)
    if steps is None:
        return None
    first = int(steps.format().property(_FIRST))
    return first + steps.itemNumber(block) if first else 0


def _list_of(block: QTextBlock) -> QTextList | None:
    return block.textList()


def _style(theme: Theme, scale: float) -> str:
    mono = ", ".join(f"'{family}'" for family in theme.mono().families())
    large, body, small = (f"{round(size * scale)}px" for size in (16, 14, 13))
    return f"""
        body, p, li, td, th {{ color: {theme.css("text")}; }}
        a {{ color: {theme.css("accentText")}; text-decoration: none; }}
        strong, th {{ font-weight: 600; }}
        h2 {{ font-size: {large}; font-weight: 600; color: {theme.css("text")}; }}
        h3 {{ font-size: {body}; font-weight: 600; color: {theme.css("text")}; }}
        code {{ font-family: {mono}; font-size: {small}; background-color: {theme.css("subtle")}; }}
        pre {{ font-family: {mono}; font-size: {small}; color: {theme.css("text")}; }}
    """


def _take_list(block: QTextBlock, scale: float) -> None:
    """Take Qt's own marks and indents off the list that `block` begins; the view draws them."""
    items = _list_of(block)
    if items is None or items.format().hasProperty(_FIRST):
        return
    style = QTextListFormat(items.format())
    numbered = style.style() == QTextListFormat.Style.ListDecimal
    style.setProperty(_FIRST, style.start() if numbered else 0)
    margin = STEP_MARGIN * (style.indent() - 1) + (STEP_MARGIN if numbered else BULLET_MARGIN)
    style.setProperty(_MARGIN, round(margin * scale))
    style.setStyle(QTextListFormat.Style.ListStyleUndefined)
    style.setIndent(0)
    items.setFormat(style)


def _set_block(block: QTextBlock, scale: float) -> None:
    cursor = QTextCursor(block)
    style = QTextBlockFormat(block.blockFormat())
    level, items = style.headingLevel(), _list_of(block)
    above, below = {2: (20.0, 10.0), 3: (12.0, 6.0)}.get(level, (0.0, 12.0 if items is None else 8.0))
    is_code = style.nonBreakableLines()
    style.setNonBreakableLines(False)  # a long line wraps: the column does not scroll sideways
    if items is not None:
        style.setLeftMargin(float(items.format().property(_MARGIN)))
    elif style.indent():  # a further paragraph of a list's item
        style.setLeftMargin(block.previous().blockFormat().leftMargin())
        style.setIndent(0)
    if level:
        _set_size(block, round((16 if level == 2 else 14) * scale))
    table = pictures.table_at(cursor)
    if table is not None:
        above = 0.0
        if is_code or table.cellAt(cursor).lastCursorPosition().block() == block:
            below = 0.0
    elif not block.previous().isValid():
        above = 0.0
    elif pictures.table_at(QTextCursor(block.previous())) is not None:
        above = max(0.0, above - 8)
    style.setTopMargin(round(above * scale))
    style.setBottomMargin(round(below * scale))
    lines = QTextBlockFormat.LineHeightTypes
    kind = lines.MinimumHeight if pictures.take(block) else lines.FixedHeight
    style.setLineHeight(round((_CODE_LINE if is_code else LINE) * scale), kind.value)
    cursor.setBlockFormat(style)


def _set_size(block: QTextBlock, size: int) -> None:
    """Qt enlarges headings by steps of its own; take the pixels of the ramp."""
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    style = QTextCharFormat(cursor.charFormat())
    font = style.font()
    font.setPixelSize(size)
    style.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
    style.setFont(font)
    cursor.setCharFormat(style)


def _set_gaps(frame: QTextFrame) -> None:
    """Room above and below every table in `frame`."""
    for table in frame.childFrames():
        if isinstance(table, QTextTable):
            style = table.format()
            style.setTopMargin(_ABOVE_TABLE)
            style.setBottomMargin(_BELOW_TABLE)
            table.setFormat(style)
