"""Conversations for the tests of 我的反馈, in the words of the design's pictures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.report import ReportKind
from helppanel.contract.ticket import Author, StatusChange, TicketStatus
from helppanel.delivery.conversation import Conversation, Entry

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 10, 2, 11, 0, tzinfo=BEIJING)


def at(text: str) -> datetime:
    """`10-01 09:12` in Beijing, 2026, as the UTC moment the wire carries."""
    return datetime.strptime(f"2026-{text} +0800", "%Y-%m-%d %H:%M %z").astimezone(UTC)


def uid(number: int) -> UUID:
    """A stable UUID."""
    return UUID(int=number)


def history(*steps: tuple[TicketStatus, str] | tuple[TicketStatus, str, str]) -> tuple[StatusChange, ...]:
    """Status changes from (status, moment[, agent])."""
    return tuple(StatusChange(status=step[0], at=at(step[1]), agent="".join(step[2:])) for step in steps)


def said(number: int, author: Author, name: str, text: str, when: str) -> Entry:
    """One message that came from the server."""
    return Entry(uuid=uid(number), author=author, author_name=name, text=text, at=at(when))


def conversation(
    number: int = 1,
    *,
    title: str = "导出 PDF 时提示“导出失败 (E-2107)”",
    status: TicketStatus | None = None,
    steps: tuple[StatusChange, ...] = (),
    entries: tuple[Entry, ...] = (),
    state: ParcelState = ParcelState.DELIVERED,
    ticket: str | None = None,
    kind: ReportKind = ReportKind.PROBLEM,
    when: str = "09-30 14:03",
    updated: str = "",
    unread: int = 0,
) -> Conversation:
    """A conversation whose first entry is the report itself; with a `status` it has a number."""
    first = Entry(uuid=uid(number), author=Author.USER, author_name="", text=title, at=at(when))
    if entries and entries[0].uuid == uid(number):
        first, entries = entries[0], entries[1:]
    return Conversation(
        uuid=uid(number),
        kind=kind,
        title=title,
        app_version="12.4",
        created_at=at(when),
        updated_at=at(updated or when),
        state=state,
        number=ticket or (f"QJ-20930-{number:04}" if status else None),
        status=status,
        unread=unread,
        history=steps,
        entries=(first, *entries),
    )


def asked() -> Conversation:
    """The design's first row: support asked something and waits."""
    status = TicketStatus
    return conversation(
        status=status.PENDING,
        ticket="QJ-20930-0147",
        unread=1,
        updated="10-02 10:24",
        steps=history(
            (status.NEW, "09-30 14:03"),
            (status.ACKNOWLEDGED, "09-30 16:00", "周予"),
            (status.IN_PROGRESS, "10-01 09:12", "周予"),
            (status.PENDING, "10-02 10:24", "周予"),
        ),
        entries=(
            said(
                1, Author.USER, "", "导出 PDF 时提示“导出失败 (E-2107)”，换成思源黑体后正常。", "09-30 14:03"
            ),
            said(
                11,
                Author.AGENT,
                "周予",
                "您好，我们已定位到字体嵌入环节。请问使用的是哪款字体？方便时可附上字体名称或样例文档。",
                "10-02 10:24",
            ),
        ),
    )
