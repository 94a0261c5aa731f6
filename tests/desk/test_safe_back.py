"""Where a login may lead."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.server.desk.session import HOME, safe_back


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/desk/tickets",
        "//evil.example/desk/",
        "/\\evil.example/desk/",
        "/desk/..//evil.example",
        "/desk/\\..\\evil",
        "javascript:alert(1)",
        "/api/v1/service",
        "/desk/tickets\r\nSet-Cookie: a=b",
        "/desk/tickets\nx",
        "",
    ],
)
def test_elsewhere_is_refused(target: str) -> None:
    """An address outside the desk, however disguised, becomes the list."""
    assert safe_back(target) == HOME


@pytest.mark.parametrize(
    "target", ["/desk/tickets", "/desk/tickets/HP-20261123-0001?view=mine&status=new&page=2&picture=2"]
)
def test_a_page_of_the_desk_is_kept(target: str) -> None:
    """Pages of the desk come back whole, query included."""
    assert safe_back(target) == target


@given(st.text(alphabet="/\\.desk:@%?&=\n\t evil", max_size=30).map(lambda rest: f"/desk/{rest}"))
def test_no_target_leaves_the_desk(target: str) -> None:
    """Resolved as a browser does, every accepted target stays at this host, below /desk/."""
    parts = urlsplit(urljoin("https://desk.example/desk/login", safe_back(target)))
    assert parts.netloc == "desk.example"
    assert parts.path.startswith("/desk/")
