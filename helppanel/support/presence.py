"""How a service stands at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from helppanel.contract.problems import HelpError
from helppanel.contract.service_info import ServiceInfo
from helppanel.support import calendar
from helppanel.support.calendar import Deviation, ServiceHours
from helppanel.support.service_info import hours_of

AHEAD = timedelta(days=14)  # holidays and special days this near are announced
YEAR_AHEAD = timedelta(days=60)  # so is a year this near whose holidays are not published


@dataclass(frozen=True, kw_only=True)
class Presence:
    """`open` is None where no hours are published or their time zone is unknown; instants are aware.

    `closes` and `opens` as in `calendar`; `offset` is the service's distance from UTC. `coming` are the
    holidays and special days of the next two weeks, `unpublished` a year that comes and has no official
    holidays yet.
    """

    hours: ServiceHours
    open: bool | None = None
    closes: datetime | None = None
    opens: datetime | None = None
    offset: timedelta | None = None
    today: date | None = None
    coming: tuple[Deviation, ...] = ()
    unpublished: int | None = None


def presence_at(hours: ServiceHours, now: datetime) -> Presence:
    """How it stands at `now`. Reads time zone files."""
    try:
        there = now.astimezone(calendar.zone(hours))
    except HelpError:  # an unknown time zone: the hours are still worth showing
        return Presence(hours=hours)
    today = there.date()
    return Presence(
        hours=hours,
        open=calendar.is_open(hours, now) if calendar.is_published(hours) else None,
        closes=calendar.closing(hours, now),
        opens=calendar.next_opening(hours, now),
        offset=there.utcoffset(),
        today=today,
        coming=calendar.deviations(hours, today, today + AHEAD),
        unpublished=calendar.unpublished_year(hours, today, today + YEAR_AHEAD),
    )


def answered_by(info: ServiceInfo, now: datetime) -> datetime | None:
    """When the first answer to a message of `now` can be expected: the published median, in service time."""
    if info.first_response is None:
        return None
    return calendar.add_service_time(hours_of(info), now, info.first_response)
