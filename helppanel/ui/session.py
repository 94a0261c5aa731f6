"""The panel from its first opening on: the service, the choices of the user, the frame and its place.

Imports everything the panel is made of; `panel` imports it when it is needed, on a thread of its own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from helppanel.config import LOCALES, THEMES, HelpConfig
from helppanel.contract.problems import HelpError
from helppanel.policy import Policy
from helppanel.service import HelpService
from helppanel.ui import pages
from helppanel.ui.capture.taken import Picture
from helppanel.ui.frame import HelpFrame
from helppanel.ui.network_news import NetworkNews
from helppanel.ui.notifying import Notifying
from helppanel.ui.place import Place
from helppanel.ui.ports import Attention, PageContext
from helppanel.ui.qt_facts import gather
from helppanel.ui.texts import Texts, private_label
from helppanel.ui.theme import Theme, system_theme
from helppanel.ui.undisturbed import rest

log = logging.getLogger("helppanel")
SETTINGS = ("locale", "theme", "place", "dock_width", "window_size")
REST_AFTER = 500  # milliseconds; by then the first page is painted and the others can be made ready
Choices = Mapping[str, str]  # what the user chose, by the names in SETTINGS


def make_service(
    config: HelpConfig,
    post: Callable[[Callable[[], None]], None],
    on_change: Callable[[str], None],
    qt_facts: Mapping[str, str],
    address: str,
    policy: Policy,
) -> tuple[HelpService, Choices]:
    """The service, carrying, and the user's choices, with what the page of `address` is made of at hand.

    Touches the disk.
    """
    pages.load(address or "home")
    service = HelpService(
        config,
        post=post,
        on_change=on_change,
        label=_label,
        private_label=private_label,
        qt_facts=qt_facts,
        policy=policy,
    )
    choices = load_choices(service)
    service.start()
    return service, choices


def load_choices(service: HelpService) -> Choices:
    """The user's choices; none where the data folder cannot be read: the panel opens all the same."""
    try:
        loaded = {name: service.load_setting(name) for name in SETTINGS}
    except HelpError:
        return {}
    return {name: value for name, value in loaded.items() if value is not None}


class Session(QObject):
    """Builds the frame when it is first shown and anew when language or theme change.

    Signals:
        unread_changed(count): as the service counts.
        on_screen(visible): the panel came on screen, or left it.
        locale_changed(texts): the panel speaks another language now.
    """

    unread_changed = Signal(int)
    on_screen = Signal(bool)
    locale_changed = Signal(object)

    def __init__(
        self,
        host: QMainWindow,
        config: HelpConfig,
        service: HelpService,
        choices: Choices,
        actions: Sequence[QAction],
    ) -> None:
        super().__init__(host)
        self._host, self._config, self._service, self._choices = host, config, service, choices
        self.unread = 0
        self._frame: HelpFrame | None = None
        self._theme, self._texts = self._wanted()
        docked = choices.get("place", "dock") != "window"
        self._place = Place(host, actions, docked=docked, theme=self._theme)
        self._restore_sizes()
        self._place.on_screen.connect(self._came_or_left)
        self._place.palette_changed.connect(self._look_again, Qt.ConnectionType.QueuedConnection)
        self._came_from: QWidget | None = None
        self._notifying = Notifying(config, service, partial(self.show, focus=True), self)
        self._counted_once = False
        self._saving = self._unsaved = self._waits = False
        others = QTimer(self, singleShot=True, interval=REST_AFTER)
        others.timeout.connect(partial(service.run, pages.load))
        others.timeout.connect(partial(NetworkNews, service, self))
        others.start()
        service.run(service.set_aside, self._found_set_aside)
        self._count()

    @property
    def texts(self) -> Texts:
        """In the language the panel speaks."""
        return self._texts

    @property
    def holder(self) -> QWidget | None:
        """The dock or window on screen, for pictures without it."""
        return self._place.holder if self._place.visible else None

    def show(self, address: str, *, focus: bool, pictures: Sequence[Picture] = ()) -> None:
        """Come on screen with `address`; "" keeps what was there."""
        frame = self._frame or self._build()
        self._service.qt_facts = gather()  # screens come and go
        if self.holder is None:
            self._came_from = self._host.focusWidget()
            self._service.attend(Attention.VISIBLE)
        self._place.show(focus=focus)
        if address or not frame.address:
            frame.open(address or "home", focus=focus)
        elif focus:
            frame.first_focus()
        if pictures and frame.page is not None:
            frame.page.set_pictures(list(pictures), "window")

    def hide(self) -> None:
        """Leave the screen; the keyboard goes back to the host if it was here."""
        holder, focused = self.holder, QApplication.focusWidget()
        was_here = holder is not None and focused is not None and holder.isAncestorOf(focused)
        self._place.hide()
        if was_here:
            self._to_host()

    def toggle_docked(self) -> None:
        """From the dock to a window or back."""
        frame = self._frame or self._build()
        self._place.toggle()
        frame.set_docked(self._place.docked)
        self._save_place()

    def _found_set_aside(self, file: Path | None) -> None:
        """Said at the first opening: the data here was damaged, and where the old file is."""
        if file is not None and self._frame is not None:
            self._frame.say(self._texts.t("frame.set_aside", path=file))

    def tell_failure(self) -> None:
        """Something failed behind a page and is in the log; say so."""
        if self._frame is not None:
            self._frame.say(self._texts.t("frame.failed"))

    def changed(self, kind: str) -> None:
        """The service says so."""
        if self._frame is not None:
            self._frame.changed(kind)
        if kind in ("news", "parcels"):
            self._count()

    # the frame

    def _build(self) -> HelpFrame:
        self._theme, self._texts = self._wanted()
        frame = self._frame = HelpFrame(self._context(), self._place.inside)
        frame.set_docked(self._place.docked)
        frame.set_unread(self.unread)
        frame.place_wanted.connect(self.toggle_docked)
        frame.close_wanted.connect(self._close)
        frame.left.connect(self._to_host)
        self._place.put(frame)
        return frame

    def _context(self) -> PageContext:
        return PageContext(
            service=self._service,
            config=self._config,
            texts=self._texts,
            theme=self._theme,
            open=lambda address: self._current().open(address),
            back=lambda: self._current().back(),
            forward=lambda: self._current().forward(),
            has_forward=lambda: self._current().has_forward,
            toast=lambda text: self._current().say(text),
            conceal=self._place.conceal,
            settings_changed=self._settings_changed,
        )

    def _current(self) -> HelpFrame:
        return self._frame or self._build()

    def _wanted(self) -> tuple[Theme, Texts]:
        """The user's choice, else the host's, else the system's."""
        locale, theme = self._choices.get("locale", ""), self._choices.get("theme", "")
        if locale not in LOCALES:
            locale = self._config.locale or QLocale.system().uiLanguages()[0]
        if theme not in THEMES:
            theme = self._config.theme or system_theme()
        texts = Texts(locale)
        return Theme(theme, self._config.accent, texts.locale), texts

    def _settings_changed(self) -> None:
        self._service.run(partial(load_choices, self._service), self._chosen)

    def _chosen(self, choices: Choices) -> None:
        self._rebuild(choices)
        if (choices.get("place", "dock") != "window") != self._place.docked:
            self.toggle_docked()

    def _look_again(self) -> None:
        theme, _texts = self._wanted()
        if theme.name != self._theme.name:
            self._rebuild(self._choices)

    def _rebuild(self, choices: Choices) -> None:
        self._choices = choices
        old = self._frame
        if old is None or not old.address:
            return
        waits = rest(old)
        self._waits = waits is not None
        if waits is not None:
            waits.connect(self._rested, Qt.ConnectionType.QueuedConnection)
            return
        spoken, addresses = self._texts.locale, old.addresses
        frame = self._build()
        frame.resize(old.size())
        frame.resume(addresses)
        if self._place.docked is (choices.get("place") == "window"):
            self.toggle_docked()
        if self._texts.locale != spoken:
            self.locale_changed.emit(self._texts)

    def _rested(self) -> None:
        if self._waits:
            self._rebuild(self._choices)

    # the place

    def _close(self) -> None:
        self._place.hide()
        self._to_host()

    def _to_host(self) -> None:
        """The keyboard goes back to where the user was."""
        self._host.activateWindow()
        target = self._came_from
        if target is None or not isValid(target):
            target = self._host.centralWidget()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _came_or_left(self, visible: bool) -> None:
        if visible and self._frame is not None:
            self._frame.come_back()
        if not visible:
            self._service.attend(Attention.HIDDEN)
            self._save_place()
        self.on_screen.emit(visible)

    def _restore_sizes(self) -> None:
        width = self._choices.get("dock_width", "")
        if width.isdigit():
            self._place.dock_width = int(width)
        across, _, down = self._choices.get("window_size", "").partition("x")
        if across.isdigit() and down.isdigit():
            self._place.window_size = QSize(int(across), int(down))

    def _save_place(self) -> None:
        """One save at a time: the workers keep no order, and the last must win."""
        self._unsaved = True
        if self._saving:
            return
        self._unsaved, self._saving = False, True
        size = self._place.window_size
        values = {
            "place": "dock" if self._place.docked else "window",
            "dock_width": str(self._place.dock_width),
            "window_size": f"{size.width()}x{size.height()}",
        }

        def save() -> None:
            for name, value in values.items():
                self._service.save_setting(name, value)

        self._service.run(save, lambda _none: self._place_saved(), self._place_not_saved)

    def _place_saved(self) -> None:
        self._saving = False
        if self._unsaved:
            self._save_place()

    def _place_not_saved(self, error: HelpError) -> None:
        log.warning("the panel's place was not saved: %s", error)
        self._place_saved()

    # news

    def _count(self) -> None:
        self._service.run(self._service.unread, self._counted)

    def _counted(self, count: int) -> None:
        first, self._counted_once = not self._counted_once, True
        if count > self.unread or (first and count):
            self._notifying.tell(self._texts, in_front=self._in_front())
        if count == self.unread:
            return
        self.unread = count
        if self._frame is not None:
            self._frame.set_unread(count)
        self.unread_changed.emit(count)

    def _in_front(self) -> bool:
        """Whether the user has the panel before them."""
        holder = self.holder
        return holder is not None and holder.window().isActiveWindow() and not holder.window().isMinimized()


def _label(locale: str, key: str) -> str:
    """The human name of a fact."""
    return Texts(locale).t(f"facts.{key}")
