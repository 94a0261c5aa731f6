"""Opens the annotator on a picture of the form."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from helppanel.contract.problems import HelpError
from helppanel.report.draft import DraftFile
from helppanel.report.marks import Mark
from helppanel.ui.report import darkroom

if TYPE_CHECKING:
    from helppanel.ui.annotator.dialog import Annotator
    from helppanel.ui.ports import Job, PageContext
    from helppanel.ui.report.work import Work


class Marking(QObject):
    """One annotator at a time.

    Signals:
        closed(file): the annotator has gone.
        done(file, marks): the user has changed the marks of `file`; `made` has to be told what becomes of it.
        failed(error): the picture cannot be opened.
    """

    closed = Signal(object)
    done = Signal(object, object)
    failed = Signal(object)

    def __init__(self, ctx: PageContext, work: Work, page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._work, self._page = ctx, work, page
        self._opening: Job | None = None
        self._annotator: Annotator | None = None
        self._making: DraftFile | None = None  # whose marks have changed, until its picture is made anew
        self._wanted: str | None = None  # the source of that one, if the user wants to go on with it

    def open(self, file: DraftFile, source: str) -> None:
        """Show `file` without its marks, and the marks on it; ignored while one is open.

        One that is being made anew is shown when it is there, or its latest marks would be lost.
        """
        if file is self._making:
            self._wanted = source
        elif self._opening is None and self._annotator is None:
            show = partial(self._show, file, source)
            self._opening = self._work.run(partial(_read, file), show, self._fail)

    def forget(self) -> None:
        """Open nothing that is not open yet."""
        self._making = self._wanted = None
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None

    def made(self, replaced: tuple[DraftFile, ...], file: DraftFile) -> None:
        """`file` has taken the place of `replaced`."""
        if any(other is self._making for other in replaced):
            wanted = self._wanted
            self._making = self._wanted = None
            if wanted is not None:
                self.open(file, wanted)

    def not_made(self) -> None:
        """The picture stays as it was."""
        self._making = self._wanted = None

    def _show(self, file: DraftFile, source: str, image: QImage) -> None:
        from helppanel.ui.annotator.dialog import Annotator

        self._opening = None
        annotator = Annotator(
            self._ctx,
            self._page,
            image,
            file.marks,
            source=source,
            taken_at=file.taken_at,
            examined=file.source == "window",  # whose text can be read; of a screen there are only pixels
        )
        annotator.marked.connect(partial(self._finished, file))
        annotator.finished.connect(partial(self._closed, file))
        self._annotator = annotator
        annotator.open()

    def _finished(self, file: DraftFile, marks: tuple[Mark, ...]) -> None:
        if marks != file.marks:
            self._making = file
            self.done.emit(file, marks)

    def _closed(self, file: DraftFile, _result: int) -> None:
        self._annotator = None
        self.closed.emit(file)

    def _fail(self, error: HelpError) -> None:
        self._opening = None
        self.failed.emit(error)


def _read(file: DraftFile) -> QImage:
    """The picture; what shows it is imported meanwhile, not before it is wanted."""
    import_module("helppanel.ui.annotator.dialog")
    return darkroom.unmarked(file)
