"""An article's rich HTML as a `QTextDocument`: sizes, margins, steps."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextList,
    QTextListFormat,
    QTextTable,
)

from helppanel.ui import icons
from helppanel.ui.article.rich_html import BOX_ICONS, icon_name
from helppanel.ui.theme import Theme

STEP_DISC, STEP_GAP = 22, 12
STEP_MARGIN, BULLET_MARGIN = STEP_DISC + STEP_GAP, 20
_LINE, _CODE_LINE = 24, 20
_ABOVE_TABLE, _BELOW_TABLE = 10, 4
# Set on the format of every list: the number of its first step, 0 for bullets; and how far it stands in.
_FIRST = QTextFormat.Property.UserProperty.value
_MARGIN = _FIRST + 1


def build(html: str, theme: Theme) -> QTextDocument:
    """The document of `rich_html`'s result, detached: the caller owns it."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(theme.font("reading"))
    for icon, tone in BOX_ICONS:
        picture = icons.pixmap(icon, theme.color(tone), 18, 2)
        url = QUrl(icon_name(icon, tone))
        document.addResource(QTextDocument.ResourceType.ImageResource.value, url, picture)
    document.setDefaultStyleSheet(_style(theme))
    document.setHtml(html)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in blocks(document):
        _take_list(block)
        _set_block(block)
    _set_gaps(document.rootFrame())
    cursor.endEditBlock()
    return document


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """All blocks from the first."""
    block = document.begin()
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


def _table_at(cursor: QTextCursor) -> QTextTable | None:
    return cursor.currentTable()


def _style(theme: Theme) -> str:
    mono = ", ".join(f"'{family}'" for family in theme.mono().families())
    return f"""
        body, p, li, td, th {{ color: {theme.css("text")}; }}
        a {{ color: {theme.css("accentText")}; text-decoration: none; }}
        strong, th {{ font-weight: 600; }}
        h2 {{ font-size: 16px; font-weight: 600; color: {theme.css("text")}; }}
        h3 {{ font-size: 14px; font-weight: 600; color: {theme.css("text")}; }}
        code {{ font-family: {mono}; font-size: 13px; background-color: {theme.css("subtle")}; }}
        pre {{ font-family: {mono}; font-size: 13px; color: {theme.css("text")}; }}
    """


def _take_list(block: QTextBlock) -> None:
    """Take Qt's own marks and indents off the list that `block` begins; the view draws them."""
    items = _list_of(block)
    if items is None or items.format().hasProperty(_FIRST):
        return
    style = QTextListFormat(items.format())
    numbered = style.style() == QTextListFormat.Style.ListDecimal
    style.setProperty(_FIRST, style.start() if numbered else 0)
    style.setProperty(
        _MARGIN, STEP_MARGIN * (style.indent() - 1) + (STEP_MARGIN if numbered else BULLET_MARGIN)
    )
    style.setStyle(QTextListFormat.Style.ListStyleUndefined)
    style.setIndent(0)
    items.setFormat(style)


def _set_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    style = QTextBlockFormat(block.blockFormat())
    level, items = style.headingLevel(), _list_of(block)
    above, below = {2: (20.0, 10.0), 3: (12.0, 6.0)}.get(level, (0.0, 12.0 if items is None else 8.0))
    is_code = style.nonBreakableLines()
    if items is not None:
        style.setLeftMargin(float(items.format().property(_MARGIN)))
    elif style.indent():  # a further paragraph of a list's item
        style.setLeftMargin(block.previous().blockFormat().leftMargin())
        style.setIndent(0)
    if level:
        _set_size(block, 16 if level == 2 else 14)
    table = _table_at(cursor)
    if table is not None:
        above = 0.0
        if is_code or table.cellAt(cursor).lastCursorPosition().block() == block:
            below = 0.0
    elif not block.previous().isValid():
        above = 0.0
    elif _table_at(QTextCursor(block.previous())) is not None:
        above = max(0.0, above - 8)
    style.setTopMargin(above)
    style.setBottomMargin(below)
    height = _CODE_LINE if is_code else _LINE
    style.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
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
