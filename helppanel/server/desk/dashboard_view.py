"""What the dashboard's template shows: charts with the tables that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import urlencode

from helppanel.server.dashboard import Dashboard
from helppanel.server.dashboard_period import Bucket
from helppanel.server.desk import wording
from helppanel.server.desk.dashboard_charts import HEIGHT, BarChart, Piece, bar_chart, pieces
from helppanel.server.desk.dashboard_kpis import Kpi, average, duration, kpis, percent
from helppanel.server.desk.dashboard_query import Wanted, stars_in_words
from helppanel.server.desk.texts import Texts

_TALL = 248  # px, of the chart beside the ring


@dataclass(frozen=True)
class Table:
    """A chart in words: heads of the columns, and rows whose first cell is their own head."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A bar chart: `title` and `says` (what is to be read from it) for who does not see it, `legend` of the
    series, and its table; `chart` is None while there is nothing to draw.
    """

    title: str
    says: str
    legend: tuple[str, ...]
    chart: BarChart | None
    table: Table


@dataclass(frozen=True)
class Row:
    """A row of a table with a bar in it: `cells` are its numbers in words, `query` where its name leads."""

    label: str
    bars: tuple[Piece, ...]
    cells: tuple[str, ...]
    query: str = ""


@dataclass(frozen=True)
class AgentRow:
    """An agent, and the figures in words."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class DashboardView:
    """The whole page. `arcs` are the ring of the `kinds`."""

    kpis: tuple[Kpi, ...]
    volume: Figure
    kinds: tuple[Row, ...]
    arcs: tuple[Piece, ...]
    response: Figure
    solved: Figure
    stars: tuple[Row, ...]
    articles: tuple[Row, ...]
    misses: tuple[Row, ...]
    error_codes: tuple[Row, ...]
    agents: tuple[AgentRow, ...]


def dashboard_view(board: Dashboard, wanted: Wanted, texts: Texts) -> DashboardView:
    """`board` in words and shapes."""
    by_kind, total = board.volume.by_kind, board.volume.total
    stars, uses = board.stars, board.articles.top
    most_used = max((use.yes + use.no + use.reports for use in uses), default=0)
    most_missed = max((miss.times for miss in board.misses), default=0)
    most_stated = max((count for _, count in board.error_codes), default=0)
    return DashboardView(
        kpis=kpis(board, texts),
        volume=_volume(board, texts),
        kinds=tuple(
            Row(texts.t(f"kind_{kind}"), (), (f"{count:,}", percent(count, total, texts)))
            for kind, count in by_kind.items()
        ),
        arcs=pieces(list(by_kind.values()), total),
        response=_response(board, texts),
        solved=_solved(board, texts),
        stars=tuple(
            Row(
                stars_in_words(number, texts),
                pieces([count], max(stars.counts)),
                (f"{count:,}", percent(count, stars.total, texts)),
                wanted.only(stars=str(number)),
            )
            for number, count in sorted(enumerate(stars.counts, 1), reverse=True)
        ),
        articles=tuple(
            Row(
                use.article,
                pieces([use.yes, use.no, use.reports], most_used),
                tuple(f"{count:,}" for count in (use.yes, use.no, use.reports)),
            )
            for use in uses
        ),
        misses=tuple(
            Row(miss.query, pieces([miss.times], most_missed), (f"{miss.times:,}", day(miss.last, texts)))
            for miss in board.misses
        ),
        error_codes=tuple(
            Row(code, pieces([count], most_stated), (f"{count:,}",), urlencode({"view": "all", "q": code}))
            for code, count in board.error_codes
        ),
        agents=tuple(
            AgentRow(
                one.name,
                (f"{one.solved:,}", duration(one.response, texts), average(one.stars, texts)),
            )
            for one in board.agents
        ),
    )


def day(at: date, texts: Texts) -> str:
    """A day of the last year."""
    return texts.t("dashboard_day", month=texts.t("months").split()[at.month - 1], day=at.day)


def _span(bucket: Bucket, texts: Texts) -> str:
    first = day(bucket.first, texts)
    return first if bucket.first == bucket.last else f"{first}–{day(bucket.last, texts)}"


def _volume(board: Dashboard, texts: Texts) -> Figure:
    kinds = tuple(board.volume.by_kind)
    names = tuple(texts.t(f"kind_{kind}") for kind in kinds)
    counts = [[found.get(kind, 0) for kind in kinds] for _, found in board.volume.days]
    most = max(range(len(counts)), key=lambda number: sum(counts[number]))
    buckets = [bucket for bucket, _ in board.volume.days]
    says = texts.t(
        "dashboard_volume_says",
        count=f"{board.volume.total:,}",
        day=day(buckets[most].first, texts),
        most=f"{sum(counts[most]):,}",
    )
    return Figure(
        texts.t("dashboard_volume"),
        says,
        names,
        *_drawn(
            buckets,
            counts if board.volume.total else [],
            (*names, texts.t("dashboard_total")),
            [[f"{count:,}" for count in (*row, sum(row))] for row in counts],
            texts,
            stacked=True,
            height=_TALL,
        ),
    )


def _solved(board: Dashboard, texts: Texts) -> Figure:
    solved = board.solved
    names = (texts.t("dashboard_made"), texts.t("dashboard_solved"))
    says = texts.t(
        "dashboard_solved_says",
        made=f"{board.volume.total:,}",
        count=f"{solved.times.count:,}",
        time=duration(solved.times.median, texts),
    )
    counts = [[made, done] for _, made, done in solved.parts]
    return Figure(
        texts.t("dashboard_made_and_solved"),
        says,
        names,
        *_drawn(
            [bucket for bucket, _, _ in solved.parts],
            counts if board.volume.total or solved.times.count else [],
            names,
            [[f"{count:,}" for count in row] for row in counts],
            texts,
        ),
    )


def _response(board: Dashboard, texts: Texts) -> Figure:
    whole, parts = board.response.whole, board.response.parts
    names = (texts.t("dashboard_median"), texts.t("dashboard_p90"))
    says = texts.t(
        "dashboard_response_says",
        count=f"{whole.count:,}",
        median=duration(whole.median, texts),
        p90=duration(whole.p90, texts),
        share=percent(whole.kept, whole.count, texts),
    )
    return Figure(
        texts.t("dashboard_response_chart"),
        says,
        names,
        *_drawn(
            [bucket for bucket, _ in parts],
            [[times.median or 0, times.p90 or 0] for _, times in parts] if whole.count else [],
            (*names, texts.t("dashboard_answered"), texts.t("dashboard_in_time")),
            [
                [
                    duration(times.median, texts),
                    duration(times.p90, texts),
                    f"{times.count:,}",
                    percent(times.kept, times.count, texts),
                ]
                for _, times in parts
            ],
            texts,
            is_duration=True,
        ),
    )


def _drawn(
    buckets: Sequence[Bucket],
    values: Sequence[Sequence[float]],
    heads: tuple[str, ...],
    cells: Sequence[Sequence[str]],
    texts: Texts,
    *,
    stacked: bool = False,
    is_duration: bool = False,
    height: int = HEIGHT,
) -> tuple[BarChart | None, Table]:
    """The chart, None without `values`, and the table; a column's title is its row of the table."""
    rows = tuple((_span(bucket, texts), *row) for bucket, row in zip(buckets, cells, strict=True))
    table = Table((texts.t("dashboard_date"), *heads), rows)
    if not values:
        return None, table
    titles = [
        " · ".join([head, *(f"{name} {cell}" for name, cell in zip(heads, row, strict=True))])
        for head, *row in rows
    ]
    write = partial(wording.duration, texts=texts) if is_duration else None
    labels = [day(bucket.first, texts) for bucket in buckets]
    return bar_chart(values, labels, titles, stacked=stacked, duration=write, height=height), table
