"""The screenshots of the form: where from, the thumbnails, one more."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.report.draft import DraftFile
from helppanel.ui.capture.taken import Picture
from helppanel.ui.report import brought
from helppanel.ui.report.add_tile import AddTile
from helppanel.ui.report.camera import Camera
from helppanel.ui.report.marking import Marking
from helppanel.ui.report.notice import Notice
from helppanel.ui.report.shot import Shot, line_up
from helppanel.ui.report.timing import Timing
from helppanel.ui.report.words import what_to_do
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import label
from helppanel.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work

MOST_PICTURES = 10  # more nobody looks at
ICONS = {"window": "window", "screen": "monitor", "region": "region", "none": "noimg"}


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
        self._batch = 0
        self._chosen = "window"
        self._allowed = ctx.service.policy.screenshots and ctx.service.policy.form
        self.camera = Camera(ctx, work, page)
        self.camera.taken.connect(self._taken)
        self.camera.failed.connect(self._failed)
        self.camera.instead.connect(self._say_instead)
        self._marking = Marking(ctx, work, page)
        self._marking.done.connect(self.camera.mark)
        self._marking.failed.connect(self._failed)
        self._marking.closed.connect(self._marked)
        self.camera.failed.connect(self._marking.not_made)
        self.camera.busy.connect(self.busy)
        choices = [(s, ctx.texts.t(f"pictures.source_{s}"), icon) for s, icon in ICONS.items()]
        self.source = Segmented(ctx.theme, choices, ctx.texts.t("pictures.source"))
        self.source.setObjectName("report_source")
        self.source.setProperty("compact", True)
        self.source.chosen.connect(self._choose)
        for segment in self.source.findChildren(QPushButton):
            segment.setProperty("ramp", "caption")
        self.timing = Timing(ctx.theme, ctx.texts)
        self._add = AddTile(ctx.theme, ctx.texts.t("pictures.add"))
        self._add.setObjectName("report_add_picture")
        self._add.setToolTip(ctx.texts.t("pictures.add_hint"))
        self._add.setAccessibleDescription(ctx.texts.t("pictures.add_hint"))
        self._add.clicked.connect(lambda: self.take(self.source.value))
        self._adder = QWidget()
        adding = QVBoxLayout(self._adder)
        adding.setContentsMargins(0, 0, 0, 0)
        adding.setSpacing(2)
        adding.addWidget(self._add)
        adding.addWidget(self.timing, 0, Qt.AlignmentFlag.AlignHCenter)
        self.notice = Notice(ctx.theme)
        self.notice.setObjectName("report_picture_error")
        self._heading = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._heading.setSpacing(8)
        self._heading.addWidget(label(ctx.texts.t("pictures.title"), "bodyStrong"), 1)
        self._heading.addWidget(self.source)
        self._tiles = QWidget()
        self._flow = FlowLayout(spacing=12, line_spacing=8)
        self._tiles.setLayout(self._flow)
        self._flow.addWidget(self._adder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._heading)
        self._unseen = label("", "caption", "text3", wrap=True)
        self._unseen.setObjectName("report_unseen")
        column.addWidget(self._tiles)
        column.addWidget(self._unseen)
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
        """Show the pictures of a draft; those on their way are not among them."""
        self.camera.forget()
        self._marking.forget()
        for shot in list(self._shots):
            self._drop(shot)
        self.notice.say("")
        self._declined = False
        self._set_source("window")
        for file in files:
            self._shots.append(self._shot(file))
        self._arrange()

    def take(self, source: str) -> None:
        """Add a picture the user asks for."""
        if self._allowed and self._has_room():
            self._take(source, (), self._room)

    def keep(self, pictures: list[Picture], source: str, *, automatic: bool) -> None:
        """Add pictures that were taken before the panel opened; `automatic` ones replace the last such.

        After 不附图 those are not wanted.
        """
        if not self._allowed or (automatic and self.source.value == "none"):
            return
        self._set_source(source)
        self._arrange()
        stale = self._automatic() if automatic else []
        room = self._room + len(stale)
        if room < len(pictures):
            self._say_full()
        self.camera.keep(pictures[: max(0, room)], automatic=automatic)

    def paste(self, image: QImage) -> None:
        """Add a picture from the clipboard, or one that was dropped."""
        self._add_brought([partial(brought.image, image)])

    def add(self, paths: list[Path]) -> None:
        """Add pictures that were dropped as files."""
        self._add_brought([partial(brought.file, path) for path in paths])

    def _add_brought(self, pictures: list[Picture]) -> None:
        if self._allowed and self._has_room():
            self.show_all()
            if len(pictures) > self._room:
                self._say_full()
            self.camera.keep(pictures[: self._room], automatic=False)

    def show_all(self) -> None:
        """Send pictures again after 不附图."""
        if self.source.value == "none":
            self._set_source("window")
            self._arrange()

    def decline(self) -> None:
        """This draft is to get no picture by itself."""
        self._declined = True

    def take_by_itself(self) -> None:
        """Take the host's windows, unless there is a picture or the user wanted none."""
        if self._allowed and not (self._declined or self._shots or self.camera.pending):
            self.camera.take_by_itself()

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        shown = [] if self._tiles.isHidden() else self._shots
        buttons = [button for shot in shown for button in shot.stops()]
        return [*self.source.findChildren(QPushButton), *buttons, self._add, self.timing]

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: the sources below the title, all across."""
        word = self._ctx.texts.t("pictures.short_window" if narrow else "pictures.source_window")
        self.source.set_text("window", f" {word}")
        direction = QBoxLayout.Direction
        self._heading.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._flow.setSpacing(8 if narrow else 12)
        self._add.set_word(self._ctx.texts.t("pictures.add_short" if narrow else "pictures.add"))

    def _set_source(self, source: str) -> None:
        self._chosen = source
        self.source.set_value(source)

    def _choose(self, source: str) -> None:
        self.notice.say("")
        self._arrange()
        self.changed.emit()
        before, self._chosen = self._chosen, source
        if source == "none":
            self.decline()
        elif not self._shots:
            self.take(source)
        elif before != "none" and len(self._automatic()) == len(self._shots):
            # what was taken by itself gives way to what the user would rather show
            self._take(source, tuple(self._automatic()), MOST_PICTURES)

    def _take(self, source: str, replaced: tuple[DraftFile, ...], most: int) -> None:
        self._marking.forget()  # the panel is away meanwhile
        of_screens = "all" if source == "screen" and self.timing.all_screens else source
        self.camera.take(of_screens, self.timing.delay, replaced, most)

    def _taken(self, file: DraftFile, replaced: tuple[DraftFile, ...], batch: int) -> None:
        if batch and batch != self._batch:
            self._batch = batch
            replaced = tuple(self._automatic())
        old = [shot for shot in self._shots if any(shot.file is other for other in replaced)]
        at = self._shots.index(old[0]) if old else len(self._shots)
        focus = self.window().focusWidget()  # while another window may still be in front
        stop = next((i for shot in old for i, stop in enumerate(shot.stops()) if stop is focus), None)
        for shot in old:
            self._drop(shot)
        shot = self._shot(file)
        self._shots.insert(at, shot)
        self._arrange()
        if stop is not None:
            shot.show()  # what is hidden takes no focus
            shot.stops()[stop].setFocus()
        self._marking.made(replaced, file)
        self.changed.emit()

    def _failed(self, error: HelpError) -> None:
        texts = self._ctx.texts
        is_gone = (
            error.code is Problem.FILE_UNREADABLE
        )  # the draft's own copy, of which the user knows nothing
        self.notice.say(texts.t("pictures.unreadable") if is_gone else what_to_do(texts, error))

    def _say_instead(self, error: HelpError) -> None:
        reason = what_to_do(self._ctx.texts, error)
        self.notice.say(self._ctx.texts.t("pictures.instead", reason=reason))

    def _automatic(self) -> list[DraftFile]:
        return [shot.file for shot in self._shots if shot.file.automatic]

    @property
    def _room(self) -> int:
        """How many more pictures may come."""
        return MOST_PICTURES - len(self._shots) - self.camera.pending

    def _has_room(self) -> bool:
        if self._room > 0:
            self.notice.say("")
            return True
        self._say_full()
        return False

    def _say_full(self) -> None:
        self.notice.say(self._ctx.texts.t("pictures.too_many", limit=MOST_PICTURES))

    def _shot(self, file: DraftFile) -> Shot:
        shot = Shot(self._ctx, file)
        shot.marked.connect(partial(self._mark, shot))
        shot.retaken.connect(partial(self._retake, shot))
        shot.removed.connect(partial(self._remove, shot))
        return shot

    def _retake(self, shot: Shot) -> None:
        self.notice.say("")
        self._take(shot.file.source, (shot.file,), 1)

    def _mark(self, shot: Shot) -> None:
        self.notice.say("")
        self._marking.open(shot.file, shot.source)

    def _marked(self, file: DraftFile) -> None:
        """The keyboard comes back to the picture, wherever on it the annotator was opened from."""
        shot = next((shot for shot in self._shots if shot.file is file), None)
        if shot is not None and shot.isVisible():
            shot.mark.setFocus(Qt.FocusReason.OtherFocusReason)

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
        line_up(self._shots, self._flow, self._adder)
        self._tiles.setVisible(self.source.value != "none")
        codes = dict.fromkeys(code for file in self.files for code in file.unseen)
        self._unseen.setText("\n".join(self._ctx.texts.t(f"capture.unseen_{code}") for code in codes))
        self._unseen.setVisible(bool(codes))
