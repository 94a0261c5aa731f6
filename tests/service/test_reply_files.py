"""The files of a reply that is being written, through the real service."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from helppanel.contract.report import AttachmentRole, Reply
from helppanel.report.marks import Private
from helppanel.service import HelpService
from tests.server_process import ServerProcess
from tests.service.test_way import send

Make = Callable[..., HelpService]
PATIENCE = 30.0


def test_a_picture_of_a_reply_outlives_the_app_and_arrives(
    make: Make, server: ServerProcess, tmp_path: Path
) -> None:
    """Kept before a restart it leaves after it as a screenshot, masked as it was; only then the copies go."""
    first = make(server.url)
    first.start()
    uuid = send(first)
    assert first.wait_settled(PATIENCE)
    files = first.reply_files(uuid)
    picture = files.keep_picture(b"flat", name="窗口.png", source="window", original=b"with a secret")
    marked = msgspec.structs.replace(picture, marks=(Private(box=(1, 1, 9, 9), kind="email"),))
    (tmp_path / "log.txt").write_bytes(b"log")
    files.save((marked, files.keep_file(tmp_path / "log.txt")))
    first.close()
    second = make(server.url)
    second.start()
    kept = second.reply_files(uuid).load()
    assert [file.name for file in kept] == ["窗口.png", "log.txt"]
    number = second.conversation(uuid).number or ""
    seen = msgspec.json.decode(second.prepare_reply(number, "见图", kept).manifest, type=Reply)
    second.reply(number, "见图", kept)
    second.reply_files(uuid).save(())
    assert second.wait_settled(PATIENCE)
    sent = second.conversation(uuid).entries[-1]
    assert sent.attachments == seen.attachments
    assert (sent.attachments[0].role, sent.attachments[0].masked) == (AttachmentRole.SCREENSHOT, 1)
    assert [path.read_bytes() for path in sent.files.values()] == [b"flat", b"log"]
    left = [path for path in (tmp_path / "data" / "replies").rglob("*") if path.is_file()]
    assert left == []


def test_nothing_of_a_reply_stays_when_all_is_erased(make: Make, server: ServerProcess) -> None:
    """Erasing what is here takes the pictures of replies too, and forgetting a report those of its reply."""
    service = make(server.url)
    service.start()
    uuids = [send(service) for _ in range(2)]
    assert service.wait_settled(PATIENCE)
    for uuid in uuids:
        files = service.reply_files(uuid)
        files.save((files.keep_picture(b"picture", name="a.png", source="window"),))
    folder = service.data_dir() / "replies"
    service.ledger_delete([uuids[0]])
    assert [one.name for one in folder.iterdir()] == [str(uuids[1])]
    service.erase()
    assert not folder.exists()
