"""The list of tickets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from litestar import Request, Response, get

from helppanel.contract.service_info import ServiceInfo
from helppanel.server.desk.navigation import navigation
from helppanel.server.desk.place import STATUSES, filter_of, place_in
from helppanel.server.desk.render import page
from helppanel.server.desk.session import Visit
from helppanel.server.desk_list import count_tickets, list_tickets
from helppanel.server.store import Store

PAGE_SIZE = 20


@get("/tickets")
async def show_list(
    request: Request[Any, Any, Any], store: Store, service: ServiceInfo, visit: Visit
) -> Response[str]:
    """One page of one view; a page past the end shows the last."""
    wanted = place_in(request.query_params)

    def read(connection: sa.Connection) -> dict[str, object]:
        chosen = filter_of(wanted.view, visit.name, wanted.status)
        count = count_tickets(connection, chosen)
        pages = max(1, -(-count // PAGE_SIZE))
        place = replace(wanted, page=min(wanted.page, pages))
        offset = (place.page - 1) * PAGE_SIZE
        rows = list_tickets(connection, chosen, PAGE_SIZE, offset)
        return {
            "nav": navigation(connection, visit.name, place),
            "place": place,
            "statuses": STATUSES[place.view],
            "rows": rows,
            "count": count,
            "pages": pages,
            "first": offset + 1,
            "last": offset + len(rows),
        }

    return page("list.html", visit, service, await store.read(read))
