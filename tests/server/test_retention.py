"""What is closed and old enough is erased; nothing else is."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from helppanel.contract.limits import Limits
from helppanel.contract.report import encode
from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import InstallationRequest
from helppanel.server.database import open_database
from helppanel.server.installations import add_installation
from helppanel.server.intake import accept_report
from helppanel.server.retention import erase_old
from helppanel.server.schema import manifests, messages, tickets
from helppanel.server.setup import Setup
from tests.server.callers import UserCaller, attachment, report
from tests.server.test_setup_live import waits_for
from tests.server_process import ServerProcess

INFO = ServiceInfo(name={"en": "Ours"})


def test_only_what_is_closed_and_old_is_erased(tmp_path: Path) -> None:
    """Of an old closed, a new closed and an old open ticket only the first loses its words; if set."""
    now = datetime.now(UTC)
    with closing(open_database(tmp_path)) as database:
        rows: dict[str, UUID] = {}
        with database.writing() as write:
            made = add_installation(write, InstallationRequest(app_id="a", app_version="1", locale="en"))
            mine = made.id
            for name, status, age in (("old", "closed", 31), ("new", "closed", 29), ("open", "new", 31)):
                sent = report(f"words of {name}")
                accept_report(write, mine, sent.uuid, encode(sent), Limits())
                write.connection.execute(
                    tickets.update()
                    .where(tickets.c.uuid == sent.uuid)
                    .values(status=status, updated_at=now - timedelta(days=age))
                )
                rows[name] = sent.uuid
        with database.writing() as write:
            assert erase_old(write) == 0
        database.setup = Setup(info=INFO, retention_days=30)
        with database.writing() as write:
            assert erase_old(write) == 1
            assert erase_old(write) == 0
        with database.reading() as read:
            erased = sa.select(tickets.c.uuid).where(tickets.c.erased_at.is_not(None))
            assert list(read.execute(erased).scalars()) == [rows["old"]]
            assert set(read.execute(sa.select(messages.c.text)).scalars()) == {
                "words of new",
                "words of open",
            }
            assert set(read.execute(sa.select(manifests.c.uuid)).scalars()) == {rows["new"], rows["open"]}


def test_a_server_removes_the_files_too(tmp_path: Path) -> None:
    """With `retention_days` set, an old closed ticket's file leaves the disk, and an open one's stays."""
    old, kept = attachment(b"old" * 99), attachment(b"kept" * 99)
    with ServerProcess(tmp_path / "data", INFO) as server, UserCaller(server.url) as user:
        for content, file in ((b"old" * 99, old), (b"kept" * 99, kept)):
            user.send(report(file.sha256, file))
            assert user.put_blob(content).ok
        server.stop()
        with closing(open_database(server.folder)) as database, database.writing() as write:
            write.connection.execute(
                tickets.update()
                .where(tickets.c.title.startswith(old.sha256[:10]))
                .values(status="closed", updated_at=datetime.now(UTC) - timedelta(days=31))
            )
        assert list(server.folder.rglob(old.sha256))
        server.set_up(INFO, "retention_days = 30\n")
        server.start()
        assert waits_for(lambda: not list(server.folder.rglob(old.sha256)))
        assert list(server.folder.rglob(kept.sha256))
