"""Finding one's way in the list: a line to search in, and a menu of the states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.ticket import TicketStatus
from helppanel.ui.widgets.buttons import Button, icon_button
from helppanel.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from collections.abc import Collection

    from helppanel.ui.ports import PageContext

Standing = TicketStatus | ParcelState
_ORDER: tuple[Standing, ...] = (ParcelState.QUEUED, ParcelState.REFUSED, *TicketStatus)


class _Field(SearchField):
    """Esc closes it."""

    left = Signal()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is ours, all else the field's."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ListTools(QObject):
    """`field` goes below the head, the buttons into it.

    Signals: `changed()` when another text or state is wanted.
    """

    changed = Signal()

    def __init__(self, ctx: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        t = ctx.texts.t
        self.state: Standing | None = None
        self.field = _Field(ctx.theme, t("feedback.search"), t("feedback.search"), t("feedback.search_clear"))
        self.field.setObjectName("feedback_search")
        self.field.set_narrow(True)
        self.field.hide()
        self.field.asked_changed.connect(self.changed)
        self.field.left.connect(lambda: self.open_search(False))
        self.lens = icon_button(ctx.theme, "search", t("feedback.search"), size=20)
        self.lens.setObjectName("feedback_lens")
        self.lens.clicked.connect(lambda: self.open_search(self.field.isHidden()))
        self.funnel = icon_button(ctx.theme, "filter", t("feedback.filter_state"), size=20)
        self.funnel.setObjectName("feedback_funnel")
        self.funnel.clicked.connect(self._open_menu)
        self.menu = QMenu(self.funnel)
        self.menu.setObjectName("feedback_states")
        self._group = QActionGroup(self.menu)
        self.set_states(())

    @property
    def query(self) -> str:
        """What is searched for."""
        return "" if self.field.isHidden() else self.field.asked

    def buttons(self) -> tuple[QToolButton | Button, ...]:
        """For the head."""
        return (self.lens, self.funnel)

    def open_search(self, on: bool) -> None:
        """Show the line and go there, or take it away with what is in it."""
        self.field.setVisible(on)
        if on:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.field.clear()
            self.lens.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def set_states(self, there: Collection[Standing]) -> None:
        """Offer these states; the one that is chosen stays until the user takes another."""
        t = self._ctx.texts.t
        for action in self._group.actions():
            self._group.removeAction(action)
        self.menu.clear()
        self._add(t("feedback.state_all"), None)
        for state in _ORDER:
            if state in there or state is self.state:
                self._add(t(f"status.{state}"), state)
        chosen = t("feedback.state_all") if self.state is None else t(f"status.{self.state}")
        self.funnel.setAccessibleName(t("feedback.filter_state_named", state=chosen))
        self.funnel.setToolTip(self.funnel.accessibleName())
        self.funnel.setProperty("chosen", self.state is not None)

    def _add(self, words: str, state: Standing | None) -> None:
        action = QAction(words, self._group)
        action.setObjectName(f"state_{state or 'all'}")
        action.setCheckable(True)
        action.setChecked(state is self.state)
        action.triggered.connect(lambda _on=False: self._choose(state))
        self.menu.addAction(action)

    def _choose(self, state: Standing | None) -> None:
        self.state = state
        self.changed.emit()

    def _open_menu(self) -> None:
        self.menu.popup(self.funnel.mapToGlobal(self.funnel.rect().bottomLeft()))
