"""文章评价: what users said about each article."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from litestar import Request, Response, get

from helppanel.contract.service_info import ServiceInfo
from helppanel.server.desk.list_route import PAGE_SIZE
from helppanel.server.desk.navigation import navigation
from helppanel.server.desk.place import count_in
from helppanel.server.desk.render import page
from helppanel.server.desk.session import Visit
from helppanel.server.desk_ratings import count_rated, list_ratings
from helppanel.server.store import Store


@get("/articles")
async def show_ratings(
    request: Request[Any, Any, Any], store: Store, service: ServiceInfo, visit: Visit
) -> Response[str]:
    """One page of the articles, the one that helped least first; a page past the end shows the last."""
    wanted = count_in(request.query_params, "page")

    def read(connection: sa.Connection) -> dict[str, object]:
        count = count_rated(connection)
        pages = max(1, -(-count // PAGE_SIZE))
        at = min(wanted, pages)
        offset = (at - 1) * PAGE_SIZE
        rows = list_ratings(connection, PAGE_SIZE, offset)
        return {
            "nav": navigation(connection, visit.name, "ratings"),
            "rows": rows,
            "count": count,
            "page": at,
            "pages": pages,
            "first": offset + 1,
            "last": offset + len(rows),
        }

    return page("ratings.html", visit, service, await store.read(read))
