"""All that the desk's dashboard shows, read on one connection."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from helppanel.server.dashboard_agents import AgentFigures, by_agent
from helppanel.server.dashboard_help import Articles, Miss, Stars, articles, error_codes, misses, stars
from helppanel.server.dashboard_period import Period
from helppanel.server.dashboard_response import FirstResponse, first_response
from helppanel.server.dashboard_tickets import Chosen, Solved, Volume, created_and_solved
from helppanel.server.schema import tickets
from helppanel.server.setup import Setup


@dataclass(frozen=True)
class Dashboard:
    """The sections; each says of itself what it counts."""

    volume: Volume
    response: FirstResponse
    solved: Solved
    stars: Stars
    articles: Articles
    misses: tuple[Miss, ...]
    error_codes: tuple[tuple[str, int], ...]
    agents: tuple[AgentFigures, ...]


def dashboard(connection: sa.Connection, period: Period, chosen: Chosen, setup: Setup) -> Dashboard:
    """The period's figures of the tickets chosen, by the hours and promises of `setup`."""
    volume, solved = created_and_solved(connection, period, chosen)
    response = first_response(connection, period, chosen, setup)
    return Dashboard(
        volume=volume,
        response=response,
        solved=solved,
        stars=stars(connection, period, chosen),
        articles=articles(connection, period, chosen),
        misses=misses(connection, period),
        error_codes=error_codes(connection, period, chosen),
        agents=by_agent(connection, period, chosen, response.by_assignee),
    )


def apps(connection: sa.Connection) -> dict[str, str]:
    """The apps that there are tickets of: one of the names of each, by its id, in the names' order."""
    name = sa.func.max(tickets.c.app_name).label("name")
    rows = connection.execute(
        sa.select(tickets.c.app_id, name)
        .where(tickets.c.app_id != "")
        .group_by(tickets.c.app_id)
        .order_by(name, tickets.c.app_id)
    )
    return {row.app_id: row.name for row in rows}
