"""Official holidays and make-up working days (调休), as shipped for the years that are published."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from helppanel import assets
from helppanel.contract.service_info import Localised


@dataclass(frozen=True)
class Holiday:
    """Off from `first` to `last`; `work` are the days worked instead, with the weekday each stands for."""

    name: Localised
    first: date
    last: date
    work: Mapping[date, int]


@cache
def years(code: str) -> Mapping[int, tuple[Holiday, ...]]:
    """The published years of `code` ("CN"); none for a code without a calendar. Reads a file once."""
    if not code.isalpha() or not (path := assets.path(f"calendar/{code}.toml")).is_file():
        return MappingProxyType({})
    published = tomllib.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            int(year): tuple(
                Holiday(
                    {locale: one[locale] for locale in ("zh-CN", "en")},
                    one["first"],
                    one["last"],
                    {work["day"]: work["like"] for work in one.get("work", ())},
                )
                for one in rules["holidays"]
            )
            for year, rules in published.items()
        }
    )


def weekday(code: str, day: date) -> int | None:
    """The weekday (1 = Monday … 7 = Sunday) whose hours hold on `day`; None: it is a holiday."""
    return _days(code).get(day, day.isoweekday())


@cache
def _days(code: str) -> Mapping[date, int | None]:
    days: dict[date, int | None] = {}
    for holidays in years(code).values():
        for one in holidays:
            for number in range((one.last - one.first).days + 1):
                days[one.first + timedelta(days=number)] = None
            days.update(one.work)
    return days
