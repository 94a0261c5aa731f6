"""The panel as the host sees it. Light: what it is made of is imported when it is first opened."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from helppanel.config import HelpConfig
from helppanel.ui import activation, own_failures
from helppanel.ui.end import End
from helppanel.ui.menu import HelpMenu
from helppanel.ui.permits import Permits

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from helppanel.policy import Policy
    from helppanel.service import HelpService
    from helppanel.ui.bridge import Bridge
    from helppanel.ui.capture.taken import Picture
    from helppanel.ui.session import Choices, Session
    from helppanel.ui.texts import Texts

log = logging.getLogger("helppanel")

LEFTOVERS_AFTER = 2000  # milliseconds after install; then the host has started
OUTBOXES = "outbox*.sqlite3"


def install(window: QMainWindow, config: HelpConfig, menu: QMenu | None = None) -> HelpPanel:
    """Give `window` the panel and its entries in `menu`, in its Help menu, or in one that is added.

    A widget of the host with the property `helpArticle` (`ID` or `ID#anchor`), or any widget in it, is
    explained by that article: with F1, Shift+F1 and 这是什么?; an action with the property, in its menu.

    A window has one panel: asked again with an equal `config` this returns it, with another it raises
    ValueError.
    """
    there = next((child for child in window.children() if isinstance(child, HelpPanel)), None)
    if there is None:
        return HelpPanel(window, config, menu)
    if vars(there._config) != vars(config):
        raise ValueError("this window has a help panel with another config")
    return there


class HelpPanel(QObject):
    """Lives and ends with the host's window. A failure inside it is logged and never reaches the host.

    Signals:
        unread_changed(count): answers the user has not read.
        opened(), closed(): the panel came on screen, or left it.
    """

    unread_changed = Signal(int)
    opened = Signal()
    closed = Signal()

    def __init__(
        self, window: QMainWindow, config: HelpConfig, menu: QMenu | None = None, policy: Policy | None = None
    ) -> None:
        """`policy` None: the administrator's, read once the host has started."""
        super().__init__(window)
        self._window, self._config = window, config
        self._permits = Permits(config.identity, policy)
        self._menu = HelpMenu(window, config, self._texts, self._chosen, menu, self._permits.forbid)
        self._bridge: Bridge | None = None
        self._session: Session | None = None
        self._preparing = False
        self._opening: tuple[str, bool, list[Picture]] | None = None  # what to show once it is ready
        self._end = End()
        own_failures.watch(self._end.tell)
        activation.watch()
        window.destroyed.connect(self._end.come)
        if (app := QApplication.instance()) is not None:
            app.aboutToQuit.connect(self._end.come)
        timer = QTimer(self, singleShot=True)
        timer.timeout.connect(self._deliver_leftovers)
        timer.start(LEFTOVERS_AFTER)

    # what the host may ask

    @property
    def unread(self) -> int:
        """How many answers are unread; 0 until the panel has looked."""
        return self._session.unread if self._session is not None else 0

    def open(self, address: str = "home") -> None:
        """Show a page (see `ui.ports.PageContext`); the keyboard stays in the document."""
        self._safely(partial(self._open, address, focus=False))

    def close(self) -> None:
        """Take the panel off the screen."""
        self._opening = None
        if self._session is not None:
            self._safely(self._session.hide)

    def toggle_docked(self) -> None:
        """Between the dock at the right and a window of its own; nothing before the first opening."""
        if self._session is not None:
            self._safely(self._session.toggle_docked)

    def report(self, kind: str = "problem", picture: QImage | None = None) -> None:
        """Open the form for a `problem`, `suggestion` or `question`, with a picture of the host.

        The picture is taken as it is: nothing in it is covered by itself.
        """
        self._safely(partial(self._report, kind, picture))

    # the menu

    def _chosen(self, name: str) -> None:
        self._safely(partial(self._act, name))

    def _act(self, name: str) -> None:
        if self._permits.forbid(name):
            return
        if name == "about":
            from helppanel.ui.boxes import show_about

            show_about(self._window, self._config, self._texts())
        elif name in ("report", "capture"):  # a picture that was asked for replaces no other
            address = "report:problem?capture=1" if name == "capture" else "report:problem"
            self._open(address, focus=True, pictures=self._pictures())
        else:
            from helppanel.ui.addresses import OF_ENTRIES

            self._open(OF_ENTRIES.get(name, name), focus=True)

    def _report(self, kind: str, picture: QImage | None) -> None:
        from helppanel.ui.first_pictures import handed

        self._open(f"report:{kind}", focus=True, pictures=handed(self._permits.policy, picture))

    def _pictures(self) -> list[Picture]:
        from helppanel.ui.first_pictures import taken

        panel = self._session.holder if self._session is not None else None
        return taken(self._config, self._permits.policy, panel)

    # getting ready

    def _open(self, address: str, *, focus: bool, pictures: Sequence[Picture] = ()) -> None:
        if self._session is not None:
            self._session.show(address, focus=focus, pictures=pictures)
            return
        self._opening = (address, focus, list(pictures))
        self._prepare(only_with_leftovers=False)

    def _deliver_leftovers(self) -> None:
        if self._session is None:
            self._safely(partial(self._prepare, only_with_leftovers=True))

    def _prepare(self, *, only_with_leftovers: bool) -> None:
        if self._preparing:
            return
        self._preparing = True
        from helppanel.ui.bridge import Bridge
        from helppanel.ui.qt_facts import gather

        bridge = self._bridge = self._bridge or Bridge(self)
        config, facts, policy = self._config, gather(), self._permits.policy
        address = self._opening[0] if self._opening is not None else ""

        def work() -> tuple[HelpService, Choices] | None:
            if only_with_leftovers and not any(config.data_path().glob(OUTBOXES)):
                return None
            from helppanel.ui.session import make_service

            return make_service(config, bridge.post, self._changed, facts, address, policy)

        self._end.bridge = bridge
        bridge.fetch(work, self._ready, self._failed)

    def _ready(self, made: tuple[HelpService, Choices] | None) -> None:
        self._preparing = False
        if made is None:  # nothing was left; meanwhile the user may have come
            if self._opening is not None:
                self._prepare(only_with_leftovers=False)
            return
        self._end.service = made[0]
        own_failures.watch(self._end.tell)  # the host may have set a hook of its own since
        self._safely(lambda: self._begin(*made))
        if self._session is None:
            self._end.end_service()

    def _begin(self, service: HelpService, choices: Choices) -> None:
        from helppanel.ui.session import Session

        session = Session(self._window, self._config, service, choices, list(self._menu.actions.values()))
        session.unread_changed.connect(self._counted)
        session.on_screen.connect(self._came_or_left)
        session.locale_changed.connect(self._menu.set_texts)
        if self._bridge is not None:
            self._bridge.failed.connect(session.tell_failure)
        self._session = session
        self._menu.set_texts(session.texts)
        if self._opening is not None:
            (address, focus, pictures), self._opening = self._opening, None
            session.show(address, focus=focus, pictures=pictures)

    def _changed(self, kind: str) -> None:
        if self._session is not None:
            self._session.changed(kind)

    def _counted(self, count: int) -> None:
        self._menu.set_unread(count)
        self.unread_changed.emit(count)

    def _came_or_left(self, visible: bool) -> None:
        (self.opened if visible else self.closed).emit()

    def _texts(self) -> Texts:
        """In the language the panel speaks, or will."""
        if self._session is not None:
            return self._session.texts
        from helppanel.ui.first_texts import first_texts

        return first_texts(self._config)

    # failures

    def _safely(self, call: Callable[[], None]) -> None:
        from shiboken6 import isValid

        if not isValid(self):
            return  # the host kept the panel longer than its window
        try:
            call()
        except Exception:
            log.exception("the help panel failed")
            self._failed()

    def _failed(self) -> None:
        self._preparing = False
        wanted, self._opening = self._opening, None
        if wanted is None and self._session is None:
            return
        try:
            from helppanel.ui.boxes import show_failure

            show_failure(self._window, self._texts())
        except Exception:  # without its texts, say
            log.exception("the help panel cannot say that it failed")
