"""已遮盖: what is taken out of the facts before they leave, in one line, and the way to look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from helppanel.contract.report import Fact, FactGroup
from helppanel.report.sightings import Sighting, sightings
from helppanel.ui.report.mark import Mark
from helppanel.ui.report.masked_sheet import MaskedSheet
from helppanel.ui.report.words import kinds_counted
from helppanel.ui.widgets.buttons import text_button
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.contract.problems import HelpError
    from helppanel.ui.ports import Job, PageContext
    from helppanel.ui.report.work import Work

Groups = tuple[FactGroup, ...]


class Masked(QWidget):
    """Takes no place while nothing is masked.

    Signals:
        changed(): the user has another kind sent as it is, or no longer.
        scrubbed(groups): the facts, as they would leave.
    """

    changed = Signal()
    scrubbed = Signal(object)

    def __init__(self, ctx: PageContext, work: Work) -> None:
        super().__init__()
        self._ctx, self._work = ctx, work
        self._groups: Groups = ()
        self._aside: Groups = ()
        self._asked: tuple[Groups, Groups, frozenset[str]] | None = None
        self._found: tuple[Sighting, ...] = ()
        self._job: Job | None = None
        self.shown: frozenset[str] = frozenset()
        self.setObjectName("report_masked")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 10, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Mark(ctx.theme, "mosaic"), 0, Qt.AlignmentFlag.AlignTop)
        self._words = label("", "caption", "text2", wrap=True)
        row.addWidget(self._words, 1)
        self.look = text_button(ctx.theme, ctx.texts.t("form.masked_look"))
        self.look.setProperty("grade", "small")
        self.look.setObjectName("report_masked_look")
        self.look.setAccessibleName(ctx.texts.t("form.masked_look_name"))
        self.look.clicked.connect(self._open)
        row.addWidget(self.look, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self.hide()

    def set_shown(self, shown: frozenset[str]) -> None:
        """Have these kinds sent as they are. Emits `scrubbed` only."""
        self.shown = shown
        self._scrub()

    def set_content(self, groups: Groups, left_out: frozenset[str], names: tuple[str, ...]) -> None:
        """What there is, raw: facts, but for those `left_out` to be sent, and the names of files."""
        self._groups = tuple(group for group in groups if group.id not in left_out)
        self._aside = tuple(group for group in groups if group.id in left_out)
        if names:
            called = self._ctx.texts.t("form.masked_name")
            facts = tuple(Fact(id="", label=called, value=name) for name in names)
            self._groups += (FactGroup(id="", label=called, facts=facts),)
        self._scrub()

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return [] if self.isHidden() else [self.look]

    def _scrub(self) -> None:
        asked = groups, aside, shown = self._groups, self._aside, self.shown
        if asked == self._asked:
            return
        self._asked = asked
        if self._job is not None:
            self._job.cancel()
        scrubbed, locale = self._ctx.service.scrubbed, self._ctx.locale

        def op() -> tuple[Groups, dict[str, int], tuple[Sighting, ...]]:
            leaving, counts = scrubbed(groups, shown, locale)
            return leaving + scrubbed(aside, shown, locale)[0], counts, sightings(groups)

        self._job = self._work.run(op, self._show, self._failed)

    def _show(self, outcome: tuple[Groups, dict[str, int], tuple[Sighting, ...]]) -> None:
        groups, counts, self._found = outcome
        self._job = None
        t = self._ctx.texts.t
        told = [t("form.masked", kinds=kinds_counted(self._ctx.texts, counts))] if counts else []
        kinds = {str(sighting.kind) for sighting in self._found} & self.shown
        if kinds:
            seen = {kind: sum(sighting.kind == kind for sighting in self._found) for kind in kinds}
            told.append(t("form.masked_shown", kinds=kinds_counted(self._ctx.texts, seen)))
        self._words.setText("\n".join(told))
        self.setVisible(bool(told))
        self.scrubbed.emit(tuple(group for group in groups if group.id))

    def _failed(self, _: HelpError) -> None:
        self._job, self._asked = None, None  # the parcel's making says what is wrong

    def _open(self) -> None:
        sheet = MaskedSheet(self._ctx, self, self._found, self.shown)
        sheet.chosen.connect(self._chosen)
        sheet.open()

    def _chosen(self, shown: frozenset[str]) -> None:
        self.set_shown(shown)
        self.changed.emit()
