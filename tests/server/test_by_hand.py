"""Tickets that came as a file, and who gets them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from helppanel.contract import answers
from helppanel.contract.article_vote import ArticleVote
from helppanel.contract.limits import Limits
from helppanel.contract.parcel_file import write_all
from helppanel.contract.problems import Problem
from helppanel.contract.report import Parcel, ParcelKind, Receipt, encode
from helppanel.server.answers import answers_to
from helppanel.server.blobs import BlobFolder
from helppanel.server.database import Database, open_database
from helppanel.server.hand_in import Handed, HandIn
from tests.server.callers import APP, DeskCaller, UserCaller, attachment, rating, reopening, report
from tests.server_process import ServerProcess, helppanel

LOG = b"log line\n" * 1000


def packed(*parcels: Parcel) -> BytesIO:
    stream = BytesIO()
    write_all(parcels, {}, stream)
    return stream


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "data")) as opened:
        yield opened


@pytest.fixture
def take(database: Database, tmp_path: Path) -> Callable[..., tuple[Handed, ...]]:
    """Hands parcels in, without a server."""

    def taken(*parcels: Parcel, limits: Limits = Limits()) -> tuple[Handed, ...]:  # noqa: B008  frozen
        return HandIn(database, BlobFolder(tmp_path / "blobs"), limits).take(packed(*parcels))

    return taken


def handed_in(server: ServerProcess, folder: Path, *parcels: Parcel) -> None:
    """Import at the running server's desk."""
    (folder / "b.zip").write_bytes(packed(*parcels).getvalue())
    done = helppanel("desk", "import", str(folder / "b.zip"), "--data", str(server.folder))
    assert done.returncode == 0, done.stdout + done.stderr


def test_who_shows_the_bytes_gets_the_ticket(
    server: ServerProcess, user: UserCaller, other: UserCaller, agent: DeskCaller, tmp_path: Path
) -> None:
    """The first installation with the same bytes gets ticket, answers and files; the next a receipt."""
    made = report("转交的", attachment(LOG))
    (tmp_path / "log").write_bytes(LOG)
    sha256 = hashlib.sha256(LOG).hexdigest()
    handed_in(
        server, tmp_path, Parcel(uuid=made.uuid, manifest=encode(made), blobs={sha256: tmp_path / "log"})
    )
    [row] = [row for row in agent.call("GET", "/desk/tickets").json() if row["uuid"] == str(made.uuid)]
    agent.answer(row["number"], "请更新")
    before = user.sync()
    assert before.tickets == ()
    receipt = user.send(made)
    assert (receipt.number, receipt.missing) == (row["number"], ())
    [ticket] = user.sync(before.cursor).tickets
    assert [message.text for message in ticket.messages] == ["转交的", "请更新"]
    assert user.call("GET", f"/blobs/{sha256}").content == LOG
    again = msgspec.json.decode(other.put_report(made.uuid, encode(made)).content, type=Receipt)
    assert again.number == row["number"]
    assert other.sync().tickets == ()
    assert other.call("GET", f"/blobs/{sha256}").status_code == 404
    seen = user.sync().cursor
    agent.answer(row["number"], "再更新")
    [ticket] = user.sync(seen).tickets
    assert [message.text for message in ticket.messages] == ["再更新"]


def test_a_running_server_keeps_what_it_receives(server: ServerProcess, tmp_path: Path) -> None:
    """An import beside it does not sweep away the blobs that just arrive."""
    part = server.folder / "blobs" / "tmp" / "half"
    part.write_bytes(b"half a blob")
    made = report("旁边导入")
    handed_in(server, tmp_path, Parcel(uuid=made.uuid, manifest=encode(made), blobs={}))
    assert part.read_bytes() == b"half a blob"
    part.unlink()


def test_ratings_come_by_hand_too(take: Callable[..., tuple[Handed, ...]], database: Database) -> None:
    """An article vote is counted once, and has its receipt in the answers."""
    vote = ArticleVote(
        uuid=uuid4(), article="print", locale="zh-CN", helpful=True, pack="1", app=APP,
        created_at=datetime.now(UTC),
    )  # fmt: skip
    parcel = Parcel(uuid=vote.uuid, manifest=encode(vote), blobs={}, kind=ParcelKind.ARTICLE_VOTE)
    assert [take(parcel)[0].is_new for _ in range(2)] == [True, False]
    with database.reading() as connection:
        found = answers_to(connection, {vote.uuid}, 7)
    assert found.tickets == ()
    assert found.receipts[0].sha256 == hashlib.sha256(parcel.manifest).hexdigest()


def test_each_parcel_for_itself(take: Callable[..., tuple[Handed, ...]], tmp_path: Path) -> None:
    """What is too long, empty or no manifest is refused as on the wire, and the others are taken in."""
    good, long, empty = report("好"), report("长" * 11), report(" ")
    parcels = [Parcel(uuid=one.uuid, manifest=encode(one), blobs={}) for one in (good, long, empty)]
    noise = Parcel(uuid=uuid4(), manifest=b"\xff{", blobs={})
    borrowed = Parcel(uuid=uuid4(), manifest=encode(report("借用")), blobs={})
    handed = take(*parcels, noise, borrowed, limits=Limits(text=10))
    assert [one.problem for one in handed] == [
        None,
        Problem.TEXT_TOO_LONG,
        Problem.TEXT_EMPTY,
        Problem.BAD_REQUEST,
        Problem.UUID_CONFLICT,
    ]
    assert [one.number is None for one in handed] == [False, True, True, True, True]
    assert handed[0].title == "好"


def test_what_follows_a_solution_comes_by_hand_too(
    server: ServerProcess, user: UserCaller, agent: DeskCaller, tmp_path: Path
) -> None:
    """A rating and a reopening with the report's proof go into its ticket, once by both ways."""
    made, rated, opened = report(), rating(3), reopening("还在")
    number = user.send(made).number
    agent.edit(number, status="solved")
    parcels = [
        Parcel(uuid=one.uuid, manifest=encode(one), blobs={}, kind=kind, ticket=number)
        for one, kind in ((rated, ParcelKind.RATING), (opened, ParcelKind.REOPENING))
    ]
    for proof, code_of_exit in (("0" * 64, 1), (hashlib.sha256(encode(made)).hexdigest(), 0)):
        packet = BytesIO()
        write_all(parcels, {number: proof}, packet)
        (tmp_path / "b.zip").write_bytes(packet.getvalue())
        done = helppanel("desk", "import", str(tmp_path / "b.zip"), "--data", str(server.folder))
        assert done.returncode == code_of_exit, done.stdout + done.stderr
        assert (user.ticket(number).rating is None) == bool(code_of_exit)

    assert user.rate(number, rated).status_code == 200
    assert user.reopen(number, opened).status_code == 200
    ticket = user.ticket(number)
    assert [message.text for message in ticket.messages] == [made.text, "还在"]
    assert [change.status for change in ticket.history] == ["new", "solved", "in_progress"]
    assert ticket.rating is not None
    give = ("desk", "answers", str(tmp_path / "b.zip"), str(tmp_path / "a.zip"), "--data", str(server.folder))
    assert helppanel(*give).returncode == 0
    with (tmp_path / "a.zip").open("rb") as stream:
        assert {receipt.uuid for receipt in answers.read(stream).receipts} >= {rated.uuid, opened.uuid}
