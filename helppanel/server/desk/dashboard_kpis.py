"""The figures at the top of the dashboard, each against the days before, in words and not by colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from helppanel.server.dashboard import Dashboard
from helppanel.server.dashboard_tickets import Solved
from helppanel.server.desk import wording
from helppanel.server.desk.dashboard_charts import line
from helppanel.server.desk.texts import Texts

GOOD, BAD, NEUTRAL = "ok", "err", "quiet"


@dataclass(frozen=True)
class Change:
    """How a figure changed since the days before, in words, and whether that is good."""

    words: str
    tint: str


@dataclass(frozen=True)
class Kpi:
    """One figure: the key of its name, and its value in words.

    `points`: of a small line, "" for none. `change` is None where there is nothing to compare with.
    """

    key: str
    value: str
    change: Change | None
    points: str = ""


def kpis(board: Dashboard, texts: Texts) -> tuple[Kpi, ...]:
    """New, first response, share solved, rating, articles that helped."""
    volume, solved, response, stars = board.volume, board.solved, board.response, board.stars
    return (
        Kpi(
            "dashboard_new",
            f"{volume.total:,}",
            _by_percent(volume.total, volume.before, texts, less_is_good=True),
            line([sum(kinds.values()) for _, kinds in volume.days]),
        ),
        Kpi(
            "dashboard_response",
            duration(response.whole.median, texts),
            _sooner(response.whole.median, response.before.median, texts),
            line([times.median for _, times in response.parts]),
        ),
        Kpi(
            "dashboard_solved_share",
            percent(solved.share.solved, solved.share.made, texts),
            _by_points(solved, texts),
            line([float(done) for _, _, done in solved.parts]),
        ),
        Kpi(
            "dashboard_rating",
            average(stars.average, texts),
            _by_tenths(stars.average, stars.before, texts),
        ),
        Kpi(
            "dashboard_helped",
            f"{board.articles.yes:,}",
            _by_percent(board.articles.yes, board.articles.before, texts, less_is_good=False),
        ),
    )


def percent(part: int, whole: int, texts: Texts) -> str:
    """`part` of `whole` as a whole percentage; a word where there is no whole."""
    return f"{round(100 * part / whole)}%" if whole else texts.t("dashboard_none")


def duration(seconds: float | None, texts: Texts) -> str:
    """A time in words; a word where there is none."""
    return texts.t("dashboard_none") if seconds is None else wording.duration(seconds, texts)


def average(stars: float | None, texts: Texts) -> str:
    """An average rating; a word where there is none."""
    return texts.t("dashboard_none") if stars is None else f"{stars:.1f}"


def _by_percent(now: int, before: int, texts: Texts, *, less_is_good: bool) -> Change | None:
    if not before:
        return None
    difference = round(100 * (now - before) / before)
    return _change(
        difference,
        "dashboard_more" if difference > 0 else "dashboard_fewer",
        f"{abs(difference):,}",
        texts,
        less_is_good=less_is_good,
    )


def _sooner(now: float | None, before: float | None, texts: Texts) -> Change | None:
    if now is None or before is None:
        return None
    minutes = round(now / 60) - round(before / 60)
    words = wording.duration(abs(minutes) * 60, texts)
    key = "dashboard_slower" if minutes > 0 else "dashboard_faster"
    return _change(minutes, key, words, texts, less_is_good=True)


def _by_points(solved: Solved, texts: Texts) -> Change | None:
    now, before = solved.share, solved.before
    if not now.made or not before.made:
        return None
    points = round(100 * now.solved / now.made) - round(100 * before.solved / before.made)
    key = "dashboard_points_up" if points > 0 else "dashboard_points_down"
    return _change(points, key, str(abs(points)), texts, less_is_good=False)


def _by_tenths(now: float | None, before: float | None, texts: Texts) -> Change | None:
    if now is None or before is None:
        return None
    tenths = round(10 * now) - round(10 * before)
    key = "dashboard_up" if tenths > 0 else "dashboard_down"
    return _change(tenths, key, f"{abs(tenths) / 10:.1f}", texts, less_is_good=False)


def _change(difference: int, key: str, amount: str, texts: Texts, *, less_is_good: bool) -> Change:
    if not difference:
        return Change(texts.t("dashboard_same"), NEUTRAL)
    return Change(texts.t(key, amount=amount), GOOD if (difference < 0) == less_is_good else BAD)
