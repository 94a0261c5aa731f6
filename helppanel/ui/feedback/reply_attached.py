"""What goes with a reply: pictures, which can be marked and taken again, and files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError
from helppanel.contract.report import AttachmentRole
from helppanel.report.check import MOST_FILES
from helppanel.report.draft import DraftFile
from helppanel.ui.capture.taken import Picture
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.report import brought
from helppanel.ui.report.arrivals import PICTURES
from helppanel.ui.report.camera import Camera
from helppanel.ui.report.drop_zone import files_in
from helppanel.ui.report.marking import Marking
from helppanel.ui.report.screenshots import MOST_PICTURES
from helppanel.ui.report.shot import Shot, line_up
from helppanel.ui.report.words import OWN, of_field, what_to_do
from helppanel.ui.report.work import Work
from helppanel.ui.widgets.buttons import Button, plain_button
from helppanel.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from helppanel.service import ReplyFiles
    from helppanel.ui.ports import PageContext

_NAME = 180  # px of a file's name
_HIGHEST = 168  # px, before it scrolls: the words need room too


class ReplyAttached(QScrollArea):
    """Everything is copied into `ReplyFiles` as soon as it is chosen or taken.

    Signals:
        changed(): other pictures or files will be sent.
        busy(on): one is on its way, or none any more.
        failed(sentence): one is not there; "" once that counts no more.
    """

    changed = Signal()
    busy = Signal(bool)
    failed = Signal(str)

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self.setObjectName("reply_attached")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ctx = ctx
        self._store: ReplyFiles | None = None
        self._shots: list[Shot] = []
        self._files: list[DraftFile] = []
        self._chips: list[Button] = []
        self._copying = 0
        self._was_busy = False
        work = self._work = Work(ctx.service, self)
        self.camera = Camera(ctx, work, self)
        self.camera.taken.connect(self._taken)
        self.camera.failed.connect(self._fail)
        self.camera.instead.connect(self._fail_over)
        self.camera.busy.connect(lambda _on: self._tell())
        self._marking = Marking(ctx, work, self)
        self._marking.done.connect(self.camera.mark)
        self._marking.failed.connect(self._fail)
        self.camera.failed.connect(self._marking.not_made)
        body = QWidget()
        body.setObjectName("reply_attached_body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._pictures, self._flow = QWidget(), FlowLayout(spacing=12, line_spacing=4)
        self._pictures.setLayout(self._flow)
        self._names, self._named = QWidget(), FlowLayout()
        self._names.setLayout(self._named)
        for part in (self._pictures, self._names):
            column.addWidget(part)
        self.setWidget(body)
        bare = "background: transparent; border: none"
        self.setStyleSheet(f"#reply_attached, #reply_attached_body {{ {bare} }}")
        self._arrange()

    @property
    def files(self) -> tuple[DraftFile, ...]:
        """What will be sent: the pictures, then the files."""
        return (*(shot.file for shot in self._shots), *self._files)

    @property
    def is_busy(self) -> bool:
        """Whether one is on its way."""
        return self._copying > 0 or self.camera.pending > 0

    def begin(self, store: ReplyFiles | None, files: tuple[DraftFile, ...]) -> None:
        """Another reply, with these; what is on its way was for the last one. Emits nothing."""
        self.camera.forget()
        self._marking.forget()
        self._store, self._copying = store, 0
        if store is not None:
            self.camera.album = store
        self._show(files)
        self._tell()

    def take(self, source: str, delay: int, *, all_screens: bool = False) -> None:
        """Take a picture of the app's `window`, the `screen` or a `region`, after `delay` seconds."""
        if self._store is not None and self._has_room(1):
            self._marking.forget()  # the panel is away meanwhile
            of_screens = "all" if source == "screen" and all_screens else source
            self.camera.take(of_screens, delay, most=MOST_PICTURES - len(self._shots))

    def add(self, paths: tuple[Path, ...]) -> None:
        """Copy files that the user chose."""
        store = self._store
        if store is None or not self._has_room(0, len(paths)):
            return
        for path in paths:
            self._copying += 1
            kept, failed = partial(self._kept, store), partial(self._not_kept, store)
            self._work.run(partial(store.keep_file, path), kept, failed)
        self._tell()

    # what is pasted or dropped

    def takes(self, data: QMimeData) -> bool:
        """Whether it is a picture or a file that may be sent."""
        policy = self._ctx.service.policy
        if self._store is None or not self.isEnabled():
            return False
        if paths := files_in(data):
            return policy.files or (policy.screenshots and all(map(_is_picture, paths)))
        return policy.screenshots and data.hasImage()

    def receive(self, data: QMimeData) -> None:
        """Take it."""
        if not self.takes(data):
            return
        paths, policy = files_in(data), self._ctx.service.policy
        if not paths:
            image = data.imageData()
            self._bring([partial(brought.image, image if isinstance(image, QImage) else QImage())])
            return
        pictures = [path for path in paths if policy.screenshots and _is_picture(path)]
        if pictures:
            self._bring([partial(brought.file, path) for path in pictures])
        if others := tuple(path for path in paths if path not in pictures):
            self.add(others)

    def _bring(self, pictures: list[Picture]) -> None:
        if self._has_room(len(pictures)):
            self.camera.keep(pictures, automatic=False)

    # what there is

    def _show(self, files: tuple[DraftFile, ...]) -> None:
        for shot in self._shots:
            self._drop(shot)
        self._shots = [self._shot(file) for file in files if file.role is AttachmentRole.SCREENSHOT]
        self._files = [file for file in files if file.role is not AttachmentRole.SCREENSHOT]
        self._arrange()

    def _shot(self, file: DraftFile) -> Shot:
        shot = Shot(self._ctx, file)
        shot.marked.connect(lambda: self._marking.open(shot.file, shot.source))
        shot.retaken.connect(lambda: self.camera.take(shot.file.source, 0, (shot.file,)))
        shot.removed.connect(partial(self._remove, shot))
        return shot

    def _taken(self, file: DraftFile, replaced: tuple[DraftFile, ...], _batch: int) -> None:
        old = [shot for shot in self._shots if any(shot.file is other for other in replaced)]
        at = self._shots.index(old[0]) if old else len(self._shots)
        for shot in old:
            self._shots.remove(shot)
            self._drop(shot)
        self._shots.insert(at, self._shot(file))
        self._arrange()
        self._marking.made(replaced, file)
        self._tell()
        self.failed.emit("")
        self.changed.emit()

    def _remove(self, shot: Shot) -> None:
        self._shots.remove(shot)
        self._drop(shot)
        self._arrange()
        self.changed.emit()

    def _drop(self, shot: Shot) -> None:
        self._flow.removeWidget(shot)
        shot.hide()
        shot.deleteLater()

    def _kept(self, store: ReplyFiles, file: DraftFile) -> None:
        if store is self._store:
            self._copying -= 1
            self._files.append(file)
            self._arrange()
            self._tell()
            self.changed.emit()

    def _not_kept(self, store: ReplyFiles, error: HelpError) -> None:
        if store is self._store:
            self._copying -= 1
            self._tell()
            self._fail(error)

    def _leave_out(self, file: DraftFile) -> None:
        self._files.remove(file)
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        line_up(self._shots, self._flow)
        for chip in self._chips:
            self._named.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(file) for file in self._files]
        for chip in self._chips:
            self._named.addWidget(chip)
        self._pictures.setVisible(bool(self._shots))
        self._names.setVisible(bool(self._files))
        self.setVisible(bool(self.files))
        self._fit()

    def _chip(self, file: DraftFile) -> Button:
        name = one_line(file.name)
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _NAME)
        chip = plain_button(self._ctx.theme, shown, "x")
        chip.setObjectName("reply_file")
        chip.setToolTip(self._ctx.texts.t("feedback.remove_file", name=name))
        chip.setAccessibleName(chip.toolTip())
        chip.clicked.connect(lambda: self._leave_out(file))
        return chip

    # what goes wrong

    def _has_room(self, pictures: int, files: int = 0) -> bool:
        coming = self.camera.pending + self._copying
        if len(self._shots) + self.camera.pending + pictures > MOST_PICTURES:
            self.failed.emit(self._ctx.texts.t("pictures.too_many", limit=MOST_PICTURES))
        elif len(self.files) + coming + pictures + files > MOST_FILES:
            self.failed.emit(self._ctx.texts.t("report.too_many_files", limit=MOST_FILES))
        else:
            self.failed.emit("")
            return True
        return False

    def _fail(self, error: HelpError) -> None:
        texts = self._ctx.texts
        self.failed.emit(of_field(texts, error) if error.code in OWN else what_to_do(texts, error))

    def _fail_over(self, error: HelpError) -> None:
        reason = what_to_do(self._ctx.texts, error)
        self.failed.emit(self._ctx.texts.t("pictures.instead", reason=reason))

    def _tell(self) -> None:
        if self.is_busy is not self._was_busy:
            self._was_busy = self.is_busy
            self.busy.emit(self.is_busy)

    # Qt

    def _fit(self) -> None:
        """As high as what is in it, up to a limit."""
        wanted = [
            flow.heightForWidth(self.viewport().width())
            for flow, shown in ((self._flow, self._shots), (self._named, self._files))
            if shown
        ]
        self.setFixedHeight(min(_HIGHEST, sum(wanted) + 6 * (len(wanted) - 1)) if wanted else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height anew."""
        super().resizeEvent(event)
        self._fit()


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURES
