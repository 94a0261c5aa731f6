"""How long a login lasts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from helppanel.server.agents import SESSION_HOURS, token_hash
from helppanel.server.database import FILE
from tests.desk.visitor import Visitor
from tests.server_process import ServerProcess


def _expiry(server: ServerProcess, agent: Visitor, set_to: datetime | None = None) -> datetime:
    """When the agent's session ends; `set_to` turns the clock on by moving that end."""
    session = token_hash(agent.session.cookies["helppanel_desk"])
    with closing(sqlite3.connect(server.folder / FILE)) as connection, connection:
        if set_to is not None:
            connection.execute(
                "UPDATE agent_sessions SET expires_at = ? WHERE token_hash = ?",
                (f"{set_to:%Y-%m-%d %H:%M:%S.%f}", session),
            )
        [found] = connection.execute(
            "SELECT expires_at FROM agent_sessions WHERE token_hash = ?", (session,)
        ).fetchone()
    return datetime.fromisoformat(found).replace(tzinfo=UTC)


def test_working_keeps_the_session_alive(server: ServerProcess, agent: Visitor) -> None:
    """A session used in its second half lasts its whole length again, so no reply is lost to a log-out."""
    soon = datetime.now(UTC) + timedelta(minutes=5)
    assert _expiry(server, agent, set_to=soon) == soon
    assert agent.get("/desk/tickets").status_code == 200
    assert _expiry(server, agent) > datetime.now(UTC) + timedelta(hours=SESSION_HOURS - 1)


def test_a_session_left_alone_ends(server: ServerProcess, agent: Visitor) -> None:
    """Past its end a session opens nothing, and the login says why it is there."""
    _expiry(server, agent, set_to=datetime.now(UTC) - timedelta(seconds=1))
    answer = agent.get("/desk/tickets?view=mine")
    assert answer.status_code == 303
    assert "登录已过期" in agent.get(answer.headers["Location"]).text


def test_a_first_visit_is_not_called_expired(visitor: Visitor) -> None:
    """Somebody who never was logged in is not told about an expired login."""
    answer = visitor.get("/desk/tickets")
    assert "登录已过期" not in visitor.get(answer.headers["Location"]).text
