"""A browser without a screen: keeps cookies, reads forms, does not follow redirects."""

from __future__ import annotations

import html
import re
import struct
import zlib

import requests

PASSWORD = "correct horse"


class Visitor:
    """One browser at the desk of `url`, Chinese unless told otherwise."""

    def __init__(self, url: str, language: str = "zh-CN") -> None:
        self.url = url
        self.session = requests.Session()
        self.session.headers["Accept-Language"] = language

    def get(self, path: str) -> requests.Response:
        """One GET."""
        return self.session.get(f"{self.url}{path}", allow_redirects=False, timeout=30)

    def post(self, path: str, **fields: str) -> requests.Response:
        """One form; the token comes from the page that was read last, unless `csrf` is given."""
        return self.session.post(f"{self.url}{path}", data=fields, allow_redirects=False, timeout=30)

    def token(self, path: str) -> str:
        """The form token on the page at `path`."""
        return field(self.get(path), "csrf")

    def log_in(self, name: str, password: str = PASSWORD, back: str = "") -> requests.Response:
        """Fill in the login form."""
        form = self.get(f"/desk/login?next={back}")
        return self.post(
            "/desk/login",
            csrf=field(form, "csrf"), next=field(form, "next"), name=name, password=password,
        )  # fmt: skip


def field(page: requests.Response, name: str) -> str:
    """The value of the first input called `name`."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, f"no field {name} on {page.url}: {page.status_code}"
    return html.unescape(found[1])


def png(width: int = 64, height: int = 40) -> bytes:
    """A small blue picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x2a\x62\xd8" * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
