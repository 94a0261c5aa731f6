"""The calls of the wire, one file a group; all under `/api/v1`."""

from __future__ import annotations

from litestar import Router
from litestar.types import ControllerRouterHandler

from helppanel.server.api import blobs, desk, installations, reports, service, sync, tickets
from helppanel.server.api.description import PREFIX


def api_routes() -> list[ControllerRouterHandler]:
    """Everything under `/api/v1` but the OpenAPI document."""
    groups = (installations, reports, blobs, sync, tickets, service, desk)
    handlers = [handler for group in groups for handler in group.HANDLERS]
    # Each call reads its own body with a limit of its own.
    return [Router(PREFIX, route_handlers=handlers, request_max_body_size=None)]
