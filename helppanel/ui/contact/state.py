"""What the contact page shows, worked out off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QSysInfo

from helppanel.contract.problems import HelpError
from helppanel.contract.service_info import ServiceInfo, SpecialDay
from helppanel.support import calendar
from helppanel.support.service_info import hours_of

AHEAD = timedelta(days=14)  # special days this near are announced


@dataclass(frozen=True, kw_only=True)
class ServiceState:
    """`open` is None where the hours or their time zone are unknown; instants are aware.

    `offset` is the service's distance from UTC; `today` the date there.
    """

    info: ServiceInfo
    system: str
    open: bool | None = None
    closes: datetime | None = None
    opens: datetime | None = None
    offset: timedelta | None = None
    today: date | None = None

    @property
    def special_days(self) -> tuple[SpecialDay, ...]:
        """The special days of the next two weeks, in order."""
        if self.today is None:
            return ()
        near = [day for day in self.info.special_days if self.today <= day.day <= self.today + AHEAD]
        return tuple(sorted(near, key=lambda day: day.day))


def state_at(info: ServiceInfo, now: datetime) -> ServiceState:
    """How the service stands at `now`. Reads time zone files."""
    system = QSysInfo.prettyProductName()
    try:
        there = now.astimezone(calendar.zone(hours_of(info)))
        known = bool(info.hours or info.special_days)
        return ServiceState(
            info=info,
            system=system,
            open=calendar.is_open(hours_of(info), now) if known else None,
            closes=calendar.closing(hours_of(info), now),
            opens=calendar.next_opening(hours_of(info), now),
            offset=there.utcoffset(),
            today=there.date(),
        )
    except HelpError:  # an unknown time zone: the hours are still worth showing
        return ServiceState(info=info, system=system)
