"""Reads a whole table at once: its values with the picture, the texts made of them on a worker.

A table shows more texts than all else in a window. Asked cell by cell for their places they take a third of
what the picture takes; here rows and columns tell where a cell lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtWidgets import QTableView

from helppanel.ui.capture import cells
from helppanel.ui.capture.cell_words import as_shown, column_name, is_plain
from helppanel.ui.capture.shown_text import LONGEST, SHORTEST, Reading, ShownText, Spot

ASKED = ("visualRect", "indexAt", "itemDelegateForIndex")  # what a host's table may answer in its own way


@dataclass(frozen=True)
class Table:
    """What stood in the cells on screen, plain data for any thread.

    `rows` and `columns` are (place, size) in pixels of the viewport, which is at `spot`; `values` has a row
    of values for each row, as the model gave them or as the tuple of texts that they are shown as. `cues`
    say what each column is, `covered` is as in `Reading`.
    """

    rows: tuple[tuple[int, int], ...]
    columns: tuple[tuple[int, int], ...]
    values: tuple[tuple[object, ...], ...]
    cues: tuple[str, ...]
    spot: Spot
    covered: tuple[QRect, ...]

    def texts(self) -> Iterator[ShownText]:
        """The texts worth looking at, row by row."""
        reading = Reading(self.covered)
        for (y, height), values in zip(self.rows, self.values, strict=True):
            for (x, width), value, cue in zip(self.columns, values, self.cues, strict=True):
                for text in _texts(value):
                    if len(text) > SHORTEST:
                        reading.add_whole(text[:LONGEST], self.spot.place(QRect(x, y, width, height)), cue)
        yield from reading.texts


def take(view: QTableView, spot: Spot, reading: Reading) -> bool:
    """Keep what `view` shows, if it can be told at once; else whoever asks looks at its cells one by one."""
    if not _is_qts_own(view) or view.model() is None:
        return False
    rows = cells.sections(view.verticalHeader(), view.viewport().height())
    columns = cells.columns(view)
    if len(rows) * len(columns) > cells.MOST or not _has_one_writing(view, rows, columns):
        return False
    index, root = view.model().index, view.rootIndex()
    values = [[index(row, column, root).data() for column in columns] for row in rows]
    texts = [value for of_row in values for value in of_row if value is not None]
    if not set(map(type, texts)) <= {str}:
        for row, of_row in zip(rows, values, strict=True):
            for at, value in enumerate(of_row):
                if value is not None and type(value) is not str:
                    of_row[at] = _shown(view, index(row, columns[at], root), value)
        texts = [text for of_row in values for value in of_row for text in _texts(value)]
    lengths = [length for length in map(len, texts) if length > SHORTEST]
    if not reading.has_room(len(lengths), sum(lengths)):
        return False  # read one by one, as far as it goes
    line = 1 if view.showGrid() else 0
    reading.add_table(
        Table(
            tuple((view.rowViewportPosition(row), view.rowHeight(row) - line) for row in rows),
            tuple(
                (view.columnViewportPosition(column), view.columnWidth(column) - line) for column in columns
            ),
            tuple(map(tuple, values)),
            tuple(column_name(view, column) for column in columns),
            spot,
            tuple(reading.covered),
        ),
        len(lengths),
        sum(lengths),
    )
    return True


def _is_qts_own(view: QTableView) -> bool:
    """Whether nothing that tells where its cells are was made anew, be it in Python or in C++."""
    kind = type(view)
    return view.metaObject().className() == kind.__name__ and all(
        getattr(kind, name) is getattr(QTableView, name) for name in ASKED
    )


def _has_one_writing(view: QTableView, rows: Iterable[int], columns: Iterable[int]) -> bool:
    """Whether every cell is one row high and one column wide, and shows a text as it is."""
    if not is_plain(view.itemDelegate()):
        return False
    if any(map(view.itemDelegateForRow, rows)) or any(map(view.itemDelegateForColumn, columns)):
        return False
    tall, wide = view.rowSpan, view.columnSpan
    return all(tall(row, column) == 1 == wide(row, column) for row in rows for column in columns)


def _shown(view: QTableView, index: QModelIndex, value: object) -> tuple[str, ...]:
    return tuple(as_shown(view, index, value, view.locale()))


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()
