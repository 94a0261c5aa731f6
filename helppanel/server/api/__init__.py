"""The calls of the wire, one file a group; all under `/api/v1`."""

from __future__ import annotations

from collections import defaultdict

from litestar import Response, Router, route
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler

from helppanel.server.api import (
    accounts,
    blobs,
    desk,
    desk_beside,
    installations,
    known_issues,
    me,
    missed_searches,
    packs,
    ratings,
    reports,
    service,
    sync,
    tickets,
    uploads,
    votes,
    withdrawals,
)
from helppanel.server.api.description import PREFIX


def api_router() -> Router:
    """Everything under `/api/v1` but the OpenAPI document."""
    groups = (
        installations,
        accounts,
        reports,
        ratings,
        blobs,
        uploads,
        withdrawals,
        sync,
        tickets,
        service,
        known_issues,
        packs,
        votes,
        missed_searches,
        me,
        desk,
        desk_beside,
    )
    handlers = [handler for group in groups for handler in group.HANDLERS]
    methods: dict[str, set[str]] = defaultdict(set)
    for handler in handlers:
        for path in handler.paths:
            methods[path] |= handler.http_methods
    options = [_options(path, allowed) for path, allowed in methods.items()]
    # Each call reads its own body with a limit of its own.
    return Router(PREFIX, route_handlers=[*options, *handlers], request_max_body_size=None)


def _options(path: str, methods: set[str]) -> HTTPRouteHandler:
    """OPTIONS of a path; the framework's own names only the method that was registered first."""
    allow = ", ".join(sorted({*methods, "OPTIONS"}))

    @route(path, http_method=HttpMethod.OPTIONS, status_code=204, sync_to_thread=False)
    def options() -> Response[None]:
        return Response(None, headers={"Allow": allow})

    return options
