"""A browser without JavaScript: asks for pages, reads them, fills in forms."""

from __future__ import annotations

import http.client
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

TIMEOUT_S = 20.0
MOST_HOPS = 5
BLOCKS = {
    "p",
    "h1",
    "h2",
    "h3",
    "li",
    "dt",
    "dd",
    "div",
    "section",
    "form",
    "label",
    "option",
    "button",
    "tr",
}
UNSEEN = {"script", "style", "title", "option", "svg"}


@dataclass(frozen=True)
class File:
    """One that is chosen in a form."""

    name: str
    content: bytes
    media_type: str


@dataclass
class Form:
    """`fields` are its hidden ones, as the page filled them in."""

    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Page:
    """What the server answered at `url`; `text` is what a person reads there."""

    url: str
    status: int
    text: str
    forms: tuple[Form, ...]
    links: tuple[str, ...]
    body: bytes

    def form(self, name: str) -> Form:
        """The one that has a field called `name`. Raises StopIteration."""
        return next(form for form in self.forms if name in form.names)


class Browser:
    """Follows redirects, keeps no cookies, asks in `locale`."""

    def __init__(self, locale: str) -> None:
        self._locale = locale

    def get(self, url: str) -> Page:
        """Raises OSError where nobody answers."""
        return self._ask("GET", url)

    def send(self, page: Page, form: Form, values: dict[str, str], files: Sequence[File] = ()) -> Page:
        """The form of `page` with `values` and `files` (field `files`), as multipart/form-data."""
        edge = secrets.token_hex(16)
        parts = [_part(edge, name, value.encode()) for name, value in {**form.fields, **values}.items()]
        parts += [_part(edge, "files", file.content, file) for file in files]
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        kind = f"multipart/form-data; boundary={edge}"
        return self._ask("POST", urljoin(page.url, form.action), body, {"Content-Type": kind})

    def _ask(
        self, method: str, url: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Page:
        for _ in range(MOST_HOPS):
            place = urlsplit(url)
            assert place.hostname is not None
            connection = http.client.HTTPConnection(place.hostname, place.port, timeout=TIMEOUT_S)
            try:
                path = f"{place.path}?{place.query}" if place.query else place.path
                connection.request(method, path, body, {"Accept-Language": self._locale, **(headers or {})})
                answer = connection.getresponse()
                data = answer.read()
            finally:
                connection.close()
            target = answer.headers.get("Location")
            if not (300 <= answer.status < 400 and target):
                return _read(url, answer.status, data, answer.headers.get_content_type())
            method, url, body, headers = "GET", urljoin(url, target), None, None
        raise OSError(f"{url} leads round in circles")


def _part(edge: str, name: str, content: bytes, file: File | None = None) -> bytes:
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"'
    if file is not None:
        head += f'; filename="{file.name}"\r\nContent-Type: {file.media_type}'
    return f"{head}\r\n\r\n".encode() + content + b"\r\n"


def _read(url: str, status: int, data: bytes, media_type: str) -> Page:
    reader = _Reader()
    if media_type == "text/html":
        reader.feed(data.decode("utf-8"))
        reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).splitlines())
    text = "\n".join(line for line in lines if line)
    return Page(url, status, text, tuple(reader.forms), tuple(reader.links), data)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.said.append("\n")
        if tag == "form":
            self.forms.append(Form(values.get("action", "")))
        elif tag in ("a", "img"):
            self.links.append(values.get("href", "") or values.get("src", ""))
        elif tag in ("input", "textarea", "select") and self.forms and "name" in values:
            form = self.forms[-1]
            form.names.add(values["name"])
            if values.get("type") == "hidden":
                form.fields[values["name"]] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN
        if tag in BLOCKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data)
