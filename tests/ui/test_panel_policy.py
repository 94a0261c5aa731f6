"""What the administrator switched off, in the host's menu and in what the panel takes along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QMainWindow, QPlainTextEdit
from pytestqt.qtbot import QtBot

from helppanel import policy
from helppanel.config import HelpConfig
from helppanel.policy import FREE, Policy
from helppanel.ui.panel import HelpPanel, install
from helppanel.ui.report_page import ReportPage

Host = Callable[[Policy | None], HelpPanel]
NEEDED = {
    FREE: set(),
    Policy(screenshots=False): {"capture"},
    Policy(form=False): {"report", "suggest", "capture"},
    Policy(files=False, email=False): set(),
}


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    """A host; destroyed at the end."""
    made = QMainWindow()
    made.setCentralWidget(QPlainTextEdit("年报"))
    made.resize(1200, 800)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def host(window: QMainWindow, tmp_path: Path) -> Host:
    """Installs the panel under a policy."""

    def build(said: Policy | None) -> HelpPanel:
        config = HelpConfig(app_name="青简文字", app_version="12.4", data_dir=tmp_path / "data", locale="en")
        return HelpPanel(window, config, None, said) if said is not None else install(window, config)

    return build


def entries(window: QMainWindow) -> dict[str, QAction]:
    """The menu's entries by name."""
    found = window.findChildren(QAction)
    ours = [action for action in found if action.objectName().startswith("helppanel_")]
    return {action.objectName().removeprefix("helppanel_"): action for action in ours}


def form(window: QMainWindow, qtbot: QtBot) -> ReportPage:
    """The form, once it is on screen with its facts."""
    qtbot.waitUntil(lambda: any(page.isVisible() for page in window.findChildren(ReportPage)))
    [page] = window.findChildren(ReportPage)
    qtbot.waitUntil(lambda: page._opening.is_done)
    return page


@pytest.mark.parametrize(
    ("said", "off"), NEEDED.items(), ids=lambda each: "-".join(sorted(getattr(each, "off", each)))
)
def test_entries_are_grey(host: Host, window: QMainWindow, qtbot: QtBot, said: Policy, off: set[str]) -> None:
    """Once the host has started, the entries that lead to what is off cannot be chosen, and only those."""
    host(said)
    menu = entries(window)
    qtbot.waitUntil(lambda: bool(menu["about"].text()))
    qtbot.waitUntil(lambda: {name for name, action in menu.items() if not action.isEnabled()} == off)


def test_a_file_on_the_machine_does_it(
    host: Host, window: QMainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The policy that lies on the machine is read without the host's doing."""
    file = tmp_path / "policy.toml"
    file.write_text("screenshots = false")
    file.chmod(0o644)
    monkeypatch.setattr(policy, "system_file", lambda: file)
    monkeypatch.setattr(policy, "ROOT", tmp_path.stat().st_uid)
    host(None)
    qtbot.waitUntil(lambda: not entries(window)["capture"].isEnabled())


def test_too_early_is_too_late(host: Host, window: QMainWindow, qtbot: QtBot) -> None:
    """Chosen before the menu knows, what is off is not done all the same."""
    panel = host(Policy(form=False))
    entries(window)["report"].trigger()
    assert panel._opening is None
    qtbot.waitUntil(lambda: not entries(window)["report"].isEnabled())


@pytest.mark.parametrize("said", [FREE, Policy(screenshots=False)])
def test_no_picture_is_taken_where_none_may_be(
    host: Host, window: QMainWindow, qtbot: QtBot, said: Policy
) -> None:
    """The form opens without a picture of the host where screenshots are off, else with one."""
    panel = host(said)
    entries(window)["report"].trigger()
    assert panel._opening is not None
    assert bool(panel._opening[2]) is said.screenshots  # what was taken, before any page could decline it
    page = form(window, qtbot)
    if said.screenshots:
        qtbot.waitUntil(lambda: bool(page._form.screenshots.files))
    assert bool(page._form.draft.files) is said.screenshots


def test_a_picture_of_the_hosts_own_is_not_taken_either(
    host: Host, window: QMainWindow, qtbot: QtBot
) -> None:
    """What the host hands over as a picture stays out where screenshots are off."""
    panel, image = host(Policy(screenshots=False)), QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(0)
    panel.report("problem", image)
    assert panel._opening is not None
    assert panel._opening[2] == []
    assert form(window, qtbot)._form.draft.files == ()
