"""The screenshots of the form: where from, the thumbnails, one more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.report.draft import DraftFile
from helppanel.ui.report.add_tile import AddTile
from helppanel.ui.report.camera import Camera
from helppanel.ui.report.notice import Notice
from helppanel.ui.report.shot import Shot
from helppanel.ui.report.words import what_to_do
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work

MOST_PICTURES = 10  # more nobody looks at
ICONS = {"window": "window", "screen": "monitor", "none": "noimg"}


class Screenshots(QWidget):
    """While 不附图 is chosen the pictures are kept aside and not sent; another source brings them back.

    Signals:
        changed(): other pictures will be sent.
        busy(on): a picture is being taken, or no longer.
    """

    changed = Signal()
    busy = Signal(bool)

    def __init__(self, ctx: PageContext, work: Work, page: QWidget) -> None:
        super().__init__()
        self._ctx = ctx
        self._shots: list[Shot] = []
        self._declined = False
        self.camera = Camera(ctx, work, page)
        self.camera.taken.connect(self._taken)
        self.camera.failed.connect(self._failed)
        self.camera.busy.connect(self.busy)
        choices = [(s, ctx.texts.t(f"pictures.source_{s}"), icon) for s, icon in ICONS.items()]
        self.source = Segmented(ctx.theme, choices, ctx.texts.t("pictures.source"))
        self.source.setObjectName("report_source")
        self.source.chosen.connect(self._choose)
        for segment in self.source.findChildren(QPushButton):
            segment.setProperty("ramp", "caption")
        self._add = AddTile(ctx.theme, ctx.texts.t("pictures.add"))
        self._add.setObjectName("report_add_picture")
        self._add.clicked.connect(lambda: self.take(self.source.value))
        self.notice = Notice(ctx.theme)
        self.notice.setObjectName("report_picture_error")
        self._heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._heading.setSpacing(8)
        self._heading.addWidget(label(ctx.texts.t("pictures.title"), "bodyStrong"), 1)
        self._heading.addWidget(self.source)
        self._tiles = QWidget()
        self._flow = FlowLayout(spacing=12, line_spacing=8)
        self._tiles.setLayout(self._flow)
        self._flow.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._heading)
        column.addWidget(self._tiles)
        column.addWidget(self.notice)

    @property
    def files(self) -> tuple[DraftFile, ...]:
        """The pictures that will be sent."""
        return () if self.source.value == "none" else tuple(shot.file for shot in self._shots)

    @property
    def has_pictures(self) -> bool:
        """Whether there are any, sent or kept aside."""
        return bool(self._shots)

    def set_files(self, files: tuple[DraftFile, ...]) -> None:
        """Show the pictures of a draft."""
        for shot in list(self._shots):
            self._drop(shot)
        self.notice.say("")
        self._declined = False
        self.source.set_value("window")
        for file in files:
            self._shots.append(self._shot(file))
        self._arrange()

    def take(self, source: str) -> None:
        """Add a picture the user asks for."""
        if self._has_room():
            self.camera.take(source)

    def keep(self, images: list[QImage], source: str, *, automatic: bool) -> None:
        """Add pictures that were taken before the panel opened; an `automatic` one replaces the last such."""
        self.source.set_value(source)
        self._arrange()
        for image in images:
            if (automatic and self._automatic() is not None) or self._has_room():
                self.camera.keep(image, source, automatic=automatic)

    def decline(self) -> None:
        """This draft is to get no picture by itself."""
        self._declined = True

    def take_by_itself(self) -> None:
        """Take the host's windows, unless there is a picture or the user wanted none."""
        if not (self._declined or self._shots or self.camera.pending):
            self.camera.take_by_itself()

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        shown = [] if self._tiles.isHidden() else self._shots
        buttons = [button for shot in shown for button in (shot.retake, shot.remove)]
        return [*self.source.findChildren(QWidget), *buttons, self._add]

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: the sources below the title, all across."""
        direction = QBoxLayout.Direction
        self._heading.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._flow.setSpacing(8 if narrow else 12)
        self._add.set_word(self._ctx.texts.t("pictures.add_short" if narrow else "pictures.add"))

    def _choose(self, source: str) -> None:
        self.notice.say("")
        self._arrange()
        self.changed.emit()
        if source == "none":
            self.decline()
        elif not self._shots:
            self.take(source)

    def _taken(self, file: DraftFile, replaced: DraftFile | None) -> None:
        shot = self._shot(file)
        if file.automatic and replaced is None:
            replaced = self._automatic()
        at = next((i for i, old in enumerate(self._shots) if old.file is replaced), None)
        if at is None:
            self._shots.append(shot)
        else:
            self._drop(self._shots[at])
            self._shots.insert(at, shot)
        self._arrange()
        self.changed.emit()

    def _failed(self, error: HelpError) -> None:
        self.notice.say(what_to_do(self._ctx.texts, error))

    def _automatic(self) -> DraftFile | None:
        return next((shot.file for shot in self._shots if shot.file.automatic), None)

    def _has_room(self) -> bool:
        full = len(self._shots) + self.camera.pending >= MOST_PICTURES
        text = self._ctx.texts.t("pictures.too_many", limit=MOST_PICTURES) if full else ""
        self.notice.say(text)
        return not full

    def _shot(self, file: DraftFile) -> Shot:
        shot = Shot(self._ctx, file)
        shot.retaken.connect(partial(self._retake, shot))
        shot.removed.connect(partial(self._remove, shot))
        return shot

    def _retake(self, shot: Shot) -> None:
        self.notice.say("")
        self.camera.take(shot.file.source, replaced=shot.file)

    def _remove(self, shot: Shot) -> None:
        self.decline()
        self.notice.say("")
        at = self._shots.index(shot)
        self._drop(shot)
        self._arrange()
        self.changed.emit()
        after = self._shots[at].remove if at < len(self._shots) else self._add
        after.setFocus()

    def _drop(self, shot: Shot) -> None:
        self._shots.remove(shot)
        self._flow.removeWidget(shot)
        shot.hide()
        shot.deleteLater()

    def _arrange(self) -> None:
        while self._flow.takeAt(0) is not None:
            continue
        for index, shot in enumerate(self._shots):
            shot.set_number(index)
            self._flow.addWidget(shot)
        self._flow.addWidget(self._add)
        self._tiles.setVisible(self.source.value != "none")
