"""Of the dashboard: what became of the tickets of each agent, by who is their assignee now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from helppanel.server.dashboard_clock import Times
from helppanel.server.dashboard_help import rated
from helppanel.server.dashboard_period import Period
from helppanel.server.dashboard_tickets import Chosen, its, solved_in
from helppanel.server.schema import agents
from helppanel.server.schema_desk import ratings


@dataclass(frozen=True)
class AgentFigures:
    """Of the agent's tickets: how many were solved, how soon first answered, how rated; None of none."""

    name: str
    solved: int
    response: float | None
    stars: float | None


def by_agent(
    connection: sa.Connection, period: Period, chosen: Chosen, responses: Mapping[int, Times]
) -> tuple[AgentFigures, ...]:
    """Agents with any of these in the period, those with the most solved first.

    `responses`: first responses by the assignee's id.
    """
    assigned = its.assignee_id.is_not(None)
    solved = sa.select(its.assignee_id, sa.func.count().label("solved")).where(
        assigned, *solved_in(period, chosen)
    )
    given = sa.select(its.assignee_id, sa.func.avg(ratings.c.stars).label("stars")).where(
        assigned, *rated(chosen, period.start, period.now)
    )
    solved_by: dict[int, int] = {
        row.assignee_id: row.solved for row in connection.execute(solved.group_by(its.assignee_id))
    }
    stars_of = {
        row.assignee_id: float(row.stars) for row in connection.execute(given.group_by(its.assignee_id))
    }
    busy = solved_by.keys() | stars_of.keys() | responses.keys()
    found = [
        AgentFigures(
            name=name,
            solved=solved_by.get(agent, 0),
            response=responses[agent].median if agent in responses else None,
            stars=stars_of.get(agent),
        )
        for agent, name in connection.execute(sa.select(agents.c.id, agents.c.name))
        if agent in busy
    ]
    return tuple(sorted(found, key=lambda one: (-one.solved, one.name)))
