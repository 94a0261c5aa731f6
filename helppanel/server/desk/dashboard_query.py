"""What a dashboard's address asks for: how many days, which app, which kind, and what of that cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from helppanel.contract.report import ReportKind
from helppanel.server.dashboard_period import DAYS
from helppanel.server.dashboard_tickets import Chosen
from helppanel.server.desk.filters import Choice, FilterMenu
from helppanel.server.desk.texts import Texts

_STARS = {1: "rated_1", 2: "rated_2", 3: "rated_3", 4: "rated_4", 5: "rated_5"}
_LONGEST = 60  # characters of a wrong value that are told


@dataclass(frozen=True)
class Wanted:
    """What is shown; "" does not narrow. `stars` only matters for the list of rated tickets."""

    days: str = str(DAYS[0])
    app: str = ""
    kind: str = ""
    stars: str = ""

    @property
    def chosen(self) -> Chosen:
        """The tickets looked at."""
        return Chosen(app=self.app, kind=self.kind)

    @property
    def query(self) -> str:
        """This as a URL query."""
        values = {field.name: str(getattr(self, field.name)) for field in fields(self)}
        return urlencode({name: value for name, value in values.items() if value})

    def only(self, **values: str) -> str:
        """The query of the same with other values."""
        return replace(self, **values).query


@dataclass(frozen=True)
class Wrong:
    """A part of the address that cannot be: its name and its value."""

    name: str
    value: str


def wanted_in(query: Mapping[str, str], apps: Mapping[str, str]) -> tuple[Wanted, tuple[Wrong, ...]]:
    """What the query asks for, the default in place of each value that cannot be; `apps` by their ids."""
    known: dict[str, tuple[str, ...]] = {
        "days": tuple(str(days) for days in DAYS),
        "app": tuple(apps),
        "kind": tuple(ReportKind),
        "stars": tuple(str(stars) for stars in _STARS),
    }
    asked = {name: query[name] for name in known if query.get(name)}
    good = {name: value for name, value in asked.items() if value in known[name]}
    wrong = tuple(Wrong(name, value[:_LONGEST]) for name, value in asked.items() if name not in good)
    return Wanted(**good), wrong


def stars_in_words(stars: int, texts: Texts) -> str:
    """So many stars, with the word that stands for them."""
    return f"{texts.t('stars', count=stars)} {texts.t(_STARS[stars])}"


def menus(wanted: Wanted, apps: Mapping[str, str], texts: Texts, *, by_stars: bool) -> tuple[FilterMenu, ...]:
    """What the tickets can be narrowed by: their kind, where there are several their app, and their stars."""
    names = {app_id: name or app_id for app_id, name in apps.items()}
    labels = {"kind": {str(kind): texts.t(f"kind_{kind}") for kind in ReportKind}}
    if len(apps) > 1:
        labels = {"app": names} | labels
    if by_stars:
        labels["stars"] = {str(stars): stars_in_words(stars, texts) for stars in reversed(_STARS)}
    return tuple(
        FilterMenu(
            name,
            values.get(getattr(wanted, name), ""),
            tuple(
                Choice(value, label, wanted.only(**{name: value}), value == getattr(wanted, name))
                for value, label in ({"": texts.t("filter_any")} | values).items()
            ),
        )
        for name, values in labels.items()
    )
