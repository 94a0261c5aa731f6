"""What users said about each article, as the desk sees it, the one that helped least first."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec
import sqlalchemy as sa

from helppanel.contract.article_vote import VoteReason
from helppanel.contract.report import Moment
from helppanel.server.schema import article_votes as votes

COMMENTS = 20  # of one article, the latest


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    """A vote in which the user wrote something. `query` led to the article; `app` is id and version."""

    received_at: Moment
    helpful: bool
    reason: VoteReason
    text: str
    query: str
    pack: str
    app: str


class ArticleRating(msgspec.Struct, frozen=True, kw_only=True):
    """One article in one locale. Of each installation the last vote counts.

    `reasons` are those of `no`; `comments` the latest, newest first.
    """

    article: str
    locale: str
    yes: int
    no: int
    reasons: dict[VoteReason, int]
    comments: tuple[Comment, ...]
    last_at: Moment


def count_rated(connection: sa.Connection) -> int:
    """How many articles have a vote; an article counts once a locale."""
    rated = sa.select(votes.c.article, votes.c.locale).distinct().subquery()
    return connection.execute(sa.select(sa.func.count()).select_from(rated)).scalar_one()


def list_ratings(
    connection: sa.Connection, limit: int | None = None, offset: int = 0
) -> tuple[ArticleRating, ...]:
    """The articles that have a vote; those with the most `no` first."""
    last = _last_votes()
    is_no = sa.not_(last.c.helpful)
    reasons = {reason: _count(sa.and_(is_no, last.c.reason == reason)) for reason in VoteReason}
    query = (
        sa.select(
            last.c.article,
            last.c.locale,
            _count(last.c.helpful).label("yes"),
            _count(is_no).label("no"),
            sa.func.max(last.c.received_at, type_=votes.c.received_at.type).label("last_at"),
            *(count.label(f"reason_{reason.name}") for reason, count in reasons.items()),
        )
        .group_by(last.c.article, last.c.locale)
        .order_by(sa.desc("no"), sa.desc("yes"), last.c.article, last.c.locale)
        .limit(limit)
        .offset(offset)
    )
    rows = connection.execute(query).all()
    said = _comments(connection, {row.article for row in rows})
    return tuple(
        ArticleRating(
            article=row.article,
            locale=row.locale,
            yes=row.yes,
            no=row.no,
            reasons={reason: count for reason in VoteReason if (count := _reason(row, reason))},
            comments=tuple(said[row.article, row.locale]),
            last_at=row.last_at,
        )
        for row in rows
    )


def _last_votes() -> sa.Subquery:
    """The last vote of each installation on each article, by the installation's own clock."""
    place = sa.func.row_number().over(
        partition_by=(votes.c.article, votes.c.locale, votes.c.installation_id),
        order_by=(votes.c.created_at.desc(), votes.c.received_at.desc(), votes.c.uuid),
    )
    ranked = sa.select(votes, place.label("place")).subquery()
    return sa.select(ranked).where(ranked.c.place == 1).subquery()


def _count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((condition, 1)))


def _reason(row: sa.Row[Any], reason: VoteReason) -> int:
    return int(getattr(row, f"reason_{reason.name}"))


def _comments(connection: sa.Connection, articles: set[str]) -> dict[tuple[str, str], list[Comment]]:
    found: dict[tuple[str, str], list[Comment]] = defaultdict(list)
    place = sa.func.row_number().over(
        partition_by=(votes.c.article, votes.c.locale),
        order_by=(votes.c.received_at.desc(), votes.c.uuid),
    )
    ranked = (
        sa.select(votes, place.label("place"))
        .where(votes.c.article.in_(articles), votes.c.text != "")
        .subquery()
    )
    query = sa.select(ranked).where(ranked.c.place <= COMMENTS).order_by(ranked.c.place)
    for row in connection.execute(query):
        found[row.article, row.locale].append(
            Comment(
                received_at=row.received_at,
                helpful=row.helpful,
                reason=VoteReason(row.reason),
                text=row.text,
                query=row.query,
                pack=row.pack,
                app=f"{row.app_id} {row.app_version}",
            )
        )
    return found
