"""Of the dashboard: what users said and searched. Ratings, articles, error codes, searches without a hit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from helppanel.contract.report import Moment
from helppanel.server.dashboard_period import Period
from helppanel.server.dashboard_tickets import Chosen, its
from helppanel.server.schema import article_votes, tickets
from helppanel.server.schema_desk import ratings, search_misses

TOP = 10  # rows of a ranked list


@dataclass(frozen=True)
class Stars:
    """Ratings given in the period: `counts` by stars from 1 to 5; `before`: the average before."""

    counts: tuple[int, int, int, int, int]
    before: float | None

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)

    @property
    def average(self) -> float | None:
        """None without any."""
        weighed = sum(stars * count for stars, count in enumerate(self.counts, 1))
        return weighed / self.total if self.total else None


@dataclass(frozen=True)
class ArticleUse:
    """One article in all its locales: last votes of the installations, and reports made from it."""

    article: str
    yes: int
    no: int
    reports: int


@dataclass(frozen=True)
class Articles:
    """The articles most often judged or left for a report; `yes` and `no` of all, `before`: `yes` before."""

    top: tuple[ArticleUse, ...]
    yes: int
    no: int
    before: int


@dataclass(frozen=True)
class Miss:
    """A search that found nothing: how often, and the last (UTC) day."""

    query: str
    times: int
    last: date


@dataclass(frozen=True)
class RatedTicket:
    """A ticket with its rating."""

    number: str
    title: str
    stars: int
    text: str
    at: Moment


def stars(connection: sa.Connection, period: Period, chosen: Chosen) -> Stars:
    """How the tickets chosen were rated in the period, whenever they were made."""
    given = sa.select(ratings.c.stars, sa.func.count()).group_by(ratings.c.stars)
    counts: Counter[int] = Counter()
    for number, count in connection.execute(given.where(*rated(chosen, period.start, period.now))):
        counts[number] = count
    average = sa.select(sa.func.avg(ratings.c.stars)).where(
        *rated(chosen, period.before_start, period.before_end)
    )
    before = connection.execute(average).scalar()
    one, two, three, four, five = (counts[number] for number in range(1, 6))
    return Stars((one, two, three, four, five), None if before is None else float(before))


def count_rated_tickets(connection: sa.Connection, period: Period, chosen: Chosen, of: int | None) -> int:
    """How many tickets were rated in the period, with `of` stars unless None."""
    query = sa.select(sa.func.count()).where(*rated(chosen, period.start, period.now, of))
    return connection.execute(query).scalar_one()


def rated_tickets(
    connection: sa.Connection, period: Period, chosen: Chosen, of: int | None, limit: int, offset: int
) -> tuple[RatedTicket, ...]:
    """Those tickets, the last rated first."""
    rows = connection.execute(
        sa.select(its.number, its.title, ratings.c.stars, ratings.c.text, ratings.c.at)
        .where(*rated(chosen, period.start, period.now, of))
        .order_by(ratings.c.at.desc(), its.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(RatedTicket(*row) for row in rows)


def articles(connection: sa.Connection, period: Period, chosen: Chosen) -> Articles:
    """What users made of articles; votes have no kind, so `chosen` narrows them by app only."""
    found: Counter[str] = Counter()
    yes: Counter[str] = Counter()
    no: Counter[str] = Counter()
    last = _last_votes(chosen, period.start, period.now)
    query = sa.select(last.c.article, last.c.helpful, sa.func.count()).group_by(
        last.c.article, last.c.helpful
    )
    for article, helpful, count in connection.execute(query):
        (yes if helpful else no)[article] += count
        found[article] += count
    reports: Counter[str] = Counter()
    from_article = sa.select(its.article, sa.func.count()).where(
        its.created_at >= period.start, its.created_at < period.now, its.article != "", *chosen.conditions()
    )
    for article, count in connection.execute(from_article.group_by(its.article)):
        reports[article] = count
    found.update(reports)
    top = sorted(found, key=lambda article: (-found[article], article))[:TOP]
    before = _last_votes(chosen, period.before_start, period.before_end)
    yes_before = sa.select(sa.func.count()).select_from(before).where(before.c.helpful)
    return Articles(
        top=tuple(ArticleUse(article, yes[article], no[article], reports[article]) for article in top),
        yes=yes.total(),
        no=no.total(),
        before=connection.execute(yes_before).scalar_one(),
    )


def misses(connection: sa.Connection, period: Period) -> tuple[Miss, ...]:
    """The searches that most often found nothing, of users who agreed to tell; of all apps."""
    its_times = sa.func.sum(search_misses.c.times).label("times")
    last = sa.func.max(search_misses.c.day)
    rows = connection.execute(
        sa.select(search_misses.c.query, its_times, last)
        .where(search_misses.c.day >= period.first.isoformat())
        .group_by(search_misses.c.query)
        .order_by(its_times.desc(), last.desc(), search_misses.c.query)
        .limit(TOP)
    )
    return tuple(Miss(query, int(times), date.fromisoformat(day)) for query, times, day in rows)


def error_codes(connection: sa.Connection, period: Period, chosen: Chosen) -> tuple[tuple[str, int], ...]:
    """The error codes most often stated, and how often."""
    count = sa.func.count().label("count")
    rows = connection.execute(
        sa.select(its.error_code, count)
        .where(its.created_at >= period.start, its.created_at < period.now, its.error_code != "")
        .where(*chosen.conditions())
        .group_by(its.error_code)
        .order_by(count.desc(), its.error_code)
        .limit(TOP)
    )
    return tuple((code, number) for code, number in rows)


def rated(
    chosen: Chosen, start: datetime, end: datetime, of: int | None = None
) -> list[sa.ColumnElement[bool]]:
    """That a ticket chosen was rated from `start` to `end`, with `of` stars unless None."""
    conditions = [ratings.c.at >= start, ratings.c.at < end, tickets.c.id == ratings.c.ticket_id]
    if of is not None:
        conditions.append(ratings.c.stars == of)
    return conditions + chosen.conditions()


def _last_votes(chosen: Chosen, start: datetime, end: datetime) -> sa.Subquery:
    """The last vote of each installation on each article that came from `start` to `end`."""
    votes = article_votes.c
    place = sa.func.row_number().over(
        partition_by=(votes.article, votes.locale, votes.installation_id),
        order_by=(votes.created_at.desc(), votes.received_at.desc(), votes.uuid),
    )
    query = sa.select(votes.article, votes.helpful, place.label("place")).where(
        votes.received_at >= start, votes.received_at < end
    )
    if chosen.app:
        query = query.where(votes.app_id == chosen.app)
    ranked = query.subquery()
    return sa.select(ranked).where(ranked.c.place == 1).subquery()
