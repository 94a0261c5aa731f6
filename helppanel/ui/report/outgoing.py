"""将发送的内容: what led here, the facts by group, to be ticked off or looked at, and what is masked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from helppanel.contract.report import FactGroup
from helppanel.report.amount import amount
from helppanel.report.draft import OFF_BY_DEFAULT
from helppanel.ui.report.group_box import GroupBox
from helppanel.ui.report.group_sheet import GroupSheet
from helppanel.ui.report.led_here import LedHere
from helppanel.ui.report.masked import Masked
from helppanel.ui.widgets.buttons import Button, icon_button, text_button
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work


class Outgoing(QWidget):
    """Signals:
    changed(): the user ticked or unticked a group, or has masked things sent as they are.
    weighed(): sizes and what is masked are known, or known better.
    view_wanted(): show everything.
    """

    changed = Signal()
    weighed = Signal()
    view_wanted = Signal()

    def __init__(self, ctx: PageContext, work: Work) -> None:
        super().__init__()
        self._ctx, self._texts = ctx, ctx.texts
        self._groups: tuple[FactGroup, ...] = ()
        self._left_out = OFF_BY_DEFAULT
        self._boxes: dict[str, tuple[GroupBox, QLabel, Button]] = {}
        self._names: tuple[str, ...] = ()
        self._leaving: dict[str, FactGroup] = {}  # by id, as they would leave
        self.masked = Masked(ctx, work)
        self.masked.changed.connect(self.changed)
        self.masked.scrubbed.connect(self._scrubbed)
        self.led_here = LedHere(ctx.texts)
        self.led_here.changed.connect(self.changed)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._note = label(ctx.texts.t("report.outgoing_loading"), "caption", "text3", wrap=True)
        self._view = text_button(ctx.theme, ctx.texts.t("report.view_all"), "eye")
        self._view.setObjectName("report_view")
        self._view.clicked.connect(self.view_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.led_here)
        column.addLayout(self._rows)
        column.addWidget(self._note)
        column.addWidget(self.masked)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._view)
        foot.addStretch(1)
        column.addLayout(foot)

    @property
    def groups(self) -> tuple[FactGroup, ...]:
        """All that were collected."""
        return self._groups

    @property
    def left_out(self) -> frozenset[str]:
        """The ids of those that stay here."""
        return self._left_out

    @property
    def sent(self) -> tuple[FactGroup, ...]:
        """Those that will be sent."""
        return tuple(group for group in self._groups if group.id not in self._left_out)

    @property
    def weight(self) -> int:
        """Bytes of those that will be sent, and of what led here."""
        return sum(map(self._size, self.sent)) + self.led_here.weight

    def set_groups(self, groups: tuple[FactGroup, ...]) -> None:
        """Show what was collected."""
        self._groups = groups
        self._note.hide()
        self._leaving = {}
        if [group.id for group in groups] != list(self._boxes):
            self._build()
        self._show()
        self._mask()

    def set_names(self, names: tuple[str, ...]) -> None:
        """What the files that will be sent are called."""
        self._names = names
        self._mask()

    def fail(self) -> None:
        """Nothing could be collected."""
        self._note.setText(self._texts.t("report.outgoing_failed"))

    def set_left_out(self, left_out: frozenset[str]) -> None:
        """Untick these. Emits nothing."""
        self._left_out = left_out
        self._show()
        self._mask()

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        led_here = [] if self.led_here.isHidden() else [self.led_here.box]
        groups = [stop for box, _, look in self._boxes.values() for stop in (box, look)]
        return [*led_here, *groups, *self.masked.stops(), self._view]

    def _build(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.deleteLater()
        self._boxes = {}
        for group in self._groups:
            row = QWidget()
            row.setFixedHeight(28)
            line = QHBoxLayout(row)
            line.setContentsMargins(4, 0, 0, 0)  # under the text of the button below
            box = GroupBox(group.label)
            box.setObjectName(f"report_group_{group.id}")
            box.toggled.connect(partial(self._toggled, group.id))
            size = label("", "caption", "text3")
            name = self._texts.t("form.group_look", label=group.label)
            look = icon_button(self._ctx.theme, "eye", name, "text3", 14)
            look.setObjectName(f"report_look_{group.id}")
            look.clicked.connect(partial(self._look, group.id))
            line.setSpacing(0)
            line.addWidget(box, 1)
            line.addSpacing(6)
            line.addWidget(size)
            line.addWidget(look)
            self._boxes[group.id] = (box, size, look)
            self._rows.addWidget(row)

    def _show(self) -> None:
        for group in self._groups:
            box, size, look = self._boxes[group.id]
            on = group.id not in self._left_out
            blocked = box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(blocked)
            shown = amount(self._size(group))
            look.setEnabled(group.id in self._leaving)
            off = "form.off_by_default" if group.id in OFF_BY_DEFAULT else "report.outgoing_left_out"
            size.setText(shown if on else self._texts.t(off))
            key = "outgoing_group_name" if on else "outgoing_group_off_name"
            box.setAccessibleName(self._texts.t(f"report.{key}", label=group.label, size=shown))

    def _toggled(self, group: str, on: bool) -> None:
        self._left_out = self._left_out - {group} if on else self._left_out | {group}
        self._show()
        self._mask()
        self.changed.emit()

    def _look(self, group: str) -> None:
        GroupSheet(self._ctx, self, self._leaving[group]).open()

    def _mask(self) -> None:
        """Those that stay here can be looked at too: the user decides by what is in them."""
        self.masked.set_content(self._groups, self.left_out, self._names)

    def _scrubbed(self, groups: tuple[FactGroup, ...]) -> None:
        self._leaving = {group.id: group for group in groups}
        self._show()
        self.weighed.emit()

    def _size(self, group: FactGroup) -> int:
        """Bytes the group takes in the manifest."""
        return len(msgspec.json.encode(self._leaving.get(group.id, group)))
