"""The desk's search finds what was committed, and nothing that was erased."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from helppanel.contract.report import AppInfo, Report, ReportKind
from helppanel.contract.ticket import Author, InstallationRequest, Message
from helppanel.server import ticket_rows, tickets
from helppanel.server.database import FILE, Database, open_database
from helppanel.server.desk_search import found_by
from helppanel.server.erasing import erase
from helppanel.server.installations import add_installation
from helppanel.server.migrations.versions import r0008_search
from helppanel.server.schema import tickets as ticket_table
from helppanel.server.schema_desk import notes, search_stale, ticket_tags

TEXT = "导出PDF时提示导出失败 (E-2107)\n换成思源黑体后正常"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path)) as opened:
        yield opened


def _report(text: str) -> Report:
    app = AppInfo(id="writer", name="青简文字", version="12.4")
    now = datetime.now(UTC)
    return Report(
        uuid=uuid4(), kind=ReportKind.PROBLEM, created_at=now, locale="zh-CN", app=app, text=text,
        email="lin@example.com",
    )  # fmt: skip


def _ticket(database: Database, text: str = TEXT) -> tuple[str, str]:
    """A new ticket's number, and its installation's token."""
    with database.writing() as transaction:
        asked = InstallationRequest(app_id="writer", app_version="12.4", locale="zh-CN")
        made = add_installation(transaction, asked)
        return str(tickets.create_ticket(transaction, made.id, _report(text)).number), made.token


def _found(database: Database, query: str) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(sa.select(ticket_table.c.number).where(found_by(query))).scalars())


@pytest.mark.parametrize(
    "query",
    [
        *(
            "失败",
            "导出 黑体",
            "pdf",
            "ＰＤＦ",
            "e-2107",
            "E-21",
            "2107",
            "出失",
            "lin@example.com",
            "青简文字",
        ),
        *('"失败"', "换成思源黑体后正常", "12.4"),
    ],
)
def test_a_ticket_is_found_by(database: Database, query: str) -> None:
    """Two Chinese characters, the beginning of a word, an error code, width and case as one, all find it."""
    number, _ = _ticket(database)
    _ticket(database, "打印机没有反应")
    assert number in _found(database, query)


@pytest.mark.parametrize(
    "query", ["败失", "失败 打印", "dpf", "", "   ", '"', "AND", "*", "失败 NEAR(", "-", "^失"]
)
def test_what_is_not_there_is_not_found(database: Database, query: str) -> None:
    """Other words find nothing, and the index's own language is only words."""
    number, _ = _ticket(database)
    assert (number in _found(database, query)) == (query == "^失")


def test_its_number_finds_it_alone(database: Database) -> None:
    """The whole number leads to one ticket."""
    first, _ = _ticket(database)
    _ticket(database)
    assert _found(database, first) == [first]


def test_later_words_count_when_they_are_committed(database: Database) -> None:
    """A message, a note and a tag are found once their transaction ends, and never if it fails."""
    number, _ = _ticket(database)
    with database.writing() as transaction:
        row = ticket_rows.ticket_row(transaction.connection, number)
        now = transaction.now
        message = Message(uuid=uuid4(), author=Author.USER, text="用的是仿宋", created_at=now)
        ticket_rows.add_message(transaction, row, message)
        note = {"ticket_id": row.id, "agent": "陈立", "text": "字体授权位", "created_at": now}
        transaction.connection.execute(notes.insert().values(note))
        transaction.connection.execute(ticket_tags.insert().values(ticket_id=row.id, tag="字库"))
        transaction.connection.execute(ticket_tags.insert().values(ticket_id=row.id, tag="误加"))
    for query in ("仿宋", "授权位", "字库", "失败"):
        assert _found(database, query) == [number]
    with database.writing() as transaction:
        transaction.connection.execute(ticket_tags.delete().where(ticket_tags.c.tag == "误加"))
    assert _found(database, "误加") == []
    with contextlib.suppress(ZeroDivisionError), database.writing() as transaction:
        message = Message(uuid=uuid4(), author=Author.USER, text="没有写成", created_at=now)
        ticket_rows.add_message(transaction, row, message)
        raise ZeroDivisionError
    assert _found(database, "没有写成") == []
    with database.reading() as connection:
        assert connection.execute(sa.select(search_stale)).all() == []


def test_tickets_from_before_the_index_are_found(tmp_path: Path) -> None:
    """A database without the index has every ticket in it after the upgrade."""
    with closing(open_database(tmp_path)) as database:
        number, _ = _ticket(database)
        with database.writing() as transaction:
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for name in transaction.connection.execute(sa.text(triggers)).scalars().all():
                transaction.connection.execute(sa.text(f"DROP TRIGGER {name}"))
            for table in ("ticket_words", "search_stale"):
                transaction.connection.execute(sa.text(f"DROP TABLE {table}"))
            with Operations.context(MigrationContext.configure(transaction.connection)):
                r0008_search.upgrade()
        assert _found(database, "失败") == [number]


def test_what_was_erased_is_in_no_page(database: Database, tmp_path: Path) -> None:
    """After an erasure the words are not to be found, nor to be read in the index's tables."""
    _, token = _ticket(database, "zebracrossing 导出失败")
    _ticket(database, "打印")
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        before = raw.execute("SELECT block FROM ticket_words_data").fetchall()
    assert any(b"zebracrossing" in block for (block,) in before)
    with database.writing() as transaction:
        erase(transaction, token)
    assert _found(database, "zebracrossing") == []
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        after = raw.execute("SELECT block FROM ticket_words_data").fetchall()
        kept = raw.execute("SELECT c0 FROM ticket_words_content").fetchall()
    assert not any(b"ebracrossing" in block for (block,) in after)
    assert [text.split() for (text,) in kept if "zebra" in text] == []
