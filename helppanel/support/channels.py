"""Which channels a panel shows, in which order, and what a click on one opens."""

from __future__ import annotations

from helppanel.contract.service_info import Channel, ChannelKind, ServiceInfo

LONGEST_CODE = 200  # bytes; a longer one would be wider than its card

_ORDER = {kind: place for place, kind in enumerate(ChannelKind)}


def phones(info: ServiceInfo, member: bool) -> tuple[Channel, ...]:
    """The channels one calls, as published, those for members last and for no one else."""
    return tuple(channel for channel in _sorted(info, member) if channel.kind is ChannelKind.PHONE)


def online(info: ServiceInfo, member: bool) -> tuple[Channel, ...]:
    """The channels one writes to, by kind and then as published, those for members last in their kind."""
    return tuple(channel for channel in _sorted(info, member) if channel.kind is not ChannelKind.PHONE)


def has_code(channel: Channel) -> bool:
    """Whether there is a code to scan that a panel can show."""
    return 0 < len(channel.qr.encode()) <= LONGEST_CODE


def phone_link(number: str) -> str:
    """`tel:` link (RFC 3966) of a number as it is written for people; "" if it holds no digit."""
    digits = "".join(character for character in number if character.isascii() and character.isdigit())
    international = number.lstrip().startswith(("+", "\N{FULLWIDTH PLUS SIGN}"))
    return f"tel:{'+' * international}{digits}" if digits else ""


def _sorted(info: ServiceInfo, member: bool) -> list[Channel]:
    shown = (channel for channel in info.channels if member or not channel.members)
    return sorted(shown, key=lambda channel: (_ORDER[channel.kind], channel.members))
