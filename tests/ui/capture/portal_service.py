"""`python -m tests.ui.capture.portal_service FOLDER`: a desktop portal that does what `FOLDER/mood` says.

It notes each request in `FOLDER/asked`, as a line of JSON, and hands over `FOLDER/picture.png`.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import ClassInfo, Property, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusContext, QDBusMessage, QDBusObjectPath

PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal"
ANSWER: Any = ("uint", "QVariantMap")  # Qt's names of D-Bus types, where Python has no type to say it with
UINT: Any = "uint"
named: Any = ClassInfo  # a decorator; the stubs do not know it as one
RESPONSES = {"cancelled": 1, "refused": 2, "strange": 7}


@named({"D-Bus Interface": f"{INTERFACE}.Request"})
class Request(QObject):
    """One request's object."""

    Response = Signal(*ANSWER, arguments=["response", "results"])

    @Slot()
    def Close(self) -> None:
        """Withdrawn."""
        note(closed=self.objectName())


@named({"D-Bus Interface": f"{INTERFACE}.Screenshot"})
class Screenshot(QObject, QDBusContext):
    """Answers each request according to the mood."""

    version = Property(UINT, lambda _self: 2)

    @Slot(str, "QVariantMap", QDBusMessage, result=QDBusObjectPath)
    def Screenshot(self, parent: str, options: dict[str, Any], message: QDBusMessage) -> QDBusObjectPath:
        """Take the request, and end it now or soon."""
        mood = (FOLDER / "mood").read_text()
        note(parent=parent, options=options)
        sender = message.service().removeprefix(":").replace(".", "_")
        token = "t1" if mood == "old" else options["handle_token"]
        request = Request(self)
        request.setObjectName(f"{PATH}/request/{sender}/{token}")
        contents = QDBusConnection.RegisterOption.ExportAllContents
        QDBusConnection.sessionBus().registerObject(
            request.objectName(), f"{INTERFACE}.Request", request, contents
        )
        if mood == "hasty":
            end(request, "success")
        elif mood == "dying":
            QTimer.singleShot(50, lambda: os._exit(0))
        elif mood != "silent":
            QTimer.singleShot(100 if mood == "old" else 0, request, lambda: end(request, mood))
        return QDBusObjectPath(request.objectName())


def export(path: str, what: QObject) -> None:
    """Put it on the bus."""
    contents = QDBusConnection.RegisterOption.ExportAllContents
    assert QDBusConnection.sessionBus().registerObject(path, what, contents)


def end(request: Request, mood: str) -> None:
    """Say how it ended."""
    uri = (FOLDER / "picture.png").as_uri()
    results = {} if mood in RESPONSES else {"uri": {"remote": "https://example.com/a.png"}.get(mood, uri)}
    request.Response.emit(RESPONSES.get(mood, 0), {} if mood == "nothing" else results)


def note(**what: object) -> None:
    """Write it down for the test."""
    with (FOLDER / "asked").open("a") as file:
        file.write(json.dumps(what) + "\n")


if __name__ == "__main__":
    FOLDER = Path(sys.argv[1])
    app = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    portal = Screenshot()
    option = QDBusConnection.RegisterOption
    offered = option.ExportAllSlots | option.ExportAllProperties
    assert bus.registerObject(PATH, f"{INTERFACE}.Screenshot", portal, offered)
    assert bus.registerService("org.freedesktop.portal.Desktop")
    print("ready", flush=True)
    sys.exit(app.exec())
