"""Who is visiting the desk: session cookie, form token, language, and the way back after a login."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from litestar import Request
from litestar.datastructures import Cookie

from helppanel.server import agents
from helppanel.server.desk.texts import LOCALES, Texts, preferred, texts
from helppanel.server.schema import agent_sessions
from helppanel.server.store import Store

HOME = "/desk/tickets"
IMPORT = "/desk/import"
LANGUAGE_COOKIE = "helppanel_desk_language"
_SESSION_COOKIE = "helppanel_desk"
_VISITOR_COOKIE = "helppanel_desk_visitor"  # ties the login form to one browser before there is a session

AnyRequest = Request[Any, Any, Any]


class LoginNeededError(Exception):
    """The page is for agents; `back` is where to return after the login."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


class FormExpiredError(Exception):
    """A form came without the token of this browser's session."""


@dataclass(frozen=True)
class Visit:
    """One request by an agent, or (with `agent` None) by somebody who has not logged in."""

    texts: Texts
    here: str
    csrf: str
    agent: agents.Agent | None = None

    @property
    def name(self) -> str:
        """The agent's name, "" without one."""
        return self.agent.name if self.agent else ""

    @property
    def acting(self) -> agents.Agent:
        """The agent of a visit that has one, as the dependency `visit` sees to."""
        assert self.agent is not None
        return self.agent


def language(request: AnyRequest) -> Texts:
    """The texts in the language chosen, else the one the browser prefers."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return texts(chosen if chosen in LOCALES else preferred(request.headers.get("accept-language", "")))


def stranger(request: AnyRequest, secret: str) -> Visit:
    """A visit without a session; `secret` is the visitor cookie's value, kept or new."""
    return Visit(language(request), _here(request), form_token(secret))


async def agent_visit(request: AnyRequest, store: Store) -> Visit:
    """The visit of a logged-in agent; using the desk keeps the session alive. Raises LoginNeededError."""
    token = session_token(request)
    agent = await store.read(lambda connection: agents.session_agent(connection, token)) if token else None
    if agent is None:
        raise LoginNeededError(_here(request))
    now, whole = datetime.now(UTC), timedelta(hours=agents.SESSION_HOURS)
    if await store.read(lambda connection: _expiry(connection, token)) < now + whole / 2:
        await store.write(lambda transaction: _renew(transaction.connection, token, now + whole))
    return Visit(language(request), _here(request), form_token(token), agent)


async def form_of(request: AnyRequest, csrf: str) -> dict[str, str]:
    """The fields of a form that carries the token `csrf`. Raises FormExpiredError."""
    fields = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    if not hmac.compare_digest(fields.get("csrf", "").encode(), csrf.encode()):
        raise FormExpiredError
    return fields


def form_token(secret: str) -> str:
    """What a form must carry; it cannot be guessed without the cookie and does not reveal it."""
    return hashlib.sha256(b"helppanel desk form\0" + secret.encode("utf-8", "surrogatepass")).hexdigest()


def session_token(request: AnyRequest) -> str:
    """The session cookie's value, "" without one."""
    return request.cookies.get(_name(request, _SESSION_COOKIE), "")


def visitor_secret(request: AnyRequest) -> str:
    """The visitor cookie's value, or a new one."""
    return request.cookies.get(_name(request, _VISITOR_COOKIE), "") or agents.new_token()


def session_cookie(request: AnyRequest, token: str) -> Cookie:
    """Keeps `token` in the browser until it is closed; "" takes it away."""
    return _cookie(request, _SESSION_COOKIE, token)


def visitor_cookie(request: AnyRequest, secret: str) -> Cookie:
    """Keeps the visitor's `secret`."""
    return _cookie(request, _VISITOR_COOKIE, secret)


def language_cookie(request: AnyRequest, locale: str) -> Cookie:
    """Keeps the language for a year."""
    year = 365 * 24 * 3600
    return Cookie(
        LANGUAGE_COOKIE, value=locale, path="/desk", max_age=year, httponly=True,
        samesite="lax", secure=_is_secure(request),
    )  # fmt: skip


def safe_back(target: str) -> str:
    """`target` if it is a page of the desk, else the list: a login must not lead to other sites."""
    safe = re.fullmatch(r"/desk/[\w/%.-]*(\?[\w=&%.+-]*)?", target, re.ASCII)
    return target if safe and ".." not in target else HOME


def _cookie(request: AnyRequest, name: str, value: str) -> Cookie:
    return Cookie(
        _name(request, name), value=value, path="/", httponly=True, samesite="lax",
        secure=_is_secure(request), max_age=None if value else 0,
    )  # fmt: skip


def _name(request: AnyRequest, name: str) -> str:
    # Browsers accept a __Host- cookie from this very host only, so that no sister site can plant one.
    return f"__Host-{name}" if _is_secure(request) else name


def _is_secure(request: AnyRequest) -> bool:
    return request.url.scheme == "https"


def _here(request: AnyRequest) -> str:
    path = request.url.path
    if request.method != "GET" and path != IMPORT:  # a form's own address is no page; its ticket is
        path = path.rpartition("/")[0] if path.startswith(f"{HOME}/") else HOME
    return path + (f"?{request.url.query}" if request.url.query else "")


def _expiry(connection: sa.Connection, token: str) -> datetime:
    query = sa.select(agent_sessions.c.expires_at).where(
        agent_sessions.c.token_hash == agents.token_hash(token)
    )
    expiry: datetime | None = connection.execute(query).scalar()
    return expiry or datetime.max.replace(tzinfo=UTC)


def _renew(connection: sa.Connection, token: str, expiry: datetime) -> None:
    connection.execute(
        agent_sessions.update()
        .where(agent_sessions.c.token_hash == agents.token_hash(token))
        .values(expires_at=expiry)
    )
