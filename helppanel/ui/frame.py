"""The frame around the pages: rail or tabs by width, the pages' stack, the way back, the keys."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from helppanel.ui import pages
from helppanel.ui.focus_keeper import FocusKeeper
from helppanel.ui.history import History, Stop
from helppanel.ui.ports import Attention, PageContext
from helppanel.ui.rail import Rail
from helppanel.ui.tabs import Tabs, TitleBar
from helppanel.ui.widgets.buttons import plain_button
from helppanel.ui.widgets.empty_state import EmptyState
from helppanel.ui.widgets.page import Page
from helppanel.ui.widgets.toast import Toast

log = logging.getLogger("helppanel")
HYSTERESIS = 8


class HelpFrame(QWidget):
    """Built anew when language or theme change.

    Signals:
        place_wanted(): change between dock and window.
        close_wanted(): close the panel.
        left(): Esc where there is nothing to go back from; the host's turn.
    """

    place_wanted = Signal()
    close_wanted = Signal()
    left = Signal()

    def __init__(self, ctx: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._pages: dict[str, Page] = {}
        self._shown: dict[str, str] = {}  # the rest of the address each page shows
        self._stale: set[str] = set()
        self._history = History()
        self._look = ""
        self._docked = False
        self._search_keys = QKeySequence(ctx.config.shortcuts.get("search", ""))
        self.setObjectName("helppanel_frame")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        ctx.theme.apply(self)
        self._adapt(self.width())
        FocusKeeper(self, self.first_focus)

    def _build(self) -> None:
        self._rail, self._tabs = Rail(self._ctx), Tabs(self._ctx)
        self._title = TitleBar(self._ctx)
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget in (self._title, self._tabs, self._stack):
            right.addWidget(widget)
        right.setStretch(2, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(right, 1)
        self._toast = Toast(self._ctx.theme, self)
        for bar in (self._rail, self._tabs):
            bar.chosen.connect(self.open)
        self._rail.dock_wanted.connect(self.place_wanted)
        self._title.place_wanted.connect(self.place_wanted)
        self._title.close_wanted.connect(self.close_wanted)
        self._title.settings_wanted.connect(partial(self.open, "settings"))

    # addresses

    @property
    def address(self) -> str:
        """What is on screen; "" before the first `open`."""
        return self._history.now

    @property
    def page(self) -> Page | None:
        """The page on screen; None where it could not be made."""
        current = self._stack.currentWidget()
        return current if isinstance(current, Page) else None

    def open(self, address: str, *, focus: bool = True) -> None:
        """Show `address`; see PageContext. Raises ValueError for no such page."""
        name, rest = pages.split(address)
        self._history.go(address, self._focused(), self._bookmark())
        self._raise(name, rest, afresh=True)
        if focus and self.page is not None:
            self._enter(self.page)

    @property
    def addresses(self) -> list[str]:
        """Where the user has been, last what is on screen; for `resume`."""
        return self._history.addresses

    def resume(self, addresses: Sequence[str]) -> None:
        """Go on where the frame before this one was, its way back included."""
        for address in addresses[:-1]:
            self._history.go(address, None)
        self.open(addresses[-1])

    def back(self) -> None:
        """To the page before, its scroll and focus as they were; where there is none, to the host."""
        if self.page is not None and self.page.go_back():
            return
        self._history.leave(self._focused(), self._bookmark())
        stop = self._history.back()
        if stop is None:
            self.left.emit()
        else:
            self._come_back(stop)

    def forward(self) -> None:
        """To the page that `back` left, as it was."""
        self._history.leave(self._focused(), self._bookmark())
        stop = self._history.forward()
        if stop is not None:
            self._come_back(stop)

    @property
    def has_forward(self) -> bool:
        """Whether `forward` leads somewhere."""
        return self._history.has_ahead

    def _come_back(self, stop: Stop) -> None:
        name, rest = pages.split(stop.address)
        self._raise(name, rest, afresh=self._shown.get(name) != rest)
        if self.page is not None and stop.bookmark is not None:
            self.page.come_back(stop.bookmark)
        if stop.focused is not None:
            stop.focused.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.page is not None:
            self._enter(self.page)

    def _bookmark(self) -> object:
        return self.page.bookmark() if self.page is not None else None

    def _raise(self, name: str, rest: str, *, afresh: bool) -> None:
        self._ctx.service.attend(Attention.VISIBLE)
        page = self._page(name)
        if page is None:
            return
        self._stack.setCurrentWidget(page)
        place = pages.place_of(name)
        self._rail.mark(place)
        self._tabs.mark(place)
        if name in self._stale:
            self._stale.discard(name)
            page.refresh()
        if afresh:
            self._shown[name] = rest
            page.show_address(rest)

    def _page(self, name: str) -> Page | None:
        if name not in self._pages:
            try:
                page = pages.build(name, self._ctx)
                page.set_narrow(self._look == "narrow")
            except Exception:
                log.exception("the page %s could not be made", name)
                self._show_failure(name)
                return None
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def _show_failure(self, name: str) -> None:
        t = self._ctx.texts.t
        again = plain_button(self._ctx.theme, t("frame.failed_retry"))
        again.clicked.connect(partial(self.open, name))
        state = EmptyState(self._ctx.theme, "err", t("frame.failed_title"), t("frame.failed_text"), (again,))
        self._stack.addWidget(state)
        self._stack.setCurrentWidget(state)

    # what changes around the pages

    def changed(self, kind: str) -> None:
        """The service says what changed: `articles`, `parcels`, `progress`, `news`, `service` or `link`."""
        page = self.page
        if kind == "progress":
            if page is not None and self.isVisible():
                page.show_progress()
            return
        self._rail.link.refresh()
        if kind == "link":
            return
        self._stale = set(self._pages)
        if page is not None and self.isVisible():
            self._stale.discard(page.objectName().removeprefix("page_"))
            page.refresh()

    def come_back(self) -> None:
        """The panel is on screen again: catch up."""
        name = pages.split(self.address)[0] if self.address else ""
        if name in self._stale and self.page is not None:
            self._stale.discard(name)
            self.page.refresh()

    def set_unread(self, count: int) -> None:
        """Show how many answers are unread."""
        words = self._ctx.texts.t("frame.unread", count=count)
        self._rail.set_unread(count, words)
        self._tabs.set_unread(count, words)

    def set_docked(self, docked: bool) -> None:
        """In the dock, or in a window of its own."""
        self._docked = docked
        self._title.set_docked(docked)
        self._title.setVisible(docked or self._look == "narrow")

    def say(self, text: str) -> None:
        """Show a toast."""
        self._toast.say(text)

    # keys

    def first_focus(self) -> None:
        """The keyboard enters."""
        if self.page is not None:
            self._enter(self.page)

    def _bar(self) -> Rail | Tabs:
        return self._tabs if self._look == "narrow" else self._rail

    def _enter(self, page: Page) -> None:
        target = page.first_focus()
        if target is None or not target.isVisible():
            target = self._bar().first()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cycle(self) -> None:
        """F6: between the places and the page."""
        inside = self.page is not None and self.page.isAncestorOf(self._focused() or self)
        target = (
            None if inside or self.page is None else self.page.first_focus() or self.page.nextInFocusChain()
        )
        (target or self._bar().first()).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focused(self) -> QWidget | None:
        focused = QApplication.focusWidget()
        return focused if focused is not None and self.isAncestorOf(focused) else None

    # Qt

    def minimumSizeHint(self) -> QSize:
        """The pages fit themselves to the room there is; none must push the dock, or the host's window."""
        least, px = super().minimumSizeHint().height(), self._ctx.theme.px
        return QSize(px("breakpoints.minWidth"), min(least, px("breakpoints.minHeight")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no control took and that are not shortcuts of the host."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = modifiers == Qt.KeyboardModifier.ControlModifier
        number = key - Qt.Key.Key_1
        if control and 0 <= number < len(pages.PLACES):
            self.open(pages.PLACES[number].page)
        elif QKeySequence(event.keyCombination()) == self._search_keys:
            self.open("help")
        elif key == Qt.Key.Key_F6 and not modifiers:
            self._cycle()
        elif (key == Qt.Key.Key_Escape and not modifiers) or (
            key == Qt.Key.Key_Left and modifiers == Qt.KeyboardModifier.AltModifier
        ):
            self.back()
        elif key == Qt.Key.Key_Right and modifiers == Qt.KeyboardModifier.AltModifier:
            self.forward()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse's own buttons for the way back and forward."""
        if event.button() == Qt.MouseButton.BackButton:
            self.back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.forward()
        else:
            super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt to the width."""
        super().resizeEvent(event)
        self._adapt(event.size().width())
        if self._toast.isVisible():
            self._toast.place()

    def _adapt(self, width: int) -> None:
        theme = self._ctx.theme
        narrow = theme.px("breakpoints.narrowMax") + (HYSTERESIS if self._look == "narrow" else 0)
        compact = theme.px("breakpoints.compactMax") + (HYSTERESIS if self._look != "wide" else 0)
        look = "narrow" if width <= narrow else "compact" if width <= compact else "wide"
        if look == self._look:
            return
        self._look = look
        self._rail.setVisible(look != "narrow")
        self._rail.set_compact(look == "compact")
        self._tabs.setVisible(look == "narrow")
        self._title.setVisible(self._docked or look == "narrow")
        for page in self._pages.values():
            page.set_narrow(look == "narrow")
