"""What the desk keeps of a ticket beside its messages is erased, and taken out, with them."""

from __future__ import annotations

import hashlib
import io
import json
from uuid import uuid4
from zipfile import ZipFile

import sqlalchemy as sa

from helppanel.contract.report import encode
from helppanel.server.database import open_database
from helppanel.server.schema import tickets
from helppanel.server.schema_desk import metadata
from tests.server.callers import DeskCaller, UserCaller, rating, reopening, report
from tests.server_process import ServerProcess

SECRET = "只有我们知道的一句话 9c41"


def file_of(agent: DeskCaller, number: str, content: bytes) -> dict[str, object]:
    """A file that the agent sent for the ticket's user, as a message names it."""
    sha256 = hashlib.sha256(content).hexdigest()
    assert agent.call("PUT", f"/desk/tickets/{number}/blobs/{sha256}", data=content).status_code == 201
    return {"sha256": sha256, "name": "a.bin", "media_type": "text/plain", "size": len(content)}


def fill(user: UserCaller, agent: DeskCaller) -> str:
    """A ticket with `SECRET` in everything that can hold it."""
    number = user.send(report("x", error_code=SECRET, account=SECRET)).number
    agent.call("POST", f"/desk/tickets/{number}/notes", json={"text": SECRET})
    agent.edit(number, tags=[SECRET], fixed_in=SECRET, status="solved")
    assert user.rate(number, rating(1, SECRET)).status_code == 201
    assert user.reopen(number, reopening(SECRET)).status_code == 201
    return number


def test_nothing_is_left_of_it(server: ServerProcess, user: UserCaller, agent: DeskCaller) -> None:
    """Ratings, reopenings, notes, tags, events and error codes are gone, from the index too."""
    number = fill(user, agent)
    content = SECRET.encode() + uuid4().bytes
    sent = file_of(agent, number, content)
    body = {"text": SECRET, "attachments": [sent]}
    assert agent.call("POST", f"/desk/tickets/{number}/messages", json=body).status_code == 201

    assert user.call("DELETE", "/me").status_code == 200

    stored = b"".join(file.read_bytes() for file in server.folder.rglob("*") if file.is_file())
    assert SECRET.encode() not in stored
    database = open_database(server.folder)
    with database.reading() as connection:
        ticket = connection.execute(sa.select(tickets).where(tickets.c.number == number)).one()
        for table in metadata.sorted_tables:
            if "ticket_id" in table.c:
                left = sa.select(sa.func.count()).where(table.c.ticket_id == ticket.id)
                found = connection.execute(left).scalar_one()
                assert found == 0 or table.name == "status_changes", table.name
    database.close()
    assert (ticket.error_code, ticket.fixed_in, ticket.account_name, ticket.tier) == ("", "", "", "")
    assert (ticket.promised_at, ticket.known_issue_id, ticket.secret_hash) == (None, None, None)


def test_what_was_erased_is_rated_and_reopened_no_more(
    server: ServerProcess, user: UserCaller, other: UserCaller
) -> None:
    """The very bytes of a rating that was erased do not come back, from whomever."""
    number = user.send(report()).number
    with DeskCaller(server.url, server.token("周予")) as agent:
        agent.edit(number, status="solved")
    made = rating()
    user.rate(number, made)
    user.call("DELETE", "/me")

    assert user.rate(number, made).status_code == 401
    assert other.rate(number, made).status_code == 410


def test_the_export_has_what_was_sent_and_answered(user: UserCaller, agent: DeskCaller) -> None:
    """Rating and reopening are in it byte for byte, files of agents once a message names them; no notes."""
    number = user.send(report()).number
    agent.edit(number, status="solved")
    rated, opened = rating(2, "慢"), reopening("又来了")
    user.rate(number, rated)
    user.reopen(number, opened)
    agent.call("POST", f"/desk/tickets/{number}/notes", json={"text": SECRET})
    named, unnamed = (file_of(agent, number, uuid4().bytes) for _ in range(2))
    agent.call("POST", f"/desk/tickets/{number}/messages", json={"text": "看附件", "attachments": [named]})

    archive = ZipFile(io.BytesIO(user.call("GET", "/me/export").content))

    for made in (rated, opened):
        assert archive.read(f"manifests/{made.uuid}.json") == encode(made)
    ticket = json.loads(archive.read(f"tickets/{number}.json"))
    assert (ticket["rating"]["stars"], ticket["rating"]["text"]) == (2, "慢")
    assert f"files/{named['sha256']}" in archive.namelist()
    assert f"files/{unnamed['sha256']}" not in archive.namelist()
    assert "account_name" in json.loads(archive.read("export.json"))["installation"]
    assert all(SECRET.encode() not in archive.read(name) for name in archive.namelist())
