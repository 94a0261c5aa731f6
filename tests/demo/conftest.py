"""What the demo's tests build on: a real editor and dialogs that answer as told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helppanel.demo.dialogs import Unsaved
from helppanel.demo.editor import EditorWindow
from helppanel.ui.texts import Texts


class AnsweringDialogs:
    """Answers every question as set beforehand and keeps what was asked."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.answer = Unsaved.CANCEL
        self.plain = True
        self.asked: list[str] = []
        self.failures: list[str] = []

    def open_path(self) -> Path | None:
        return self.path

    def save_path(self, suggested: str) -> Path | None:
        self.asked.append(suggested)
        return self.path

    def pdf_path(self, suggested: str) -> Path | None:
        self.asked.append(suggested)
        return self.path

    def unsaved(self, title: str) -> Unsaved:
        self.asked.append(title)
        return self.answer

    def keep_plain(self, name: str) -> bool:
        self.asked.append(name)
        return self.plain

    def failed(self, sentence: str, detail: str) -> None:
        self.failures.append(f"{sentence} {detail}")


@pytest.fixture(autouse=True)
def application_put_back(request: pytest.FixtureRequest) -> Iterator[None]:
    """Font, palette and colour scheme are the application's: other tests shall find them as they were."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    app = request.getfixturevalue("qapp")
    font, palette = app.font(), app.palette()
    yield
    app.styleHints().unsetColorScheme()
    app.setFont(font)
    app.setPalette(palette)


@pytest.fixture
def dialogs() -> AnsweringDialogs:
    return AnsweringDialogs()


@pytest.fixture
def make_editor(qtbot: QtBot, dialogs: AnsweringDialogs) -> Iterator[Callable[[str], EditorWindow]]:
    """Builds a shown editor in a locale; unsaved texts are thrown away at the end."""
    made: list[EditorWindow] = []

    def make(locale: str = "zh-CN") -> EditorWindow:
        window = EditorWindow(Texts(locale), dialogs)
        made.append(window)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    dialogs.answer = Unsaved.DISCARD
    for window in made:
        window.close()


@pytest.fixture
def editor(make_editor: Callable[[str], EditorWindow]) -> EditorWindow:
    return make_editor("zh-CN")
