"""What the contact page shows, worked out off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from PySide6.QtCore import QSysInfo

from helppanel.contract.service_info import Account, Channel, ServiceInfo
from helppanel.support.presence import Presence, presence_at
from helppanel.support.service_info import hours_of


@dataclass(frozen=True, kw_only=True)
class ServiceState:
    """`service` is how the whole service stands, `teams` each team that has hours of its own.

    `date` is the user's: words like 明天 change with it. `member` is what the server believes, `error_code`
    the one in the form's draft.
    """

    info: ServiceInfo
    system: str
    date: date
    service: Presence
    teams: dict[str, Presence] = field(default_factory=dict)
    member: Account | None = None
    error_code: str = ""

    @property
    def is_member(self) -> bool:
        """Whether the rows for members are shown."""
        return self.member is not None and bool(self.member.tier)

    def of(self, channel: Channel) -> Presence:
        """How it stands with those who answer `channel`."""
        return self.teams.get(channel.team, self.service)


def state_at(
    info: ServiceInfo, now: datetime, member: Account | None = None, error_code: str = ""
) -> ServiceState:
    """How the service stands at `now`. Reads time zone files."""
    return ServiceState(
        info=info,
        system=QSysInfo.prettyProductName(),
        date=now.date(),
        service=presence_at(hours_of(info), now),
        teams={team.id: presence_at(hours_of(info, team.id), now) for team in info.teams},
        member=member,
        error_code=error_code,
    )
