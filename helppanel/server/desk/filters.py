"""What the list can be narrowed by: a button each, which shows its value and opens its choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helppanel.contract.service_info import localise
from helppanel.server.desk.chips import PRIORITY, SOURCES, STATUS
from helppanel.server.desk.place import DAYS, NOBODY, STATUSES, Place, View
from helppanel.server.desk.texts import Texts
from helppanel.server.desk_list import Choices


@dataclass(frozen=True)
class Choice:
    """One thing to choose: the query it leads to. `value` "" takes the filter off."""

    value: str
    label: str
    query: str
    chosen: bool


@dataclass(frozen=True)
class FilterMenu:
    """One button; `label` is the value chosen, "" for none."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def filters(place: Place, offered: Choices, agents: Iterable[str], texts: Texts) -> tuple[FilterMenu, ...]:
    """Those that can narrow the view; one without a choice is left out, unless it narrows just now."""
    by_status = tuple(str(status) for status in STATUSES[place.view])
    labels: dict[str, dict[str, str]] = {
        "status": {value: texts.t(STATUS[status].key) for status in STATUSES[place.view]
                   for value in by_status if value == status},
        "priority": {str(priority): texts.t(key) for priority, key in PRIORITY.items()},
        "app": {name: name for name in offered.apps},
        "version": {name: name for name in offered.versions},
        "source": {name: texts.t(SOURCES[name]) for name in offered.sources if name in SOURCES},
        "days": {days: texts.t("days_one" if days == "1" else "days", count=days) for days in DAYS},
        "tag": {name: name for name in offered.tags},
        "issue": {name: localise(title, texts.locale) for name, title in offered.known_issues.items()},
        "assignee": {NOBODY: texts.t("nobody")} | {name: name for name in agents},
    }  # fmt: skip
    if place.view in (View.MINE, View.UNASSIGNED):
        del labels["assignee"]
    menus = []
    for name, values in labels.items():
        now = str(getattr(place, name))
        if now and now not in values:
            values = {now: now} | values
        if values:
            menus.append(FilterMenu(name, values.get(now, ""), _choices(place, name, now, values, texts)))
    return tuple(menus)


def _choices(place: Place, name: str, now: str, values: dict[str, str], texts: Texts) -> tuple[Choice, ...]:
    every = {"": texts.t("filter_any")} | values
    return tuple(
        Choice(value, label, place.only(**{name: value}), value == now) for value, label in every.items()
    )
