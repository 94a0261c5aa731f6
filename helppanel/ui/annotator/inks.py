"""The colours marks are painted with; the same in both themes, since a file has none."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor

from helppanel.ui import colors
from helppanel.ui.theme import Theme

DARK, LIGHT = "#111418", "#FFFFFF"
_SEEN = 1.3  # the least contrast of a step's disc to its ring
_LARGE = 2.5  # of a bold number to its disc: white as long as it can be read


@cache
def cover() -> QColor:
    """What stands in place of what is hidden: told from a page and from a dark window."""
    return Theme("light").color("controlBorder")


@cache
def paper(color: str) -> QColor:
    """What words in `color` are written on."""
    return QColor(DARK if colors.contrast(color, LIGHT) < _SEEN else LIGHT)


@cache
def words(color: str) -> QColor:
    """`color`, darkened as far as words on their paper need to be read."""
    is_light = colors.contrast(color, LIGHT) < _SEEN
    return QColor(color if is_light else colors.shift(color, "#000000", (LIGHT,), colors.TEXT))


@cache
def number(color: str) -> QColor:
    """A step's number on a disc in `color`."""
    return QColor(LIGHT if colors.contrast(color, LIGHT) >= _LARGE else DARK)


@cache
def ring(color: str) -> QColor:
    """What a step's disc in `color` is set off from the picture by."""
    return QColor(DARK if colors.contrast(color, LIGHT) < _SEEN else LIGHT)


@cache
def marker(color: str) -> QColor:
    """`color` as of a felt pen: light enough that dark words under it stay readable."""
    if colors.contrast(color, LIGHT) < _SEEN:
        color = colors.mix(color, DARK, 0.15)  # white would not be seen on a page
    else:
        color = colors.mix(color, LIGHT, 0.35)
    return QColor(colors.shift(color, LIGHT, (DARK,), 2 * colors.TEXT))
