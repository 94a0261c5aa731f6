"""The file of answers, as it goes and as strangers may make it."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.contract.answers import Answers, HandedReceipt, read, write
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import ReportKind
from helppanel.contract.ticket import Author, Message, StatusChange, Ticket, TicketStatus

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TICKET = Ticket(
    number="HP-1",
    uuid=UUID(int=1),
    kind=ReportKind.PROBLEM,
    title="打印不了",
    status=TicketStatus.ACKNOWLEDGED,
    created_at=NOW,
    updated_at=NOW,
    history=(StatusChange(status=TicketStatus.NEW, at=NOW),),
    messages=(Message(uuid=UUID(int=2), author=Author.AGENT, text="请更新\n谢谢", created_at=NOW),),
)
ANSWERS = Answers(
    receipts=(HandedReceipt(uuid=UUID(int=1), sha256="ab" * 32, number="HP-1", received_at=NOW),),
    tickets=(TICKET,),
)


def written() -> bytes:
    stream = BytesIO()
    write(ANSWERS, stream)
    return stream.getvalue()


def test_what_was_written_is_read() -> None:
    """Receipts and tickets come back as they were."""
    assert read(BytesIO(written())) == ANSWERS


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(written()) - 1), st.integers(0, 255), st.booleans())
def test_damage_is_a_problem(at: int, byte: int, is_cut: bool) -> None:
    """Cut or overwritten anywhere, it is a known problem or reads as what it was."""
    good = written()
    broken = good[:at] if is_cut else good[:at] + bytes([byte]) + good[at + 1 :]
    codes = {Problem.BUNDLE_DAMAGED, Problem.BUNDLE_FOREIGN, Problem.BUNDLE_TOO_LARGE}
    known = True
    try:
        known = read(BytesIO(broken)) == ANSWERS
    except HelpError as error:
        known = error.code in codes
    assert known


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("parcel.json", b"{}", Problem.BUNDLE_FOREIGN),
        ("answers.json", b"{}", Problem.BUNDLE_FOREIGN),
        ("answers.json", b'{"format": 1, "receipts": 5, "tickets": []}', Problem.BUNDLE_FOREIGN),
        ("answers.json", b'{"format": 9}', Problem.WIRE_UNSUPPORTED),
        ("answers.json", b"\xff", Problem.BUNDLE_FOREIGN),
        ("answers.json", bytes(65 * 1024 * 1024), Problem.BUNDLE_TOO_LARGE),
    ],
)
def test_wrong_files_are_told_apart(name: str, data: bytes, code: Problem) -> None:
    """Another file of ours, a wrong or newer one, and one that would fill the memory have their codes."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    with pytest.raises(HelpError) as caught:
        read(stream)
    assert caught.value.code is code
