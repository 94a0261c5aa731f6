"""News while nobody looks at the panel: through the host, or through its tray icon."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.contract.ticket import TicketStatus
from helppanel.delivery.conversation import Conversation
from helppanel.ui.notifying import Notifying, words
from helppanel.ui.texts import Texts
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, answered, open_page
from tests.ui.feedback_samples import asked, conversation, uid
from tests.ui.test_feedback_outcome import solved

__all__ = ["open_page"]

ZH = Texts("zh-CN")


class Tray(QObject):
    """What we need of a QSystemTrayIcon."""

    messageClicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, str]] = []

    def showMessage(self, title: str, text: str) -> None:
        """Keep it."""
        self.shown.append((title, text))


def config(
    on_notify: Callable[[str, str, Callable[[], None]], object] | None = None, tray: Tray | None = None
) -> HelpConfig:
    return HelpConfig(app_name="A", app_version="12.5", on_notify=on_notify, tray=tray)


def test_through_the_host(qtbot: QtBot, service: FakeService) -> None:
    """The host gets a title, the question, and what opens the conversation at its reply box."""
    told: list[tuple[str, str, Callable[[], None]]] = []
    opened: list[str] = []
    service.talks = [asked()]
    owner = QObject()
    made = config(lambda title, text, then: told.append((title, text, then)))
    notifying = Notifying(made, service, opened.append, owner)
    notifying.tell(ZH)
    qtbot.waitUntil(lambda: len(told) == 1)
    title, text, open_it = told[0]
    assert title == "客服在等您回复"
    assert text.startswith("您好，我们已定位到字体嵌入环节")
    open_it()
    assert opened == [f"feedback:{uid(1)}?reply=1"]


def test_through_the_tray(qtbot: QtBot, service: FakeService) -> None:
    """A click on our message opens the conversation, once; a click on one of the host's does not."""
    tray, opened = Tray(), list[str]()
    service.talks = [asked()]
    owner = QObject()
    notifying = Notifying(config(tray=tray), service, opened.append, owner)
    tray.messageClicked.emit()
    assert opened == []
    notifying.tell(ZH)
    qtbot.waitUntil(lambda: len(tray.shown) == 1)
    tray.messageClicked.emit()
    tray.messageClicked.emit()
    assert opened == [f"feedback:{uid(1)}?reply=1"]


def test_without_a_way_nothing_is_read(service: FakeService) -> None:
    """A host that wants no notifications costs nothing."""
    assert not Notifying(config(), service, print, QObject()).wanted


@pytest.mark.parametrize(
    ("talk", "title"),
    [
        (answered(solved(), "已修改。" * 50), "您的反馈有新回复"),
        (solved(fixed_in="12.5", asks_fixed=True), "您的反馈已在 12.5 中修复，已解决吗？"),
    ],
)
def test_the_words(talk: Conversation, title: str) -> None:
    """An answer is cut short; after the upgrade the question itself is told."""
    said = words((talk,), ZH)
    assert said[0] == title
    assert 0 < len(said[1]) <= 120


def test_a_weekend_is_one_notification(qtbot: QtBot, service: FakeService) -> None:
    """News in several reports come as one that leads to the first; then only newer ones do."""
    told: list[tuple[str, str, Callable[[], None]]] = []
    first = conversation(2, status=TicketStatus.SOLVED, unread=3)
    service.talks = [first]
    owner = QObject()
    notifying = Notifying(config(lambda *news: told.append(news)), service, print, owner)
    notifying.tell(ZH, in_front=True)
    qtbot.waitUntil(lambda: first.uuid in service.told)
    service.talks = [asked(), first, conversation(3, title="另一条", status=TicketStatus.NEW, unread=1)]
    notifying.tell(ZH)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0][:2] == ("您有 2 条反馈有新回复，客服在等您回复", f"{asked().title}；另一条")
    notifying.tell(ZH)
    service.talks = [*service.talks, conversation(4, title="最后一条", status=TicketStatus.NEW, unread=1)]
    notifying.tell(ZH)
    qtbot.waitUntil(lambda: len(told) > 1)
    assert [text for _, text, _ in told[1:]] == ["最后一条"]


@pytest.mark.parametrize("narrow", [False, True])
def test_the_reply_box_has_the_keyboard(open_page: Callable[..., Hands], narrow: bool) -> None:
    """The address of a notification leads to where the question is answered."""
    hands = open_page(asked(), narrow=narrow, address=f"{uid(1)}?reply=1")
    hands.until(lambda: hands.reply_field.hasFocus())
