"""What fails inside the panel stays there; what fails elsewhere reaches the host's hook as ever."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QMainWindow, QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from helppanel.config import HelpConfig
from helppanel.ui import own_failures
from helppanel.ui.frame import HelpFrame
from helppanel.ui.panel import HelpPanel, install
from helppanel.ui.place import Place
from helppanel.ui.widgets.toast import Toast

Seen = list[BaseException]


@pytest.fixture
def hosts_hook(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """The host's own `sys.excepthook`; the exceptions it got."""
    seen: Seen = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: seen.append(error))
    return seen


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    """The host's window, destroyed with the panel in it at the end."""
    host = QMainWindow()
    host.resize(1200, 800)
    host.show()
    yield host
    if isValid(host):
        host.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def panel(window: QMainWindow, hosts_hook: Seen, tmp_path: Path) -> HelpPanel:
    """Installed after the host set its hook."""
    config = HelpConfig(app_name="a", app_version="1", data_dir=tmp_path, locale="en")
    return install(window, config)


def wrong(*_args: object) -> None:
    """Planted."""
    raise OSError("planted")


def frame_of(panel: HelpPanel, qtbot: QtBot) -> HelpFrame:
    """Open and return the frame."""
    with qtbot.waitSignal(panel.opened):
        panel.open()
    parent = panel.parent()
    assert parent is not None
    frame = parent.findChild(HelpFrame)
    assert isinstance(frame, HelpFrame)
    return frame


def end(window: QMainWindow) -> None:
    """Destroy the host's window now."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_slot_that_fails_is_told_in_the_panel(
    panel: HelpPanel,
    hosts_hook: Seen,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    swallowed: list[logging.LogRecord],
) -> None:
    """The log has the reason, once, the panel the sentence, the host's hook nothing."""
    frame = frame_of(panel, qtbot)
    monkeypatch.setattr(Place, "toggle", wrong)
    frame.place_wanted.emit()
    toast = frame.findChild(Toast, "toast")
    assert toast is not None
    qtbot.waitUntil(toast.isVisible)
    frame.place_wanted.emit()
    assert ["planted" in str(record.exc_info) for record in swallowed] == [True]
    assert hosts_hook == []
    swallowed.clear()


def test_what_qt_calls_fails_without_the_host(
    panel: HelpPanel,
    hosts_hook: Seen,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    swallowed: list[logging.LogRecord],
) -> None:
    """An event handler of the panel's that fails does not reach the host's hook."""
    frame = frame_of(panel, qtbot)
    monkeypatch.setattr(HelpFrame, "_adapt", wrong)
    QTimer.singleShot(0, lambda: frame.resize(300, 300))
    qtbot.waitUntil(lambda: bool(swallowed))
    assert hosts_hook == []
    swallowed.clear()


def test_the_hosts_failures_are_the_hosts(panel: HelpPanel, hosts_hook: Seen, qtbot: QtBot) -> None:
    """A slot of the host that fails, even one of the panel's signals, reaches its hook; nothing is logged."""
    panel.opened.connect(wrong)
    frame_of(panel, qtbot)
    assert [str(error) for error in hosts_hook] == ["planted"]


def test_a_hook_set_after_install(
    panel: HelpPanel,
    window: QMainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    swallowed: list[logging.LogRecord],
) -> None:
    """A host may set its hook later: the panel stands before it from the opening on, and gives it back."""
    later: Seen = []

    def hook(_kind: object, error: BaseException, _trace: object) -> None:
        later.append(error)

    monkeypatch.setattr(sys, "excepthook", hook)
    frame = frame_of(panel, qtbot)
    monkeypatch.setattr(Place, "toggle", wrong)
    frame.place_wanted.emit()
    assert later == []
    assert swallowed
    swallowed.clear()
    end(window)
    assert sys.excepthook is hook


def test_interrupts_pass(panel: HelpPanel, hosts_hook: Seen) -> None:
    """Ctrl+C in the terminal is not the panel's failure, wherever it struck."""
    error = KeyboardInterrupt()
    sys.excepthook(KeyboardInterrupt, error, None)
    assert hosts_hook == [error]
    assert not own_failures._is_ours(["host.main", "helppanel.ui.panel"])
    assert own_failures._is_ours(["host.main", "helppanel.ui.rail"])
    assert not own_failures._is_ours(["helppanel.demo.editor"])


def test_a_panel_that_cannot_be_built_leaves_nothing(
    panel: HelpPanel,
    window: QMainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    swallowed: list[logging.LogRecord],
) -> None:
    """The user is told once, the service is closed with its threads, and the next opening tries again."""
    monkeypatch.setattr("helppanel.ui.session.Session.__init__", wrong)
    for _ in range(2):
        panel.open()
        qtbot.waitUntil(lambda: not panel._preparing)
    assert len(window.findChildren(QMessageBox, "helppanel_failure_box")) == 1
    assert panel._end.service is None
    qtbot.waitUntil(lambda: not [t for t in threading.enumerate() if t.name.startswith("helppanel")])
    assert len(swallowed) == 2
    swallowed.clear()
    monkeypatch.undo()
    frame_of(panel, qtbot)


def test_a_panel_without_its_window_is_silent(panel: HelpPanel, window: QMainWindow, qtbot: QtBot) -> None:
    """A host that still asks after its window is gone gets no exception."""
    frame_of(panel, qtbot)
    end(window)
    panel.open()
    panel.report()
    panel.toggle_docked()
    panel.close()
    assert panel.unread == 0


def test_one_panel_a_window(panel: HelpPanel, window: QMainWindow, tmp_path: Path) -> None:
    """Installing again gives the same panel and the same menu; another config is refused."""
    same = HelpConfig(app_name="a", app_version="1", data_dir=tmp_path, locale="en")
    assert install(window, same) is panel
    assert len(window.menuBar().actions()) == 1
    with pytest.raises(ValueError, match="another config"):
        install(window, HelpConfig(app_name="b", app_version="1", data_dir=tmp_path))
