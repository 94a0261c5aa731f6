"""The user's own clock, right also for moments after the next clock change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class LocalZone(tzinfo):
    """The system's time zone. `datetime.astimezone()` would freeze the offset of now."""

    def utcoffset(self, at: datetime | None) -> timedelta | None:
        """At that moment; none for a time without a day."""
        return at.replace(tzinfo=None).astimezone().utcoffset() if at is not None else None

    def dst(self, at: datetime | None) -> timedelta | None:
        """Not known."""
        return None

    def tzname(self, at: datetime | None) -> str | None:
        """As the system calls it."""
        return at.replace(tzinfo=None).astimezone().tzname() if at is not None else None

    def fromutc(self, at: datetime) -> datetime:
        """What the clock shows, and whether for the second time."""
        return datetime.fromtimestamp(at.replace(tzinfo=UTC).timestamp()).replace(tzinfo=self)


def local_now() -> datetime:
    """This moment in the user's time zone."""
    return datetime.now(LocalZone())
