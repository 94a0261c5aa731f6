"""The entries at the left, with true counts."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from helppanel.server.desk.place import ICONS, Place, View, filter_of
from helppanel.server.desk_list import count_tickets
from helppanel.server.desk_ratings import count_rated


@dataclass(frozen=True)
class NavItem:
    """One page and how many entries it holds now; `key` is its name's text."""

    key: str
    address: str
    icon: str
    count: int
    current: bool


def navigation(connection: sa.Connection, agent: str, place: Place | None) -> tuple[NavItem, ...]:
    """All views as `agent` sees them, and the article ratings, which are no `place`."""
    views = tuple(
        NavItem(
            f"view_{view}",
            f"/desk/tickets?view={view}",
            ICONS[view],
            count_tickets(connection, filter_of(view, agent)),
            place is not None and view == place.view,
        )
        for view in View
    )
    return (*views, NavItem("ratings", "/desk/articles", "book", count_rated(connection), place is None))
