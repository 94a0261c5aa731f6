"""Searches for help that found nothing, as counts: what a panel whose user agreed tells the server."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from helppanel.contract.report import WORDS, Name

LONGEST_QUERY = 64  # characters
MOST_SEARCHES = 100  # in one batch
MOST_TIMES = 1000  # that one of them is counted


class MissedSearch(msgspec.Struct, frozen=True, kw_only=True):
    """`query`, normalised, found nothing `times` times on `day`, which is UTC's."""

    query: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_QUERY, pattern=WORDS)]
    locale: Name
    day: date
    times: Annotated[int, msgspec.Meta(ge=1, le=MOST_TIMES)] = 1


class MissedSearches(msgspec.Struct, frozen=True, kw_only=True):
    """The body of `PUT /missed-searches/{uuid}`; the UUID is this batch's, and not its sender's."""

    searches: Annotated[tuple[MissedSearch, ...], msgspec.Meta(min_length=1, max_length=MOST_SEARCHES)]
