"""The database opens in the right state, or says why not."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from helppanel.contract.problems import HelpError, Problem
from helppanel.server import numbers
from helppanel.server.database import FILE, Database, open_database
from helppanel.server.schema_desk import metadata


def pragma(database: Database, name: str) -> object:
    """The value of a PRAGMA on a connection of the pool."""
    with database.reading() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_the_revisions_lead_to_the_schema(tmp_path: Path) -> None:
    """A database migrated up from nothing has the tables, columns, indexes and keys of `schema`."""
    with closing(open_database(tmp_path)) as database, database.reading() as connection:
        # The search's index is a virtual table, with tables of its own behind it.
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _, name, *__: not str(name).startswith("ticket_words"),
            },
        )
        assert compare_metadata(context, metadata) == []
        inspector = sa.inspect(connection)
        for table in metadata.sorted_tables:
            found = {(key["constrained_columns"][0], key["referred_table"]) for key in
                     inspector.get_foreign_keys(table.name)}  # fmt: skip
            assert found == {(k.parent.name, k.column.table.name) for k in table.foreign_keys}


def test_opening_again_keeps_what_is_there(tmp_path: Path) -> None:
    """The second opening finds the values of the first, also in a folder with odd characters."""
    folder = tmp_path / "100% 数据 'x'"
    for expected in (1, 2):
        with closing(open_database(folder)) as database, database.writing() as transaction:
            assert numbers.next_value(transaction.connection, "x") == expected


def test_changes_count_on_when_the_clock_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each change has a greater number than the one before, within one millisecond or a day back."""
    found = []
    with closing(open_database(tmp_path)) as database, database.writing() as transaction:
        for seconds in (2_000_000, 2_000_000, 1_913_600, 2_000_001):
            monkeypatch.setattr("time.time_ns", lambda now=seconds: now * 10**9)
            found.append(numbers.next_change(transaction.connection))
    assert found == [2_000_000_000, 2_000_000_001, 2_000_000_002, 2_000_001_000]


def test_commits_are_durable(tmp_path: Path) -> None:
    """WAL with synchronous=FULL and foreign keys, on every connection."""
    with closing(open_database(tmp_path)) as database:
        assert pragma(database, "journal_mode") == "wal"
        assert pragma(database, "synchronous") == 2
        assert pragma(database, "foreign_keys") == 1
        with closing(database.raw()) as raw:
            assert raw.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    """An exception rolls everything back, given numbers too."""
    now = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    def give(database: Database, fail: bool) -> str:
        with database.writing() as transaction:
            number = numbers.next_ticket_number(transaction.connection, now)
            if fail:
                raise ZeroDivisionError(number)
        return number

    with closing(open_database(tmp_path)) as database:
        with pytest.raises(ZeroDivisionError, match="HP-20261123-846000"):
            give(database, fail=True)
        assert [give(database, fail=False) for _ in range(2)] == ["HP-20261123-846000", "HP-20261123-846001"]


def test_a_database_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    """A revision this program does not know is DATA_NEWER, and nothing is changed."""
    open_database(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(HelpError) as caught:
        open_database(tmp_path)

    assert caught.value.code == Problem.DATA_NEWER
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    """Foreign bytes are DATA_DAMAGED and stay as they are."""
    (tmp_path / FILE).write_bytes(b"not a database, not at all" * 100)

    with pytest.raises(HelpError) as caught:
        open_database(tmp_path)

    assert caught.value.code == Problem.DATA_DAMAGED
    assert (tmp_path / FILE).read_bytes().startswith(b"not a database")


def test_a_folder_that_cannot_be_made_is_unwritable(tmp_path: Path) -> None:
    """A file where the folder should be is DATA_UNWRITABLE."""
    (tmp_path / "file").touch()

    with pytest.raises(HelpError) as caught:
        open_database(tmp_path / "file" / "data")

    assert caught.value.code == Problem.DATA_UNWRITABLE


@pytest.mark.skipif(sys.platform != "linux", reason="/proc refuses files to root too")
def test_a_folder_that_takes_no_files_is_unwritable() -> None:
    """A folder one may not write into is DATA_UNWRITABLE."""
    with pytest.raises(HelpError) as caught:
        open_database(Path("/proc/self"))

    assert caught.value.code == Problem.DATA_UNWRITABLE
