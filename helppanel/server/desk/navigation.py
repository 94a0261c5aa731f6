"""The entries at the left, with true counts."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from helppanel.server.desk.place import ICONS, Place, View, filter_of
from helppanel.server.desk_list import count_tickets
from helppanel.server.desk_ratings import count_rated


@dataclass(frozen=True)
class NavItem:
    """One page and how many entries it holds now, None where it holds none; `key` is its name's text."""

    key: str
    address: str
    icon: str
    count: int | None
    current: bool


def navigation(connection: sa.Connection, agent: str, here: Place | str) -> tuple[NavItem, ...]:
    """All views as `agent` sees them, then the other pages; `here` is a place in a view, or a page's key."""
    views = tuple(
        NavItem(
            f"view_{view}",
            f"/desk/tickets?view={view}",
            ICONS[view],
            count_tickets(connection, filter_of(view, agent)),
            isinstance(here, Place) and view == here.view,
        )
        for view in View
    )
    rated = count_rated(connection)
    return (
        *views,
        NavItem("ratings", "/desk/articles", "book", rated, here == "ratings"),
        NavItem("import", "/desk/import", "save", None, here == "import"),
    )
