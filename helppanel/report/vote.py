"""From a click under an article to its parcel."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from helppanel.contract.article_vote import ArticleVote, VoteReason
from helppanel.contract.limits import Limits
from helppanel.contract.report import AppInfo, Parcel, ParcelKind, encode
from helppanel.report import check
from helppanel.report.clean import NAME_LENGTH, clean_text, cut, valid

_QUERY = 500  # characters the wire takes


def prepare_vote(
    article: str,
    locale: str,
    helpful: bool,
    reason: str,
    text: str,
    query: str,
    *,
    pack: str,
    app: AppInfo,
    uuid: UUID,
    now: datetime,
    limits: Limits,
) -> Parcel:
    """The parcel of a vote; `text` and `query` leave scrubbed. `reason` is a value of `VoteReason`.

    Raises HelpError TEXT_TOO_LONG; ValueError for an unknown reason.
    """
    from helppanel.report.privacy.scrub import scrub  # here: the first page waits for no patterns

    words = scrub(clean_text(text)).strip()
    if len(words) > limits.text:
        raise check.too_long(words, limits)
    vote = ArticleVote(
        uuid=uuid,
        created_at=now,
        article=cut(valid(article), NAME_LENGTH),
        locale=locale,
        helpful=helpful,
        reason=VoteReason(reason),
        text=words,
        query=cut(scrub(clean_text(query)).strip(), _QUERY),
        pack=pack,
        app=app,
    )
    return Parcel(uuid=uuid, manifest=encode(vote), blobs={}, kind=ParcelKind.ARTICLE_VOTE)
