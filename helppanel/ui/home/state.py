"""What the first page shows of people, hours and news, worked out off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from helppanel.contract.service_info import Account, Announcement
from helppanel.support import calendar
from helppanel.support.presence import Presence, answered_by, presence_at
from helppanel.support.service_info import hours_of
from helppanel.ui.ports import PanelService

DISMISSED = "dismissed:"  # begins a setting for each announcement the user closed; its id follows
BUSY = timedelta(hours=4)  # of service time: waiting longer for the first answer is said


@dataclass(frozen=True, kw_only=True)
class HomeState:
    """`presence` is None without published hours; `answered_by` is when an answer to a message of now can
    be expected, None where it is not known. `news` leaves out what was dismissed or is over.
    """

    presence: Presence | None = None
    first_response: int | None = None
    answered_by: datetime | None = None
    account: Account | None = None
    news: tuple[Announcement, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether answers take long."""
        return self.first_response is not None and self.first_response > BUSY.total_seconds()


def state_at(service: PanelService, now: datetime) -> HomeState:
    """How things stand at `now`. Reads the database and time zone files."""
    info, account = service.service_info(), service.account()
    if info is None:
        return HomeState(account=account)
    hours = hours_of(info)
    presence = presence_at(hours, now) if calendar.is_published(hours) else None
    return HomeState(
        presence=presence,
        first_response=info.first_response,
        answered_by=answered_by(info, now) if presence is not None and presence.open is not None else None,
        account=account,
        news=tuple(
            one
            for one in info.announcements
            if not ((one.until is not None and one.until <= now) or service.load_setting(DISMISSED + one.id))
        ),
    )
