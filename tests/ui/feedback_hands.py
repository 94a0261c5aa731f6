"""Opens 我的反馈 over the fake service and acts on it like a user."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.attention import Attention
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.ticket import Author
from helppanel.delivery.conversation import Conversation, Entry
from helppanel.ui.feedback.event_line import EventLine
from helppanel.ui.feedback.list_model import CONVERSATION
from helppanel.ui.feedback.list_view import ListView
from helppanel.ui.feedback.message_row import MessageRow
from helppanel.ui.feedback.message_text import MessageText
from helppanel.ui.feedback_page import FeedbackPage
from helppanel.ui.ports import PageContext
from tests.ui.fake_service import FakeService
from tests.ui.feedback_samples import NOW, at, uid

Found = TypeVar("Found", bound=QWidget)


class Hands:
    """The page with what a user sees and does."""

    def __init__(self, qtbot: QtBot, service: FakeService, page: FeedbackPage) -> None:
        self.qtbot = qtbot
        self.service = service
        self.page = page

    def find(self, kind: type[Found], name: str) -> Found:
        """The one widget of that name."""
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def sees(self, name: str) -> bool:
        """Whether a widget of that name is on the screen."""
        return any(widget.isVisible() for widget in self.page.findChildren(QWidget, name))

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for it."""
        self.qtbot.waitUntil(condition, timeout=30_000)  # a busy machine is no failure

    def click(self, name: str) -> None:
        """Click a button that can be seen."""
        button = next(b for b in self.page.findChildren(QAbstractButton, name) if b.isVisible())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    @property
    def view(self) -> ListView:
        """The list."""
        return self.find(ListView, "feedback_list")

    def rows(self) -> list[UUID]:
        """The conversations in the list, from the top."""
        model = self.view.model()
        return [model.index(row, 0).data(CONVERSATION).uuid for row in range(model.rowCount())]

    def click_row(self, uuid: UUID) -> None:
        """Click a row of the list."""
        box = self.view.visualRect(self.view.model().index(self.rows().index(uuid), 0))
        inside = box.topLeft() + QPoint(80, 20)
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=inside)

    def spoken_row(self, uuid: UUID) -> str:
        """What a screen reader says of a row."""
        index = self.view.model().index(self.rows().index(uuid), 0)
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    def title(self) -> str:
        """The title over the open conversation; "" where none is shown."""
        label = self.find(QLabel, "feedback_title")
        return label.accessibleName() if label.isVisible() else ""

    def text(self, name: str) -> str:
        """The text of a label."""
        return self.find(QLabel, name).text()

    def messages(self) -> list[str]:
        """The messages of the thread, from the top."""
        shown = [row for row in self.page.findChildren(MessageRow) if row.isVisible()]
        shown.sort(key=lambda row: row.y())
        return [row.findChildren(MessageText)[0].toPlainText() for row in shown]

    def events(self) -> list[str]:
        """The events of the thread."""
        shown = [line for line in self.page.findChildren(EventLine) if line.isVisible()]
        return [line.accessibleName() for line in sorted(shown, key=lambda line: line.y())]

    def write(self, text: str) -> None:
        """Type into the reply box."""
        field = self.reply_field
        self.until(lambda: field.isVisible() and not field.isReadOnly())
        field.setFocus()
        QTest.keyClicks(field, text)

    @property
    def reply_field(self) -> QPlainTextEdit:
        """Where the reply is typed."""
        return self.find(QPlainTextEdit, "reply_text")

    def news(self, *talks: Conversation) -> None:
        """The service has other conversations now and says so."""
        self.service.talks = list(talks)
        self.page.refresh()


@pytest.fixture
def open_page(
    qtbot: QtBot, service: FakeService, ctx: PageContext, show: Callable[..., None]
) -> Callable[..., Hands]:
    """Open the page over these conversations: `open_page(asked(), narrow=True, address="…")`."""

    def opened(*talks: Conversation, narrow: bool = False, address: str = "") -> Hands:
        service.talks = list(talks)
        page = FeedbackPage(ctx, lambda: NOW)
        page.set_narrow(narrow)
        page.show_address(address)
        show(page, 400 if narrow else 776, 680)
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        hands = Hands(qtbot, service, page)
        qtbot.waitUntil(lambda: hands.rows() == [talk.uuid for talk in service.talks])
        return hands

    return opened


def answered(conversation: Conversation, text: str, number: int = 90, unread: int = 1) -> Conversation:
    """The conversation with one more answer of an agent's."""
    entry = Entry(uuid=uid(number), author=Author.AGENT, author_name="周予", text=text, at=at("10-02 10:50"))
    return msgspec.structs.replace(
        conversation, entries=(*conversation.entries, entry), unread=unread, updated_at=entry.at
    )


def with_reply(conversation: Conversation, state: ParcelState, **more: object) -> Conversation:
    """The conversation with a reply of the user's on its way."""
    entry = Entry(
        uuid=uid(80),
        author=Author.USER,
        author_name="",
        text="用的是霞鹜文楷",
        at=at("10-02 10:40"),
        state=state,
    )
    entry = msgspec.structs.replace(entry, **more)
    return msgspec.structs.replace(conversation, entries=(*conversation.entries, entry))


__all__ = ["Attention", "Hands", "answered", "open_page", "with_reply"]
