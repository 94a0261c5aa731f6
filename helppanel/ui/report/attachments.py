"""The files of the form: drop or choose them, see them, remove them."""

from __future__ import annotations

import itertools
from bisect import bisect
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.report.check import MOST_FILES
from helppanel.report.draft import DraftFile
from helppanel.ui.report.drop_zone import DropZone
from helppanel.ui.report.file_row import FileRow
from helppanel.ui.report.notice import Notice
from helppanel.ui.report.way_out import WayOut
from helppanel.ui.report.words import OWN, of_field, what_to_do

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work


class Attachments(QWidget):
    """Files are copied on workers as soon as they are chosen; they stand in the order they were chosen in.

    Signals:
        changed(): other files will be sent.
        busy(on): a file is being copied, or no longer.
    """

    changed = Signal()
    busy = Signal(bool)

    def __init__(self, ctx: PageContext, work: Work, others: Callable[[], int]) -> None:
        """`others` counts what else is sent beside these files."""
        super().__init__()
        self._others = others
        self._ctx, self._work = ctx, work
        self._rows: list[FileRow] = []
        self._numbers: list[int] = []  # of the rows, as they were chosen
        self._count = itertools.count()
        self._columns = 2
        self.zone = DropZone(ctx.theme, ctx.texts)
        self.zone.setObjectName("report_files")
        self.zone.clicked.connect(self._ask)
        self.zone.dropped.connect(self.add)
        self.notice = Notice(ctx.theme)
        self.notice.setObjectName("report_file_error")
        self.way_out = WayOut(ctx)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._grid)
        column.addWidget(self.notice)
        column.addWidget(self.way_out)
        self._arrange()

    @property
    def files(self) -> tuple[DraftFile, ...]:
        """The files that will be sent."""
        return tuple(row.file for row in self._rows)

    def set_files(self, files: tuple[DraftFile, ...]) -> None:
        """Show the files of a draft."""
        for row in list(self._rows):
            self._drop(row)
        self._say("")
        for file in files:
            self._put(next(self._count), file)
        self._arrange()

    def add(self, paths: list[Path]) -> None:
        """Copy files into the draft."""
        self._say("")
        if self._others() + len(self._rows) + len(paths) > MOST_FILES:
            self._say(self._ctx.texts.t("report.too_many_files", limit=MOST_FILES))
            return
        keep_file = self._ctx.service.keep_file
        for path in paths:
            self.busy.emit(True)
            kept = partial(self._kept, next(self._count))
            self._work.run(partial(keep_file, path), kept, self._failed)

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [self.zone, *(row.remove for row in self._rows), *self.way_out.stops()]

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: one below the other."""
        self._columns = 1 if narrow else 2
        self._arrange()

    def say(self, error: HelpError) -> None:
        """Show what is wrong with a file, or with all of them together."""
        texts = self._ctx.texts
        self._say(of_field(texts, error) if error.code in OWN else what_to_do(texts, error))

    def remove(self, file: DraftFile) -> None:
        """Leave this one out."""
        self._remove(next(row for row in self._rows if row.file is file))

    def _say(self, text: str) -> None:
        self.notice.say(text)
        self.way_out.hide()

    def _ask(self) -> None:
        dialog = QFileDialog(self, self._ctx.texts.t("report.files_dialog"))
        dialog.setObjectName("report_file_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.add([Path(name) for name in names]))
        dialog.open()

    def _put(self, number: int, file: DraftFile) -> None:
        at = bisect(self._numbers, number)
        self._numbers.insert(at, number)
        self._rows.insert(at, self._row(file))

    def _kept(self, number: int, file: DraftFile) -> None:
        self._put(number, file)
        self._arrange()
        self.busy.emit(False)
        self.changed.emit()

    def _failed(self, error: HelpError) -> None:
        self.busy.emit(False)
        self.say(error)

    def _row(self, file: DraftFile) -> FileRow:
        row = FileRow(self._ctx.theme, self._ctx.texts, file)
        row.removed.connect(partial(self._remove, row))
        return row

    def _remove(self, row: FileRow) -> None:
        at = self._rows.index(row)
        self._drop(row)
        self._say("")
        self._arrange()
        self.changed.emit()
        (self._rows[at].remove if at < len(self._rows) else self.zone).setFocus()

    def _drop(self, row: FileRow) -> None:
        at = self._rows.index(row)
        del self._rows[at], self._numbers[at]
        self._grid.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _arrange(self) -> None:
        for index, widget in enumerate((self.zone, *self._rows)):
            if isinstance(widget, FileRow):
                widget.remove.setObjectName(f"report_file_{index - 1}_remove")
                widget.setObjectName(f"report_file_{index - 1}")
            self._grid.addWidget(widget, index // self._columns, index % self._columns)
        for at in range(2):
            self._grid.setColumnStretch(at, 1 if at < self._columns and (at == 0 or self._rows) else 0)
