"""The list of tickets, and what is done to several of them at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from litestar import Request, Response, get

from helppanel.contract.service_info import ServiceInfo
from helppanel.server.agents import agent_names
from helppanel.server.desk import wording
from helppanel.server.desk.chips import PRIORITY
from helppanel.server.desk.filters import filters
from helppanel.server.desk.navigation import navigation
from helppanel.server.desk.place import filter_of, place_in
from helppanel.server.desk.render import page
from helppanel.server.desk.session import Visit
from helppanel.server.desk_list import Order, choices, count_promised, count_tickets, list_tickets
from helppanel.server.desk_state import state
from helppanel.server.store import Store
from helppanel.support.presence import YEAR_AHEAD

PAGE_SIZE = 20
SOON = timedelta(hours=2)  # to the promised answer


@get("/tickets")
async def show_list(
    request: Request[Any, Any, Any], store: Store, service: ServiceInfo, visit: Visit
) -> Response[str]:
    """One page of one view; a page past the end shows the last. `?done=3`, `?refused`: of the form before."""
    wanted, now = place_in(request.query_params), datetime.now(UTC)

    def read(connection: sa.Connection) -> dict[str, object]:
        chosen = filter_of(wanted, visit.name, now)
        count = count_tickets(connection, chosen)
        pages = max(1, -(-count // PAGE_SIZE))
        place = replace(wanted, page=min(wanted.page, pages))
        offset = (place.page - 1) * PAGE_SIZE
        rows = list_tickets(connection, chosen, PAGE_SIZE, offset, place.order)
        return {
            "nav": navigation(connection, visit.name, place),
            "place": place,
            "rows": rows,
            "count": count,
            "soon": count_promised(connection, chosen, now + SOON),
            "filters": filters(place, choices(connection), agent_names(connection), visit.texts),
            "agents": agent_names(connection),
            "pages": pages,
            "first": offset + 1,
            "last": offset + len(rows),
        }

    done = request.query_params.get("done", "")
    fixed: dict[str, object] = {
        "tier_title": partial(wording.tier_title, setup=store.database.setup, texts=visit.texts),
        "orders": tuple(Order),
        "priorities": PRIORITY,
        "unpublished": wording.unpublished(service, now + YEAR_AHEAD, now, visit.texts),
        "done": int(done) if done.isascii() and done.isdigit() else 0,
        "refused": "refused" in request.query_params,
    }
    return page("list.html", visit, service, await store.read(read) | fixed)


@get("/live")
async def show_state(request: Request[Any, Any, Any], store: Store, visit: Visit) -> Response[str]:
    """What the state of the desk is now: pages that are open ask, and renew themselves if it is another."""
    return Response(await store.read(state), media_type="text/plain")


ROUTES = (show_list, show_state)
