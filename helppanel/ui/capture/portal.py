"""The XDG desktop portal: under Wayland the one way to a picture of the screen.

A request has an object of its own on the bus, whose signal tells how it ended. We listen to it before we ask:
its path follows from our name on the bus and a token of ours, and a portal may answer at once.
"""

from __future__ import annotations

import secrets
from typing import cast

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusServiceWatcher,
)

from helppanel.contract.problems import HelpError, Problem

SERVICE = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SCREENSHOT = "org.freedesktop.portal.Screenshot"
REQUEST = "org.freedesktop.portal.Request"
PATIENCE = 60_000  # milliseconds: a desktop may first ask its user, who has to read that
AT_LEISURE = 300_000  # while the user chooses a region

_ENDED = cast(bytes, SLOT("_ended(uint,QVariantMap)"))  # the stubs ask for bytes, the call for text
_DONE, _CANCELLED = 0, 1  # of the portal's; 2 is every other end
_MISSING = frozenset(
    f"org.freedesktop.DBus.Error.{name}"
    for name in ("ServiceUnknown", "UnknownMethod", "UnknownInterface", "UnknownObject", "NameHasNoOwner")
)
_SILENT = frozenset(f"org.freedesktop.DBus.Error.{name}" for name in ("NoReply", "Timeout", "TimedOut"))


class PortalRequest(QObject):
    """Asks for one picture. Use it on the UI thread, where it never waits.

    Signals:
        answered(uri): where the picture is.
        failed(error): CAPTURE_NO_PORTAL, CAPTURE_REFUSED, CAPTURE_CANCELLED or CAPTURE_NO_ANSWER.
    """

    answered = Signal(str)
    failed = Signal(HelpError)

    def __init__(self, parent: QObject, bus: QDBusConnection | None = None) -> None:
        super().__init__(parent)
        self._bus = bus or QDBusConnection.sessionBus()
        self._handle, self._interactive = "", False
        self._call: QDBusPendingCallWatcher | None = None
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._give_up)
        self._gone = QDBusServiceWatcher(
            SERVICE, self._bus, QDBusServiceWatcher.WatchModeFlag.WatchForUnregistration, self
        )
        self._gone.serviceUnregistered.connect(self._left)

    def ask(self, *, interactive: bool, patience: int | None = None) -> None:
        """Ask; `interactive` lets the user choose what is taken. `patience` in milliseconds.

        Exactly one signal follows, never within this call.
        """
        if not self._bus.isConnected():
            QTimer.singleShot(0, self, lambda: self._fail(Problem.CAPTURE_NO_PORTAL, "no session bus"))
            return
        self._interactive = interactive
        token = f"helppanel_{secrets.token_hex(8)}"
        sender = self._bus.baseService().removeprefix(":").replace(".", "_")
        self._listen(f"{PATH}/request/{sender}/{token}")
        call = QDBusMessage.createMethodCall(SERVICE, PATH, SCREENSHOT, "Screenshot")
        call.setArguments(["", {"handle_token": token, "interactive": interactive, "modal": True}])
        self._patience.start(patience or (AT_LEISURE if interactive else PATIENCE))
        self._call = QDBusPendingCallWatcher(self._bus.asyncCall(call), self)
        self._call.finished.connect(self._asked)

    def stop(self) -> None:
        """Withdraw the request; no signal follows."""
        if self._handle:
            close = QDBusMessage.createMethodCall(SERVICE, self._handle, REQUEST, "Close")
            self._bus.send(close)
        self._forget()

    def _listen(self, handle: str) -> None:
        self._handle = handle
        self._bus.connect(SERVICE, handle, REQUEST, "Response", self, _ENDED)

    def _deafen(self) -> None:
        self._bus.disconnect(SERVICE, self._handle, REQUEST, "Response", self, _ENDED)
        self._handle = ""

    def _asked(self, watcher: QDBusPendingCallWatcher) -> None:
        """The portal has taken the request, or not."""
        if not self._handle:
            return
        reply = watcher.reply()
        if reply.type() is QDBusMessage.MessageType.ErrorMessage:
            self._handle_error(reply.errorName(), reply.errorMessage())
            return
        handle = reply.arguments()[0] if reply.arguments() else None
        if isinstance(handle, QDBusObjectPath) and handle.path() != self._handle:  # a portal before 0.9
            self._deafen()
            self._listen(handle.path())

    def _handle_error(self, name: str, message: str) -> None:
        code = Problem.CAPTURE_REFUSED
        if name in _MISSING:
            code = Problem.CAPTURE_NO_PORTAL
        elif name in _SILENT:
            code = Problem.CAPTURE_NO_ANSWER
        self._fail(code, f"{name}: {message}")

    @Slot("uint", "QVariantMap")
    def _ended(self, response: int, results: dict[str, object]) -> None:
        uri = results.get("uri")
        if response == _DONE and isinstance(uri, str) and uri:
            self._forget()
            self.answered.emit(uri)
        elif response == _CANCELLED or (self._interactive and response != _DONE):
            # of a user who leaves the choice of a region, desktops of the wlroots family say that it failed
            self._fail(Problem.CAPTURE_CANCELLED, f"cancelled in the portal: {response}")
        else:
            self._fail(Problem.CAPTURE_REFUSED, f"the portal answered {response}")

    def _left(self) -> None:
        if self._handle:
            self._fail(Problem.CAPTURE_REFUSED, "the portal ended")

    def _give_up(self) -> None:
        if self._handle:
            self.stop()
            self.failed.emit(HelpError(Problem.CAPTURE_NO_ANSWER, "the portal did not answer in time"))

    def _fail(self, code: Problem, detail: str) -> None:
        self._forget()
        self.failed.emit(HelpError(code, detail))

    def _forget(self) -> None:
        self._patience.stop()
        if self._handle:
            self._deafen()
