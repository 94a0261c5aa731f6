"""The stage of a tour: the server, the host and the desk, played by the real ones unless told otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from helppanel.contract.ticket import TicketStatus
from helppanel.demo.app import VERSION, Host, application, open_editor
from helppanel.demo.people import People, User
from helppanel.demo.server_process import ServerProcess
from helppanel.demo.tour.agent import Agent, ApiAgent
from helppanel.demo.tour.camera import Camera
from helppanel.demo.tour.expect import expect
from helppanel.demo.tour.far_end import Desk
from helppanel.demo.tour.patience import away, wait_until
from helppanel.demo.tour.slip import Slip
from helppanel.ui.texts import Texts

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")

PATIENCE_S = 60.0


class Server(Protocol):
    """What the stage asks of a support server over the folder `data`; `ServerProcess` is the real one."""

    data: Path

    def start(self, port: int = 0) -> str: ...

    def stop(self) -> None: ...

    def kill(self) -> None: ...

    def add_agent(self, name: str) -> str: ...

    def token(self, name: str) -> str: ...


def answer_and_solve(desk: Desk, number: str, text: str) -> None:
    """What an agent does with a ticket: writes the answer and marks it solved."""
    desk.answer(number, text)
    desk.settle(number, TicketStatus.SOLVED)


class Secret(msgspec.Struct, frozen=True):
    """Something that must not be in `received/`: where the n-th of its pictures, by name, would show it.

    `rect` is x, y, width, height in pixels; None for what no picture would show.
    """

    text: str
    rect: tuple[int, int, int, int] | None
    picture_index: int | None


@dataclass(frozen=True)
class Cast:
    """Who plays. Tests put others in to see the tour fail."""

    server: Callable[[Path], Server] = ServerProcess
    agent: Callable[[Desk, str, str], None] = answer_and_solve
    at_desk: Callable[[Desk, str, str], Agent] = ApiAgent  # with the agent's name and password
    camera: Camera = field(default_factory=Camera)
    patience_s: float = PATIENCE_S


class Stage:
    """One run's world. Everything it keeps lies in `work`; what it shows goes to `out`."""

    def __init__(self, out: Path, work: Path, locale: str, theme: str | None, cast: Cast) -> None:
        self.out = out
        self.cast = cast
        self.texts = Texts(locale)
        self._locale = locale
        self._theme = theme
        self._work = work
        self.server = cast.server(work / "server")
        self.url = ""
        self._desk: Desk | None = None
        self._host: Host | None = None
        self._slip: Slip | None = None
        self.beside: dict[str, QImage] = {}  # what others see at the end of the step that is played
        self.private: list[Secret] = []
        self.differs: list[str] = []  # places in the manifest that are other at each telling
        self.endings: list[Callable[[], None]] = []  # of what a story has brought along
        self.errors: list[str] = []  # heard during the step that is played

    @property
    def host(self) -> Host:
        assert self._host is not None, "the host is not open yet"
        return self._host

    @property
    def desk(self) -> Desk:
        assert self._desk is not None, "there is no desk yet"
        return self._desk

    def start_server(self) -> str:
        """Starts it on a free port, or again on the one it had; returns its URL."""
        port = int(self.url.rsplit(":", 1)[1].strip("/")) if self.url else 0
        self.url = self.away(lambda: self.server.start(port), "the server starts")
        return self.url

    def hire(self) -> tuple[str, str]:
        """Makes an agent account and takes its token; returns name and password."""
        name = self.texts.t("demo.agent_name")

        def make() -> tuple[Desk, str]:
            password = self.server.add_agent(name)
            return Desk(self.url, self.server.token(name)), password

        self._desk, password = self.away(make, "the agent's account")
        return name, password

    def note(self, title: str, lines: list[str]) -> None:
        """Shows what the far end said, for the picture of a step that has no window."""
        self._slip = Slip(title, lines)
        self._slip.show()

    def open_host(
        self,
        people: People | None = None,
        facts: Mapping[str, Callable[[], object]] | None = None,
        user: User | None = None,
        version: str = VERSION,
        home: str = "panel",
    ) -> None:
        """Opens the editor with the panel in it, after closing one that is open.

        The panel keeps its data in the folder `home`, each user's own; the rest is as `open_editor` takes it.
        """
        self.close_host()
        if self._slip is not None:
            self._slip.close()
            self._slip = None
        self._host = open_editor(
            application(),
            server=self.url,
            locale=self._locale,
            theme=self._theme,
            data_dir=self._work / home,
            people=people,
            facts=facts,
            user=user,
            version=version,
        )
        window = self._host.window
        self.wait(
            lambda: window.windowHandle() is not None and window.windowHandle().isExposed(), "the window"
        )

    def window(self) -> QWidget | None:
        """What a picture is taken of: the host, once it is open."""
        return self._host.window if self._host else self._slip

    def wait(self, condition: Callable[[], object], what: str) -> None:
        """Waits for it, but not on after an error inside the program. Raises TooLateError, UnmetError."""

        def watched() -> object:
            expect(not self.errors, f"an error inside the program: {', '.join(self.errors)}")
            return condition()

        wait_until(watched, self.cast.patience_s, what)

    def away(self, op: Callable[[], T], what: str) -> T:
        return away(op, self.cast.patience_s, what)

    def shown(self, name: str, kind: type[W]) -> W | None:
        """The visible widget with this objectName, wherever it is."""
        for widget in QApplication.allWidgets():
            if widget.objectName() == name and isinstance(widget, kind) and widget.isVisible():
                return widget
        return None

    def see(self, name: str, kind: type[W]) -> W:
        """Waits for the widget to be visible. Raises TooLateError."""
        self.wait(lambda: self.shown(name, kind), f"{name} is shown")
        widget = self.shown(name, kind)
        assert widget is not None
        return widget

    def close_host(self) -> None:
        """The user ends the program, and with it the panel."""
        if self._host is None:
            return
        host, self._host = self._host, None
        for document in host.window.documents.all():
            document.text().setModified(False)
        host.window.close()
        host.window.deleteLater()
        QCoreApplication.sendPostedEvents(host.window, QEvent.Type.DeferredDelete)

    def close(self) -> None:
        """Ends everything, whatever happened before."""
        self.close_host()
        for end in self.endings:
            end()
        away(self.server.stop, PATIENCE_S, "the server stops")
