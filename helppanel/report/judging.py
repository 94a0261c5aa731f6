"""What the user thinks of an answer, as parcels: a rating, and why a ticket shall be open again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from helppanel.contract.limits import Limits
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel, ParcelKind, Rating, Reopening, encode
from helppanel.report import check
from helppanel.report.clean import clean_text, says_something


def prepare_rating(
    stars: int, text: str, number: str, *, uuid: UUID, now: datetime, limits: Limits
) -> Parcel:
    """`stars` from 1 to 5 for ticket `number`; `text` may be empty. Raises HelpError TEXT_TOO_LONG."""
    words = _words(text, limits)
    rating = Rating(uuid=uuid, created_at=now, stars=stars, text=words)
    return Parcel(uuid=uuid, manifest=encode(rating), blobs={}, kind=ParcelKind.RATING, ticket=number)


def prepare_reopening(
    text: str, fixed: bool | None, number: str, *, uuid: UUID, now: datetime, limits: Limits
) -> Parcel:
    """Open ticket `number` again; `fixed` as in `Reopening`. Raises HelpError TEXT_EMPTY, TEXT_TOO_LONG."""
    words = _words(text, limits)
    if not says_something(words):
        raise HelpError(Problem.TEXT_EMPTY)
    reopening = Reopening(uuid=uuid, created_at=now, text=words, fixed=fixed)
    return Parcel(uuid=uuid, manifest=encode(reopening), blobs={}, kind=ParcelKind.REOPENING, ticket=number)


def _words(text: str, limits: Limits) -> str:
    words = clean_text(text).strip()
    if len(words) > limits.text:
        raise check.too_long(words, limits)
    return words
