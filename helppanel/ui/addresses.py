"""Addresses of pages with what they carry along: `help?q=…`, `report:problem?q=…&article=…`."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode

# where the entries of the Help menu lead
OF_ENTRIES = {
    "help_center": "help",
    "search": "help",
    "support": "home",
    "suggest": "report:suggestion",
    "feedback": "feedback",
    "contact": "contact",
}


def build(page: str, **carried: str | None) -> str:
    """The address of `page` (`help`, `report:problem`) that carries what is neither None nor empty."""
    given = {name: value for name, value in carried.items() if value}
    return f"{page}?{urlencode(given, quote_via=quote)}" if given else page


def split(rest: str) -> tuple[str, dict[str, str]]:
    """What precedes the question mark, and what the address carries; takes what `Page.show_address` gets."""
    place, _, carried = rest.partition("?")
    return place, dict(parse_qsl(carried))
