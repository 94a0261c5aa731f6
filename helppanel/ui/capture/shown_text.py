"""Text that a window shows, with its places: read on the UI thread, searched on any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect

from helppanel.ui.capture.tree import Tree

if TYPE_CHECKING:
    from helppanel.ui.capture.shown_table import Table

SHORTEST, LONGEST = 2, 20_000  # characters of a control; fewer say nothing, more are not read
MOST_TEXTS = 6000  # more cells than a large screen shows legibly
MOST_CHARACTERS = 250_000
MOST_EXACT = 6000  # edges of words whose place is asked for; beyond, a place is a whole line
WIDE = re.compile("[\U00010000-\U0010ffff]")


class Line(NamedTuple):
    """One line of a text on screen: its characters [start, end) and its place in the window, pixels.

    `stops` are the x of some edges of characters, at the positions `edges`, both ascending from the line's
    start to its end; None where only the whole line can be told. A line's place reaches as far as text could,
    not as far as it does.
    """

    start: int
    end: int
    place: QRect
    stops: tuple[float, ...] | None = None
    edges: tuple[int, ...] = ()


class ShownText(NamedTuple):
    """A text as one would read it, and its lines on screen.

    Positions count code points, of which `text` has none beyond the basic plane: Qt counts those twice.
    `cue` stands elsewhere and says what the text is, as the name of its column.
    """

    text: str
    lines: tuple[Line, ...]
    cue: str = ""


@dataclass
class Reading:
    """What was read in one window so far, and how much more may be read.

    The limits are counts, not times: the same window must give the same places twice.
    """

    covered: Sequence[QRect]  # places of the window that will not be seen
    tree: Tree = field(default_factory=Tree)
    texts: list[ShownText] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)  # whose texts are yet to be made
    in_tables: int = 0  # how many those are
    characters: int = 0
    exact: int = 0
    is_partial: bool = False  # something could not be looked at
    label: str = ""  # the text of the last label, until a field was read

    @property
    def is_full(self) -> bool:
        """Whether no more is to be read."""
        return not self.has_room(1, 1)

    def has_room(self, texts: int, characters: int) -> bool:
        """Whether so many more may be read."""
        count = len(self.texts) + self.in_tables + texts
        return count <= MOST_TEXTS and self.characters + characters <= MOST_CHARACTERS

    def is_worth(self, place: QRect) -> bool:
        """Whether a text at this place of the window would be seen."""
        if place.isEmpty():
            return False
        return not self.covered or not any(cover.contains(place) for cover in self.covered)

    def may_be_exact(self, edges: int) -> bool:
        """Whether the place of each of so many edges may be asked for; if so, they are counted."""
        if self.exact + edges > MOST_EXACT:
            return False
        self.exact += edges
        return True

    def add(self, text: str, lines: tuple[Line, ...], cue: str = "") -> None:
        """Keep a text with its lines."""
        if lines and not text.isspace():
            self.texts.append(ShownText(text, lines, cue))
            self.characters += len(text)

    def add_whole(self, text: str, place: QRect, cue: str = "") -> None:
        """Keep a text that is seen or covered as a whole."""
        if self.is_worth(place):
            text = plain(text)
            self.add(text, (Line(0, len(text), place),), cue)

    def add_table(self, table: Table, texts: int, characters: int) -> None:
        """Keep a table of so many texts, with so many characters in all."""
        self.tables.append(table)
        self.in_tables += texts
        self.characters += characters

    def all_texts(self) -> Iterator[ShownText]:
        """Those of the tables are made only now: on a worker, if it can be."""
        yield from self.texts
        for table in self.tables:
            yield from table.texts()


class Spot(NamedTuple):
    """Where a widget is in its window: its corner, and what of the window it may paint on."""

    corner: QPoint
    clip: QRect

    def place(self, rect: QRect) -> QRect:
        """A rectangle of the widget, in the window."""
        return rect.translated(self.corner).intersected(self.clip)


def plain(text: str) -> str:
    """`text` with as many characters as Qt counts; a line that is broken by hand reads on."""
    if text.isascii():
        return text
    text = text.replace("\u2028", " ")
    return text if max(text, default="") <= "\uffff" else WIDE.sub("\ufffd\ufffd", text)
