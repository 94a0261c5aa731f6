"""Whose hours hold: those of the service, or a team's of its own."""

from __future__ import annotations

from helppanel.contract.service_info import ServiceInfo
from helppanel.support.openings import ServiceHours


def hours_of(info: ServiceInfo, team_id: str = "") -> ServiceHours:
    """The hours of a team; of the service where `team_id` is "" or unknown. What a team leaves out is the
    service's.
    """
    team = next((team for team in info.teams if team.id == team_id), None)
    if team is None:
        return ServiceHours(info.time_zone, info.hours, info.special_days, info.holidays)
    return ServiceHours(
        team.time_zone or info.time_zone,
        info.hours if team.hours is None else team.hours,
        info.special_days if team.special_days is None else team.special_days,
        info.holidays if team.holidays is None else team.holidays,
    )
