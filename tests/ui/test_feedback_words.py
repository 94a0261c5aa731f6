"""Dates, rows, filters and the thread's order, as plain values."""

from __future__ import annotations

import tomllib
from datetime import timedelta

import msgspec
import pytest

from helppanel import assets
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.ticket import Author, TicketStatus
from helppanel.ui.feedback import rows
from helppanel.ui.feedback.dates import list_date, moment, step_date
from helppanel.ui.feedback.rows import Filter
from helppanel.ui.feedback.timeline import Happened, Said, items_of
from helppanel.ui.texts import Texts
from tests.ui.feedback_samples import NOW, asked, at, conversation, history, said

ZH, EN = Texts("zh-CN"), Texts("en")


@pytest.mark.parametrize(
    ("when", "row", "step", "message"),
    [
        ("10-02 10:24", "10:24", "今天 10:24", "今天 10:24"),
        ("10-01 23:59", "昨天", "10 月 1 日", "昨天 23:59"),
        ("10-02 00:00", "00:00", "今天 00:00", "今天 00:00"),
        ("09-30 14:03", "9 月 30 日", "9 月 30 日", "9 月 30 日 14:03"),
    ],
)
def test_the_nearer_the_more_exact(when: str, row: str, step: str, message: str) -> None:
    """Today shows the time, yesterday its word, older days their date, all in the user's time zone."""
    shown = at(when)
    assert (list_date(shown, NOW, ZH), step_date(shown, NOW, ZH), moment(shown, NOW, ZH)) == (
        row, step, message
    )  # fmt: skip


def test_another_year_is_named_and_english_reads_well() -> None:
    """A date of last year carries its year, in both languages."""
    shown = at("09-30 14:03").replace(year=2025)
    assert list_date(shown, NOW, ZH) == "2025 年 9 月 30 日"
    assert moment(shown, NOW, EN) == "30 Sep 2025 14:03"


def test_a_row_says_the_newest_word_or_what_happens_next() -> None:
    """The last line names who spoke; without an answer it says what the user may expect."""
    assert rows.last_line(asked(), ZH).startswith("周予：您好，我们已定位到")
    mine = conversation(
        status=TicketStatus.NEW, entries=(said(12, Author.USER, "", "已收到\n谢谢", "10-01 09:00"),)
    )
    assert rows.last_line(mine, ZH) == "您：已收到 谢谢"
    assert rows.last_line(conversation(status=TicketStatus.NEW), ZH) == "等待受理"
    assert rows.last_line(conversation(state=ParcelState.RETRYING), ZH) == "联网后自动发送"


def test_filters_count_receipts_only() -> None:
    """What has no receipt is neither open nor solved; it is counted in 全部 alone."""
    some = [
        conversation(1, state=ParcelState.QUEUED),
        conversation(2, status=TicketStatus.NEW),
        conversation(3, ticket="QJ-3"),
        conversation(4, status=TicketStatus.CLOSED),
        conversation(5, status=TicketStatus.MERGED),
    ]
    assert rows.counts(some) == {Filter.ALL: 5, Filter.OPEN: 2, Filter.SOLVED: 1}


def test_a_row_is_spoken_whole() -> None:
    """A screen reader hears unread mark, title, status and date in one sentence."""
    spoken = rows.spoken(asked(), "待您回复", NOW, ZH)
    assert spoken == "未读，导出 PDF 时提示“导出失败 (E-2107)”，待您回复，10:24"


def test_the_thread_interleaves_messages_and_events() -> None:
    """Events stand between the messages by time; `new` and `pending` speak through their messages."""
    items = items_of(asked())
    assert [item.status if isinstance(item, Happened) else item.entry.author for item in items] == [
        Author.USER, TicketStatus.ACKNOWLEDGED, TicketStatus.IN_PROGRESS, Author.AGENT
    ]  # fmt: skip
    assert isinstance(items[0], Said)
    assert items[0].mine


def test_at_one_moment_work_begins_before_the_words_and_ends_after_them() -> None:
    """An answer that also accepts and solves the ticket stands between the two events."""
    when, status = "10-02 10:24", TicketStatus
    steps = history(
        (status.NEW, "10-02 09:00"), (status.ACKNOWLEDGED, when, "周予"), (status.SOLVED, when, "周予")
    )
    accepted = msgspec.structs.replace(steps[1], at=steps[1].at + timedelta(milliseconds=3))
    steps = (steps[0], accepted, steps[2])
    answer = said(11, Author.AGENT, "周予", "已经修好了。", when)
    items = items_of(conversation(status=status.SOLVED, when="10-02 09:00", steps=steps, entries=(answer,)))
    assert [type(item) for item in items] == [Said, Happened, Said, Happened]
    assert isinstance(items[1], Happened)
    assert items[1].status is status.ACKNOWLEDGED


def test_every_state_has_its_words_in_both_languages() -> None:
    """Each status and each state of a parcel has a line in the list, and both files have the same keys."""
    for texts in (ZH, EN):
        for state in (*TicketStatus, *ParcelState):
            assert texts.t(f"feedback.line_{state}")
    keys = [
        set(tomllib.loads(assets.path(f"i18n/{locale}/feedback.toml").read_text("utf-8")))
        for locale in ("zh-CN", "en")
    ]
    assert keys[0] == keys[1]
