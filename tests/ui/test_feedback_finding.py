"""Finding a report in the list, and how old the list is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.ticket import TicketStatus
from helppanel.ui.feedback.dates import ago
from helppanel.ui.texts import Texts
from tests.ui.fake_service import FakeService
from tests.ui.feedback_hands import Hands, answered, open_page
from tests.ui.feedback_samples import NOW, asked, conversation, uid

__all__ = ["open_page"]

Open = Callable[..., Hands]


def several() -> tuple[object, ...]:
    """One that waits for the user, one that is merged, one that was not sent yet."""
    merged = conversation(2, title="Table rows grow", status=TicketStatus.MERGED)
    queued = conversation(3, title="Blank start page", state=ParcelState.RETRYING)
    return asked(), answered(merged, "Known since 12.4"), queued


def search(hands: Hands, words: str) -> None:
    hands.click("feedback_lens")
    QTest.keyClicks(hands.find(QLineEdit, "feedback_search"), words)


@pytest.mark.parametrize(
    ("words", "found"),
    [("GROW table", [2]), ("12.4", [2]), ("0147", [1]), ("page", [3]), ("nothing like it", [])],
)
@pytest.mark.parametrize("narrow", [False, True])
def test_search(open_page: Open, words: str, found: list[int], narrow: bool) -> None:
    """All words are looked for in titles, numbers and what was said, in any case."""
    hands = open_page(*several(), narrow=narrow)
    search(hands, words)
    assert hands.rows() == [uid(number) for number in found]


def test_escape_ends_the_search(open_page: Open) -> None:
    """Esc takes the line away with its words, shows all again, and leaves the panel open."""
    hands = open_page(*several())
    search(hands, "grow")
    QTest.keyClick(hands.find(QLineEdit, "feedback_search"), Qt.Key.Key_Escape)
    assert len(hands.rows()) == 3
    assert not hands.sees("feedback_search")


def trigger(hands: Hands, name: str) -> None:
    """Choose the entry of the menu."""
    action = hands.page.findChild(QAction, name)
    assert action is not None, name
    action.trigger()


def test_a_state(open_page: Open) -> None:
    """The menu offers the states that there are, and shows one of them alone."""
    hands = open_page(*several())
    names = [action.objectName() for action in hands.page.findChildren(QAction) if action.isCheckable()]
    assert names == ["state_all", "state_queued", "state_pending", "state_merged"]
    trigger(hands, "state_queued")
    assert hands.rows() == [uid(3)]
    trigger(hands, "state_all")
    assert len(hands.rows()) == 3


@pytest.mark.parametrize("narrow", [False, True])
def test_how_old_it_is(open_page: Open, service: FakeService, narrow: bool) -> None:
    """The list says when the server was last heard."""
    service.synced = NOW - timedelta(minutes=2, seconds=10)
    hands = open_page(asked(), narrow=narrow)
    name = "feedback_age_narrow" if narrow else "feedback_age"
    assert hands.sees(name)
    assert hands.text(name) == "2 分钟前同步"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "Synced just now"),
        (59, "Synced just now"),
        (60, "Synced 1 minute ago"),
        (3_599, "Synced 59 minutes ago"),
        (3_600, "Synced today 10:00"),
        (86_400, "Synced yesterday 11:00"),
    ],
)
def test_the_age_in_words(seconds: int, words: str) -> None:
    """The nearer, the more exact."""
    assert ago(NOW - timedelta(seconds=seconds), NOW, Texts("en")) == words
