"""设置与隐私, clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.problems import Problem
from helppanel.contract.report import Fact, FactGroup
from helppanel.ui.ports import PageContext
from helppanel.ui.settings_page import SettingsPage
from helppanel.ui.widgets.segmented import Segmented
from tests.ui.conftest import MakeContext
from tests.ui.fake_service import FakeService

Show = Callable[..., None]


class Folders(QObject):
    """Takes the folders that would open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toLocalFile())


@pytest.fixture
def folders() -> Iterator[Folders]:
    result = Folders()
    QDesktopServices.setUrlHandler("file", result, "take")  # type: ignore[arg-type]  # the stub says bytes
    yield result
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def page(ctx: PageContext, service: FakeService, show: Show, qtbot: QtBot) -> SettingsPage:
    service.settings["theme"] = "dark"
    page = SettingsPage(ctx)
    show(page, 776, 900)
    page.show_address("")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "group_app") is not None)
    path = page.findChild(QLabel, "settings_path")
    assert isinstance(path, QLabel)
    qtbot.waitUntil(lambda: bool(path.text()))
    return page


def button(page: SettingsPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def choice(page: SettingsPage, name: str) -> Segmented:
    found = page.findChild(QFrame, f"settings_{name}")
    assert isinstance(found, Segmented)
    return found


def pick(page: SettingsPage, name: str, value: str) -> None:
    segment = choice(page, name).findChild(QPushButton, f"segment_{value}")
    assert isinstance(segment, QPushButton)
    QTest.mouseClick(segment, Qt.MouseButton.LeftButton)


def click(page: SettingsPage, name: str) -> None:
    QTest.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def test_shows_the_choices_made(page: SettingsPage) -> None:
    """What was chosen before is marked; the rest follows the system and is docked."""
    assert [choice(page, name).value for name in ("locale", "theme", "place")] == ["follow", "dark", "dock"]


def test_a_choice_is_saved_and_announced(
    page: SettingsPage, service: FakeService, opened: list[str], qtbot: QtBot
) -> None:
    """Language, theme and place are saved and the frame is told each time; following clears the choice."""
    for count, (name, value) in enumerate(
        (("locale", "en"), ("place", "window"), ("theme", "follow")), start=1
    ):
        pick(page, name, value)
        qtbot.waitUntil(lambda count=count: len(opened) == count)  # type: ignore[misc]
    assert opened == ["<settings>"] * 3
    assert service.settings == {"locale": "en", "place": "window"}


def test_follows_the_app_where_it_decides(make_ctx: MakeContext, show: Show) -> None:
    """Where the host forces a language, not choosing means following the app, not the system."""
    page = SettingsPage(make_ctx(config=HelpConfig(app_name="A", app_version="1", locale="en")))
    show(page)
    segments = [choice(page, name).findChild(QPushButton, "segment_follow") for name in ("locale", "theme")]
    assert [segment.text() for segment in segments if isinstance(segment, QPushButton)] == [
        "跟随应用",
        "跟随系统",
    ]


def test_what_is_collected(page: SettingsPage) -> None:
    """Each group folds out to the facts as they are on this machine, with their human names."""

    def shown() -> set[str]:
        return {part.text() for part in page.findChildren(QLabel) if part.isVisible()}

    facts = {"版本", "12.4"}
    seen = [facts & shown()]
    for _ in range(2):
        click(page, "group_app")
        seen.append(facts & shown())
    assert seen == [set(), facts, set()]


def test_what_is_collected_is_shown_as_it_would_leave(
    ctx: PageContext, service: FakeService, show: Show, qtbot: QtBot
) -> None:
    """A fact that names a person is masked here as in a report."""
    log = Fact(id="log", label="日志", value="sent to lin@example.com")
    service.facts = (FactGroup(id="app", label="应用信息", facts=(log,)),)
    page = SettingsPage(ctx)
    show(page)
    page.show_address("")
    qtbot.waitUntil(lambda: bool(page.findChildren(QPushButton, "group_app")))
    assert "sent to ‹邮箱›" in {part.text() for part in page.findChildren(QLabel)}


def test_where_data_lies(
    page: SettingsPage, service: FakeService, folders: Folders, toasts: list[str]
) -> None:
    """The folder is shown, opened and copied."""
    click(page, "settings_open_folder")
    click(page, "settings_copy_path")
    assert folders.urls == [service.data_dir().as_posix()]
    assert QGuiApplication.clipboard().text() == str(service.data_dir())
    assert len(toasts) == 1


def test_erasing_asks_first(
    page: SettingsPage, service: FakeService, opened: list[str], toasts: list[str], qtbot: QtBot
) -> None:
    """One click erases nothing; keeping closes the question; confirming erases and says so."""
    click(page, "settings_erase")
    assert button(page, "settings_erase_keep").hasFocus()
    untouched = not service.erased
    click(page, "settings_erase_keep")
    assert not button(page, "settings_erase_confirm").isVisible()
    click(page, "settings_erase")
    click(page, "settings_erase_confirm")
    qtbot.waitUntil(lambda: bool(toasts))
    assert (untouched, service.erased) == (True, True)
    assert toasts == ["本机数据已清除"]
    assert opened == ["<settings>"]


def test_a_failed_erasure_is_not_called_done(
    page: SettingsPage, service: FakeService, toasts: list[str], qtbot: QtBot
) -> None:
    """When the data cannot be erased, the page says why and stays usable."""
    service.failures["erase"] = Problem.DATA_UNWRITABLE
    click(page, "settings_erase")
    click(page, "settings_erase_confirm")
    qtbot.waitUntil(lambda: page.findChild(QFrame, "settings_problem") is not None)
    assert not toasts
    assert button(page, "settings_erase_confirm").isEnabled()


def test_narrow(page: SettingsPage, qtbot: QtBot) -> None:
    """At 400 px every choice is as wide as its card and nothing is cut off."""
    page.resize(400, 700)
    page.set_narrow(True)
    qtbot.waitUntil(lambda: page.content.width() <= 400)
    assert page.content.minimumSizeHint().width() <= 400


def test_keyboard(page: SettingsPage) -> None:
    """Tab reaches every control; the first is the language."""
    page.first_focus().setFocus()
    assert page.focusWidget().objectName() == "segment_follow"
    seen: set[str] = set()
    for _ in range(20):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        group = page.focusWidget().parentWidget()
        seen |= {page.focusWidget().objectName(), group.objectName() if group is not None else ""}
    assert seen >= {
        "settings_locale",
        "settings_theme",
        "settings_place",
        "group_app",
        "settings_open_folder",
        "settings_copy_path",
        "settings_erase",
    }


def test_the_reading_record_is_forgotten(
    page: SettingsPage, service: FakeService, qtbot: QtBot, toasts: list[str]
) -> None:
    """One click forgets which articles were read, says so, and touches nothing else."""
    service.uses.append("opened print")
    QTest.mouseClick(button(page, "settings_forget"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: toasts == ["阅读记录已清除"])
    assert service.uses == []
    assert not service.erased
