"""The pages by name, made when they are first shown; and which of them the rail and the tabs name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from helppanel.ui.ports import PageContext
from helppanel.ui.widgets.page import Page

_CLASSES = {
    "home": "home_page.HomePage",
    "help": "help_page.HelpPage",
    "article": "article_page.ArticlePage",
    "report": "report_page.ReportPage",
    "feedback": "feedback_page.FeedbackPage",
    "contact": "contact_page.ContactPage",
    "settings": "settings_page.SettingsPage",
    "ledger": "ledger_page.LedgerPage",
}


@dataclass(frozen=True)
class Place:
    """One place of the rail and the tabs."""

    page: str
    icon: str


PLACES = (
    Place("home", "headset"),
    Place("help", "book"),
    Place("report", "report"),
    Place("feedback", "inbox"),
    Place("contact", "phone"),
)
SETTINGS = Place("settings", "gear")


def split(address: str) -> tuple[str, str]:
    """The page of an address, and the rest: `report`, `:problem?q=…`. Raises ValueError for no such page."""
    end = min((at for at in (address.find(":"), address.find("?")) if at >= 0), default=len(address))
    page, rest = address[:end], address[end:]
    if page not in _CLASSES:
        raise ValueError(f"no page {page!r}; there are {', '.join(_CLASSES)}")
    return page, rest


def place_of(page: str) -> str:
    """The place that is marked while `page` is on screen."""
    return {"article": "help", "ledger": "settings"}.get(page, page)


def load(address: str = "") -> None:
    """Import the page of an address, or all of them: a worker's task, so that the UI thread need not."""
    for name in (split(address)[0],) if address else _CLASSES:
        import_module(_module(name))


def build(page: str, ctx: PageContext) -> Page:
    """Make the page."""
    made = getattr(import_module(_module(page)), _CLASSES[page].partition(".")[2])(ctx)
    assert isinstance(made, Page)
    return made


def _module(page: str) -> str:
    return f"helppanel.ui.{_CLASSES[page].partition('.')[0]}"
