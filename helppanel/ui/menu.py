"""The host's Help menu: what is in it, as data, and the actions made from it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from helppanel.config import HelpConfig

if TYPE_CHECKING:
    from helppanel.ui.context.pointing import Pointing
    from helppanel.ui.shortcuts import Referee
    from helppanel.ui.texts import Texts

log = logging.getLogger("helppanel")

# name and icon; the name is also the text in `menu.toml`, the shortcut in HelpConfig and the object name
ENTRIES = (
    ("help_center", "book"),
    ("whats_this", "cursor"),
    ("search", "search"),
    ("support", "headset"),
    ("report", "bug"),
    ("suggest", "bulb"),
    ("capture", "camera"),
    ("feedback", "inbox"),
    ("contact", "phone"),
    ("about", "info"),
)
KEYED = ("help_center", "whats_this")  # whose keys explain what has the keyboard
GROUPS = ("report", "contact")  # a line goes before these
SETTLE_AFTER = 50  # milliseconds
BY_HAND_WITHIN = (
    200  # milliseconds after a menu is gone, an entry of it was clicked and not its shortcut pressed
)


class Entry(QAction):
    """Knows whether its shortcut was pressed, for as long as it takes to answer it."""

    by_key = False

    # Qt

    def event(self, event: QEvent) -> bool:
        """Its shortcut comes as an event, a click does not."""
        self.by_key = event.type() == QEvent.Type.Shortcut
        return super().event(event)


class HelpMenu(QObject):
    """The panel's entries, in the host's Help menu where it has one; grey where `forbid` says so.

    `chosen` gets the name of an entry, or `article:ID` where the keyboard or the mouse was at something that
    names an article: its own, or that of a parent (see `ui.context.topic`).
    """

    def __init__(
        self,
        window: QMainWindow,
        config: HelpConfig,
        texts: Callable[[], Texts],
        chosen: Callable[[str], None],
        menu: QMenu | None = None,
        forbid: Callable[[str], bool] = lambda _name: False,
    ) -> None:
        super().__init__(window)
        self._window, self._config, self._read_texts, self._tell = window, config, texts, chosen
        self._forbid = forbid
        self._texts: Texts | None = None
        self._unread = 0
        of_host = menu or _help_menu_of(window)
        self._own = of_host is None
        self.menu = of_host or self._add_menu()
        self.actions = {name: self._action(name) for name, _ in ENTRIES}
        self._set_roles()
        self._insert()
        if self._own and bar_of(window) is None:
            window.addActions(list(self.actions.values()))  # their shortcuts work, at least
        self._wanted: dict[QAction, str] = {
            self.actions[name]: keys
            for name, keys in config.shortcuts.items()
            if keys and name in self.actions
        }
        self._referee: Referee | None = None
        self._pointing: Pointing | None = None
        self._by_hand = QTimer(self, singleShot=True, interval=BY_HAND_WITHIN)
        # texts and shortcuts come after the host's first paint; by then it has made all of its own shortcuts
        timer = QTimer(self, singleShot=True, interval=SETTLE_AFTER)
        timer.timeout.connect(self._settle)
        QTimer.singleShot(0, timer.start)  # counted from when the host's event loop runs
        self.menu.aboutToShow.connect(self._about_to_show)
        self.menu.aboutToHide.connect(self._by_hand.start)

    def set_texts(self, texts: Texts) -> None:
        """Say it in this language."""
        self._texts = texts
        for name, action in self.actions.items():
            action.setText(self._text(name, texts))
        if self._own:
            self.menu.setTitle(texts.t("menu.help"))

    def set_unread(self, count: int) -> None:
        """Show how many answers are unread."""
        self._unread = count
        self.set_texts(self._texts or self._read_texts())

    def _text(self, name: str, texts: Texts) -> str:
        if name == "feedback" and self._unread:
            return texts.t("menu.feedback_unread", count=self._unread)
        if name == "about":
            return texts.t("menu.about", app=spaced(self._config.app_name, texts)).replace("&", "&&")
        return texts.t(f"menu.{name}")

    def _action(self, name: str) -> Entry:
        action = Entry(self)
        action.setObjectName(f"helppanel_{name}")
        action.triggered.connect(partial(_choose, self._choose, name))
        return action

    def _choose(self, name: str) -> None:
        """By its key, help is about what has the keyboard; by hand it is the help center, or pointing."""
        try:
            if name in KEYED and self._was_by_key(name) and (topic := self._topic()):
                self._tell(f"article:{topic}")
            elif name == "whats_this":
                self._point()
            else:
                self._tell(name)
        except Exception:
            log.exception("the Help menu failed")

    def _was_by_key(self, name: str) -> bool:
        by_key, self.actions[name].by_key = self.actions[name].by_key, False
        # on macOS the system's menu bar looks up keys, and no event tells
        return by_key if sys.platform != "darwin" else not self._by_hand.isActive()

    def _topic(self) -> str:
        from PySide6.QtWidgets import QApplication  # here, as all that a host need not load to start

        from helppanel.ui.context.topic import topic_of

        return topic_of(QApplication.focusWidget())

    def _point(self) -> None:
        from PySide6.QtGui import QPalette

        from helppanel.ui.context.pointing import Pointing

        if self._pointing is not None:
            self._pointing.stop()
            self._pointing.deleteLater()
        color = self._window.palette().color(QPalette.ColorRole.Highlight)
        self._pointing = Pointing(self._window, self._texts or self._read_texts(), color, self._open)
        self._pointing.start()

    def _open(self, topic: str) -> None:
        self._tell(f"article:{topic}")

    def _set_roles(self) -> None:
        role = QAction.MenuRole
        host_has_one = any(action.menuRole() is role.AboutRole for action in in_menus(self._window))
        for name, action in self.actions.items():
            about = name == "about" and not host_has_one
            action.setMenuRole(role.AboutRole if about else role.NoRole)

    def _insert(self) -> None:
        """Before what the host has in the menu."""
        first = next(iter(self.menu.actions()), None)
        for name, action in self.actions.items():
            if name in GROUPS:
                self._put(self._separator(), first)
            self._put(action, first)
        if first is not None and not first.isSeparator():
            self._put(self._separator(), first)

    def _put(self, action: QAction, before: QAction | None) -> None:
        if before is None:
            self.menu.addAction(action)
        else:
            self.menu.insertAction(before, action)

    def _separator(self) -> QAction:
        line = QAction(self)
        line.setSeparator(True)
        return line

    def _add_menu(self) -> QMenu:
        """A Help menu at the bar's end; where something else is in the bar's place, one of its own."""
        bar = bar_of(self._window)
        if bar is None and self._window.menuWidget() is None:
            bar = self._window.menuBar()
        menu = bar.addMenu("") if bar is not None else QMenu(self._window)
        menu.setObjectName("helppanel_menu")
        return menu

    def _settle(self) -> None:
        try:
            if self._texts is None:
                self.set_texts(self._read_texts())
            if self._referee is None:
                for name, action in self.actions.items():
                    action.setEnabled(not self._forbid(name))
                from helppanel.ui.context.keys import ContextKeys
                from helppanel.ui.shortcuts import Referee

                self._referee = Referee(self._wanted, self._window, self)
                ContextKeys(self._window, bar_of(self._window), self.actions["help_center"], self._open, self)
            self._referee.give()
        except Exception:
            log.exception("the Help menu failed")

    def _about_to_show(self) -> None:
        self._settle()
        try:
            # here: drawing needs QtSvg, and every type of Qt's costs; a host that starts should load neither
            from PySide6.QtGui import QPalette

            from helppanel.ui import icons

            ink = self.menu.palette().color(QPalette.ColorRole.WindowText)
            for name, icon in ENTRIES:
                self.actions[name].setIcon(icons.icon(icon, ink, 16))
        except Exception:
            log.exception("the Help menu failed")


def bar_of(window: QMainWindow) -> QMenuBar | None:
    """The host's menu bar. Asking `QMainWindow.menuBar` would make one, over whatever stands in its place."""
    if type(window).menuBar is not QMainWindow.menuBar:  # the host keeps its bar elsewhere and says where
        return window.menuBar()
    place = window.menuWidget()
    if place is None or isinstance(place, QMenuBar):
        return place
    inside = place.findChild(QMenuBar)
    return inside if isinstance(inside, QMenuBar) else None


def in_menus(window: QMainWindow) -> Iterator[QAction]:
    """All actions in the menus of the window's menu bar, whoever owns them."""
    bar = bar_of(window)
    waiting = list(bar.actions()) if bar is not None else []
    while waiting:
        action = waiting.pop()
        yield action
        menu = action.menu()
        if isinstance(menu, QMenu):
            waiting.extend(menu.actions())


def spaced(app_name: str, texts: Texts) -> str:
    """The name of the app as Chinese text wants it after a word: a Latin name stands off by a space."""
    return f" {app_name}" if texts.locale == "zh-CN" and app_name[0].isascii() else app_name


def _choose(chosen: Callable[[str], None], name: str) -> None:
    chosen(name)


def _help_menu_of(window: QMainWindow) -> QMenu | None:
    """The menu that the host calls Help, in either language."""
    bar = bar_of(window)
    for action in bar.actions() if bar is not None else ():
        menu = action.menu()
        title = action.text().replace("&", "").partition("(")[0].strip().casefold()
        if isinstance(menu, QMenu) and title in ("help", "帮助"):
            return menu
    return None
