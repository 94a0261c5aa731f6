"""已发送的数据, clicked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.erasure import Erasure
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem
from helppanel.delivery.erasing import Asked, Confirmed
from helppanel.service import LedgerRow, LedgerState
from helppanel.ui.ledger.content import Content
from helppanel.ui.ledger_page import LedgerPage
from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.labels import ElidedLabel
from tests.ui.conftest import MakeContext
from tests.ui.fake_service import FakeService
from tests.ui.ledger_samples import NOW, picture_file, reply_parcel, report_parcel, row

Show = Callable[..., None]


@pytest.fixture
def rows(service: FakeService) -> tuple[LedgerRow, ...]:
    """Delivered with masks, on its way, handed over as a file, and a vote."""
    made = (
        row(masked={"email": 2}, covered=3, files=(picture_file(3),)),
        row("还在路上", over=False, state=ParcelState.RETRYING, number=None, received_at=None),
        row("离线电脑的反馈", server="", handed_at=NOW, by_hand=True),
        row("print", kind="article_vote", number="", size=300),
    )
    service.left = LedgerState(rows=made, asked=None, confirmed=None)
    return made


@pytest.fixture
def page(ctx: PageContext, service: FakeService, show: Show, qtbot: QtBot, rows: object) -> LedgerPage:
    return opened_page(ctx, show, qtbot)


def opened_page(ctx: PageContext, show: Show, qtbot: QtBot, width: int = 776) -> LedgerPage:
    page = LedgerPage(ctx)
    page.set_narrow(width < 560)
    show(page, width, 900)
    page.show_address("")
    qtbot.waitUntil(lambda: page.findChild(QFrame, "ledger_waiting") is not None or _is_read(page))
    return page


def _is_read(page: LedgerPage) -> bool:
    empty = page.findChild(QWidget, "ledger_empty")
    return bool(page.findChildren(ElidedLabel)[1:]) or (empty is not None and empty.isVisible())


def shows(page: QWidget, name: str) -> bool:
    button = page.findChild(QAbstractButton, name)
    return button is not None and button.isVisible()


def click(page: QWidget, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    assert button.isVisible(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())


def tick(page: LedgerPage, which: LedgerRow) -> None:
    box = page.findChild(QAbstractButton, f"ledger_box_{which.uuid}")
    assert isinstance(box, QAbstractButton)
    box.click()


def said(page: QWidget) -> str:
    elided = [label.whole for label in page.findChildren(ElidedLabel)]
    return "\n".join(elided + [label.text() for label in page.findChildren(QLabel) if label.isVisible()])


def test_each_row_says_when_where_what_and_the_receipt(page: LedgerPage) -> None:
    """Time, server, receipt, masks and the way by hand stand in every row that has them."""
    words = said(page)
    for part in (
        "help.example.com",
        "回执 HP-20261122-0147",
        "已遮盖：邮箱",
        "图片遮盖 3 处",
        "尚无回执",
        "存为文件转交",
        "由文件带回",
        "文章评价",
    ):
        assert part in words


def test_a_row_opens_its_exact_content(
    page: LedgerPage, service: FakeService, qtbot: QtBot, tmp_path: Path
) -> None:
    """A click shows the manifest byte for byte, and each file."""
    about, sent = report_parcel(tmp_path)
    service.left = LedgerState(rows=(about,), asked=None, confirmed=None)
    service.parcels[about.uuid] = sent
    page.refresh()
    qtbot.waitUntil(lambda: shows(page, f"ledger_row_{about.uuid}"))
    click(page, f"ledger_row_{about.uuid}")
    qtbot.waitUntil(lambda: page.findChild(Content) is not None)
    dialog = page.findChild(Content)
    assert isinstance(dialog, Content)
    field = dialog.findChild(QPlainTextEdit, "preview_manifest")
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText().encode() == sent.manifest
    dialog.parts.setCurrentRow(2)
    qtbot.waitUntil(lambda: dialog.findChild(QPlainTextEdit, "preview_text") is not None)
    text = dialog.findChild(QPlainTextEdit, "preview_text")
    assert isinstance(text, QPlainTextEdit)
    assert text.toPlainText() == "line one\nline two"
    dialog.close()


def test_a_reply_opens_too(page: LedgerPage, service: FakeService, qtbot: QtBot) -> None:
    """What is no report shows its own words, and whose reply it is."""
    about, sent = reply_parcel()
    service.left = LedgerState(rows=(about,), asked=None, confirmed=None)
    service.parcels[about.uuid] = sent
    page.refresh()
    qtbot.waitUntil(lambda: shows(page, f"ledger_row_{about.uuid}"))
    click(page, f"ledger_row_{about.uuid}")
    qtbot.waitUntil(lambda: page.findChild(Content) is not None)
    dialog = page.findChild(Content)
    assert isinstance(dialog, Content)
    dialog.parts.setCurrentRow(1)
    words = said(dialog)
    assert "换成思源黑体后正常。" in words
    assert "HP-20261122-0147" in words
    dialog.close()


def test_deleting_asks_and_spares_what_is_on_its_way(
    page: LedgerPage, service: FakeService, rows: tuple[LedgerRow, ...], qtbot: QtBot, toasts: list[str]
) -> None:
    """Only what is over can be chosen; deleting asks first and says that the server keeps its own."""
    waits = page.findChild(QAbstractButton, f"ledger_box_{rows[1].uuid}")
    assert isinstance(waits, QAbstractButton)
    assert not waits.isEnabled()
    tick(page, rows[0])
    click(page, "ledger_delete")
    assert "服务器上的内容不变" in said(page)
    click(page, "ledger_delete_keep")
    assert len(service.left.rows) == 4
    click(page, "ledger_delete")
    click(page, "ledger_delete_sure")
    qtbot.waitUntil(lambda: toasts == ["所选记录已从这台电脑删除"])
    assert [one.uuid for one in service.left.rows] == [one.uuid for one in rows[1:]]


def test_erasing_says_what_happens_and_waits(
    page: LedgerPage, service: FakeService, qtbot: QtBot, toasts: list[str]
) -> None:
    """One click asks; the question says what goes on the server and here; confirmed, the wish is shown."""
    click(page, "ledger_erase")
    words = said(page)
    for part in ("服务器上：", "用户已要求删除", "这台电脑上：", "没有网络时"):
        assert part in words
    assert service.left.asked is None
    click(page, "ledger_erase_confirm")
    qtbot.waitUntil(lambda: page.findChild(QFrame, "ledger_waiting") is not None)
    erase = page.findChild(QAbstractButton, "ledger_erase")
    assert isinstance(erase, QAbstractButton)
    assert not erase.isEnabled()
    click(page, "banner_action")
    qtbot.waitUntil(lambda: service.left.asked is None and toasts == ["已撤回删除请求"])


def test_why_it_waits_and_what_was_confirmed(
    ctx: PageContext, service: FakeService, rows: object, show: Show, qtbot: QtBot
) -> None:
    """Offline the reason stands beside the wish; later the server's counts stand there."""
    wish = Asked(uuid=uuid4(), asked_at=0, next_try=0, problem=Problem.OFFLINE)
    service.left = replace(service.left, asked=wish)
    page = opened_page(ctx, show, qtbot)
    qtbot.waitUntil(lambda: ctx.texts.problem(Problem.OFFLINE) in said(page))
    assert ctx.texts.next_step(Problem.OFFLINE) in said(page)
    assert ctx.texts.t("feedback.next_try_now") in said(page)
    erasure = Erasure(erased_at=datetime.now(UTC), reports=2, messages=5, files=1, votes=3)
    service.left = LedgerState(rows=(), asked=None, confirmed=Confirmed(at=0, here=6, erasure=erasure))
    page.refresh()
    qtbot.waitUntil(lambda: page.findChild(QFrame, "ledger_confirmed") is not None)
    qtbot.waitUntil(lambda: "反馈 2 份、消息 5 条、附件 1 个、文章评价 3 次" in said(page))


def test_the_ledger_is_exported(page: LedgerPage, qtbot: QtBot, toasts: list[str], tmp_path: Path) -> None:
    """The chosen file is there afterwards, and its place is said."""
    target = tmp_path / "ledger.zip"
    page.export_to(target)
    qtbot.waitUntil(lambda: bool(toasts))
    assert target.exists()
    assert str(target) in toasts[0]


def test_a_failure_is_said_with_its_next_step(page: LedgerPage, service: FakeService, qtbot: QtBot) -> None:
    """Where the record cannot be read the page says why, and tries again when asked."""
    service.failures["ledger"] = Problem.DATA_LOCKED
    page.refresh()
    qtbot.waitUntil(lambda: page.findChild(QFrame, "ledger_problem") is not None)
    del service.failures["ledger"]
    click(page, "banner_action")
    qtbot.waitUntil(lambda: page.findChild(QFrame, "ledger_problem") is None)


def test_nothing_left_yet(ctx: PageContext, service: FakeService, show: Show, qtbot: QtBot) -> None:
    """An empty ledger says so, and there is nothing to erase."""
    page = opened_page(ctx, show, qtbot)
    assert "没有已发送的数据" in said(page)
    erase = page.findChild(QAbstractButton, "ledger_erase")
    assert isinstance(erase, QAbstractButton)
    assert not erase.isEnabled()


def test_many_rows_come_piece_by_piece(
    ctx: PageContext, service: FakeService, show: Show, qtbot: QtBot
) -> None:
    """Fifty rows are made at first, more when asked."""
    many = tuple(row(f"反馈 {number}") for number in range(120))
    service.left = LedgerState(rows=many, asked=None, confirmed=None)
    page = opened_page(ctx, show, qtbot)

    def count() -> int:
        return sum(name.startswith("ledger_row_") for name in _names(page))

    assert count() == 50
    click(page, "ledger_more")
    assert count() == 100


def _names(page: LedgerPage) -> list[str]:
    return [button.objectName() for button in page.findChildren(QAbstractButton)]


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_narrow(
    make_ctx: MakeContext, service: FakeService, rows: object, show: Show, qtbot: QtBot, locale: str
) -> None:
    """At 400 px nothing is wider than the page, in either language, also while it asks."""
    page = opened_page(make_ctx(locale), show, qtbot, 400)
    click(page, "ledger_erase")
    tick(page, service.left.rows[0])
    click(page, "ledger_delete")
    assert page.content.minimumSizeHint().width() <= 400
    assert page.minimumSizeHint().width() <= 400
    assert page.width() == 400


def test_keyboard(page: LedgerPage, rows: tuple[LedgerRow, ...]) -> None:
    """Tab goes from the way back over boxes and rows to the buttons; every stop has a name."""
    first = page.first_focus()
    assert first is not None
    first.setFocus()
    seen: list[str] = []
    for _ in range(20):
        focused = page.focusWidget()
        assert focused is not None
        assert focused.accessibleName() or getattr(focused, "text", lambda: "")()
        seen.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    wanted = [f"ledger_box_{rows[0].uuid}", f"ledger_row_{rows[0].uuid}", "ledger_erase", "ledger_export"]
    assert [name for name in dict.fromkeys(seen) if name in wanted] == wanted


def test_what_was_taken_back_says_so(
    ctx: PageContext, service: FakeService, show: Show, qtbot: QtBot
) -> None:
    """A refused report that the user took back is listed with the reason and the time of it."""
    gone = row(
        state=ParcelState.REFUSED,
        problem=Problem.TOO_LARGE,
        taken_back_at=datetime.now(UTC),
        number=None,
        received_at=None,
    )
    service.left = LedgerState(rows=(gone,), asked=None, confirmed=None)
    page = opened_page(ctx, show, qtbot)
    look = page.findChild(QAbstractButton, f"ledger_row_{gone.uuid}")
    assert look is not None
    for part in ("服务器未接受", ctx.texts.problem(Problem.TOO_LARGE), "已由您撤回"):
        assert part in look.accessibleName()
