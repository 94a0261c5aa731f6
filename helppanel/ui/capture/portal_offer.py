"""Whether a desktop portal offers pictures of the screen at all. It waits for the bus: not for UI threads."""

from __future__ import annotations

from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

from helppanel.ui.capture.portal import PATH, SCREENSHOT, SERVICE

PATIENCE = 5_000  # milliseconds: the bus may have to start the portal first
_PROPERTIES = "org.freedesktop.DBus.Properties"


def is_offered(bus: QDBusConnection | None = None) -> bool:
    """Whether it would take the question; what the user then answers nobody knows. Takes no picture."""
    bus = bus or QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    ask = QDBusMessage.createMethodCall(SERVICE, PATH, _PROPERTIES, "Get")
    ask.setArguments([SCREENSHOT, "version"])
    return bus.call(ask, QDBus.CallMode.Block, PATIENCE).type() is QDBusMessage.MessageType.ReplyMessage
