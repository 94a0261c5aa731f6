"""Reads what a call brings: its bearer token, its body within a limit, its query."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Request
from litestar.di import NamedDependency

from helppanel.contract.problems import HelpError, Problem
from helppanel.server.agents import Agent, token_agent
from helppanel.server.installations import Caller, Callers
from helppanel.server.intake import decode_json
from helppanel.server.missed_searches import Allowance
from helppanel.server.packs import OfferedPacks
from helppanel.server.published import LiveService
from helppanel.server.store import Store

T = TypeVar("T")
AnyRequest = Request[Any, Any, Any]


class Parts(msgspec.Struct, frozen=True):
    """What the application is made of."""

    store: Store
    callers: Callers
    service: LiveService
    packs: OfferedPacks
    missed_searches: Allowance


NeedsParts = NamedDependency[Parts]

SMALL_BODY = 64 * 1024  # bytes; for everything but manifests and blobs
CHARACTER = 12  # bytes one character may take, escaped in JSON or percent-encoded in a form


class PageQuery(msgspec.Struct, frozen=True):
    """Which part of a list; without `limit` all of it."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=1000)] | None = None
    offset: Annotated[int, msgspec.Meta(ge=0, le=2**31)] = 0


def bearer(request: AnyRequest) -> str:
    """The token of the Authorization header. Raises HelpError(UNAUTHORIZED)."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise HelpError(Problem.UNAUTHORIZED, "a bearer token is needed")
    return token.strip()


def installation(request: AnyRequest, parts: Parts) -> Caller:
    """The installation that calls. Raises HelpError(UNAUTHORIZED)."""
    caller = parts.callers.look_up(bearer(request))
    if caller is None:
        raise HelpError(Problem.UNAUTHORIZED, "no installation has this token")
    return caller


async def agent(request: AnyRequest, parts: Parts) -> Agent:
    """The agent that calls. Raises HelpError(UNAUTHORIZED)."""
    token = bearer(request)
    found = await parts.store.read(lambda connection: token_agent(connection, token))
    if found is None:
        raise HelpError(Problem.UNAUTHORIZED, "no agent has this token")
    return found


def check_length(request: AnyRequest, limit: int) -> None:
    """Refuse at once what says itself to be too large. Raises HelpError(TOO_LARGE)."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise HelpError(Problem.TOO_LARGE, f"more than {limit} bytes")


async def read_body(request: AnyRequest, limit: int) -> bytes:
    """The whole body. Raises HelpError(TOO_LARGE) beyond `limit` bytes."""
    check_length(request, limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise HelpError(Problem.TOO_LARGE, f"more than {limit} bytes")
    return bytes(body)


async def read_json(request: AnyRequest, kind: type[T], characters: int = 0) -> T:
    """A small JSON body with a text of up to `characters`. Raises HelpError: BAD_REQUEST, TOO_LARGE."""
    return decode_json(await read_body(request, SMALL_BODY + CHARACTER * characters), kind)


def read_query(request: AnyRequest, kind: type[T]) -> T:
    """The query parameters as the struct `kind`. Raises HelpError(BAD_REQUEST)."""
    try:
        return msgspec.convert(dict(request.query_params), kind, strict=False)
    except msgspec.ValidationError as error:
        raise HelpError(Problem.BAD_REQUEST, str(error)) from error


def has_etag(request: AnyRequest, etag: str) -> bool:
    """Whether If-None-Match names `etag` (given without quotes)."""
    named = request.headers.get("if-none-match", "")
    return any(tag.strip().removeprefix("W/") == f'"{etag}"' for tag in named.split(","))
