"""What left, for the tests and pictures of 已发送的数据."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.report import Attachment, Parcel, ParcelKind, Reply, encode
from helppanel.service import LedgerRow
from tests.ui.report_preview_hands import parcel

NOW = datetime(2026, 11, 23, 10, 24, tzinfo=UTC)


def row(title: str = "导出 PDF 时提示“导出失败 (E-2107)”", **changes: Any) -> LedgerRow:
    """One report that was delivered."""
    values: dict[str, Any] = {
        "uuid": uuid4(),
        "kind": "report",
        "title": title,
        "left_at": NOW - timedelta(days=1),
        "server": "help.example.com:",
        "handed_at": None,
        "by_hand": False,
        "state": ParcelState.DELIVERED,
        "problem": None,
        "taken_back_at": None,
        "number": "HP-20261122-0147",
        "received_at": NOW - timedelta(days=1),
        "masked": {},
        "covered": 0,
        "files": (),
        "size": 86_000,
        "over": True,
    }
    return LedgerRow(**values | changes)


def picture_file(masked: int = 0) -> Attachment:
    """A screenshot as a manifest names it."""
    return Attachment(sha256="a" * 64, name="截图 1.png", media_type="image/png", size=240_000, masked=masked)


def report_parcel(folder: Path) -> tuple[LedgerRow, Parcel]:
    """A row with its very content."""
    made = parcel(folder, "导出 PDF 时提示失败", ("log.txt", "text/plain", b"line one\nline two"))
    return row(uuid=made.uuid, size=made.size), made


def reply_parcel() -> tuple[LedgerRow, Parcel]:
    """A reply with its very content."""
    made = Reply(uuid=uuid4(), created_at=NOW, text="换成思源黑体后正常。")
    sent = Parcel(
        uuid=made.uuid, manifest=encode(made), blobs={}, kind=ParcelKind.REPLY, ticket="HP-20261122-0147"
    )
    return row(made.text, uuid=made.uuid, kind="reply", size=sent.size), sent
