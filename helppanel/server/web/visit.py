"""One request to the website's pages: language, address, and what the server is set up to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from helppanel.contract.service_info import ServiceInfo
from helppanel.server.api.requests import AnyRequest, Parts
from helppanel.server.setup import Setup
from helppanel.server.store import Store
from helppanel.server.ticket_links import TicketLinks
from helppanel.server.web.rates import Counters, Use
from helppanel.server.web.texts import WebTexts, chosen_locale, web_texts

HOME = "/support"


class TooOftenError(Exception):
    """This address did so too often; again in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class ForeignFormError(Exception):
    """Another site sent the form."""


class WebFormOffError(Exception):
    """The company has no form on its website."""


@dataclass(frozen=True)
class Visit:
    """What the pages need; `info` and `setup` are of now."""

    request: AnyRequest
    texts: WebTexts
    store: Store
    links: TicketLinks
    counters: Counters
    info: ServiceInfo

    @property
    def setup(self) -> Setup:
        """What the company set up."""
        return self.store.database.setup

    @property
    def locale(self) -> str:
        """The language of the page."""
        return self.texts.locale

    @property
    def address(self) -> str:
        """Where the request comes from, as a proxy in front says it."""
        return self.request.client.host if self.request.client else ""

    def wait(self, use: Use) -> int:
        """Count one `use`; seconds to wait where it is one too many, else 0."""
        return self.counters.wait(use, self.address, self.setup.rates)

    def must_not_be_too_often(self, use: Use) -> None:
        """Raise TooOftenError where it is one too many."""
        seconds = self.wait(use)
        if seconds:
            raise TooOftenError(seconds)

    def path(self, rest: str = "", **query: str) -> str:
        """An address within these pages, in the same language."""
        return f"{HOME}{rest}?{urlencode({**query, 'lang': self.locale})}"

    @property
    def other_language(self) -> str:
        """This page in the other language; a form's own address is no page, so its page."""
        path = self.request.url.path
        for form in ("/reply", "/rating", "/reopen"):
            path = path.removesuffix(form)
        query = {name: value for name, value in self.request.query_params.items() if name == "q"}
        return f"{path}?{urlencode({**query, 'lang': self.texts.t('other_locale')})}"


def visit_of(request: AnyRequest, parts: Parts, links: TicketLinks, counters: Counters) -> Visit:
    """Raises WebFormOffError, ForeignFormError."""
    if not parts.store.database.setup.web_form:
        raise WebFormOffError
    # Browsers say so themselves, and the pages know no cookie that another site could ride on.
    if request.method == "POST" and request.headers.get("sec-fetch-site", "") in ("cross-site", "same-site"):
        raise ForeignFormError
    return Visit(request, texts_of(request), parts.store, links, counters, parts.service.info)


def texts_of(request: AnyRequest) -> WebTexts:
    """In the language of the address, else that of the browser."""
    asked = request.query_params.get("lang", "")
    return web_texts(chosen_locale(asked, request.headers.get("accept-language", "")))
