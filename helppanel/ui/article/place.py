"""Where a reader is in an article, to come back to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QScrollArea

from helppanel.ui.article.body import ArticleBody


@dataclass(frozen=True)
class Place:
    """`y` px below the top of `part`: the page's `head`, a `line` of the text, or its `tail`.

    `position` is the line's first character; `link` the selected characters, such as a link that has the
    keyboard.
    """

    article: str
    part: str
    y: int
    position: int = 0
    link: tuple[int, int] = (0, 0)


def here(article: str, area: QScrollArea, body: ArticleBody) -> Place:
    """Where the reader is now."""
    cursor = body.textCursor()
    link = (cursor.selectionStart(), cursor.selectionEnd())
    top = area.verticalScrollBar().value()
    inside = top - body.y()
    if inside <= 0:
        return Place(article, "head", top, link=link)
    if inside >= body.height():
        return Place(article, "tail", inside - body.height(), link=link)
    position = body.at(inside)
    return Place(article, "line", inside - body.top_of(position), position, link)


def come_back(place: Place, area: QScrollArea, body: ArticleBody) -> bool:
    """Scroll to `place`; False while the text is not here so far down."""
    if not body.is_whole and (place.part == "tail" or not body.has(max(place.position, place.link[1]))):
        return False
    top = {"head": 0, "tail": body.y() + body.height()}.get(place.part)
    if top is None:
        top = body.y() + body.top_of(place.position)
    if place.link[1] > place.link[0]:
        # by the cursor alone: to make it visible would scroll
        cursor = QTextCursor(body.document())
        cursor.setPosition(place.link[0])
        cursor.setPosition(place.link[1], QTextCursor.MoveMode.KeepAnchor)
        body.setTextCursor(cursor)
    bar = area.verticalScrollBar()
    bar.setValue(top + place.y)
    # a page that is not yet as long as it will be stops before: then there is more to come
    return bar.value() == top + place.y or body.is_whole
