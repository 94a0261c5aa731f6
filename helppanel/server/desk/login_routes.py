"""Logging in and out, and choosing the language."""

from __future__ import annotations

import math
import time
from typing import Any

from litestar import Request, Response, get, post

from helppanel.contract.service_info import ServiceInfo
from helppanel.server import agents
from helppanel.server.desk.render import go, page
from helppanel.server.desk.session import (
    HOME,
    LoginNeededError,
    agent_visit,
    form_of,
    form_token,
    language_cookie,
    safe_back,
    session_cookie,
    session_token,
    stranger,
    visitor_cookie,
    visitor_secret,
)
from helppanel.server.desk.texts import LOCALES
from helppanel.server.desk.tries import Tries
from helppanel.server.store import Store


@get("/login")
async def show_login(request: Request[Any, Any, Any], store: Store, service: ServiceInfo) -> Response[Any]:
    """The login form; straight on for those who are logged in."""
    back = safe_back(request.query_params.get("next", ""))
    try:
        await agent_visit(request, store)
    except LoginNeededError:
        expired = "expired" in request.query_params and session_token(request)
        return _form(request, service, back, message="login_expired" if expired else "", tint="warn")
    return go(back)


@post("/login")
async def log_in(
    request: Request[Any, Any, Any], store: Store, service: ServiceInfo, tries: Tries
) -> Response[Any]:
    """Check name and password, slowly for those who guess."""
    fields = await form_of(request, form_token(visitor_secret(request)))
    name, password = fields.get("name", "").strip(), fields.get("password", "")
    back = safe_back(fields.get("next", ""))
    address = request.client.host if request.client else ""
    wait = tries.wait(name, address, time.monotonic())
    if wait:
        minutes = math.ceil(wait / 60)
        answer = _form(request, service, back, name=name, message="login_wait", minutes=minutes, status=429)
        answer.headers["Retry-After"] = str(math.ceil(wait))
        return answer
    agent = await store.read(lambda connection: agents.check_login(connection, name, password))
    if agent is None:
        return _form(request, service, back, name=name, message="login_wrong", status=401)
    tries.forget(name, address)
    token = await store.write(lambda transaction: agents.open_session(transaction, agent))
    return go(back, [session_cookie(request, token)])


@post("/logout")
async def log_out(request: Request[Any, Any, Any], store: Store, form: dict[str, str]) -> Response[None]:
    """End the session on the server, not only in the browser."""
    token = session_token(request)
    await store.write(lambda transaction: agents.close_session(transaction, token))
    return go("/desk/login", [session_cookie(request, "")])


@get("/logout", sync_to_thread=False)
def stay() -> Response[None]:
    """A link alone logs nobody out."""
    return go(HOME)


@get("/language/{locale:str}", sync_to_thread=False)
def choose_language(request: Request[Any, Any, Any], locale: str) -> Response[None]:
    """Keep the language and return."""
    back = safe_back(request.query_params.get("next", ""))
    return go(back, [language_cookie(request, locale)] if locale in LOCALES else ())


def _form(
    request: Request[Any, Any, Any],
    service: ServiceInfo,
    back: str,
    *,
    name: str = "",
    message: str = "",
    tint: str = "err",
    minutes: int = 0,
    status: int = 200,
) -> Response[str]:
    secret = visitor_secret(request)
    visit = stranger(request, secret)
    values: dict[str, object] = {
        "next": back,
        "name": name,
        "message": visit.texts.t(message, minutes=minutes) if message else "",
        "message_tint": tint,
        "wrong": status == 401,
    }
    return page(
        "login.html", visit, service, values, status=status, cookies=[visitor_cookie(request, secret)]
    )


ROUTES = (show_login, log_in, log_out, stay, choose_language)
