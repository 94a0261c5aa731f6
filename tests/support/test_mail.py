"""Mail links: what they carry, and that they stay short enough to open."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from helppanel.support.mail import MOST, mailto, mailto_within

END, CUT = "请添加附件", "……（全文在附件中）"


def body(link: str) -> str:
    return parse_qs(urlsplit(link).query, keep_blank_values=True)["body"][0]


def test_a_short_text_is_whole() -> None:
    """What fits is not cut."""
    link = mailto_within("a@example.com", "题", "头像不见了", END, CUT)
    assert link == mailto("a@example.com", "题", f"头像不见了\n\n{END}")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=3000))
def test_any_text_fits(text: str) -> None:
    """However long and in whatever script: short enough, and the end is always there."""
    link = mailto_within("a@example.com", "题", text, END, CUT)
    assert len(link) <= MOST
    assert body(link).endswith(END)


def test_a_long_text_is_cut_late() -> None:
    """As much as fits is there, and it says that it is not all."""
    link = mailto_within("a@example.com", "题", "字" * 5000, END, CUT)
    assert CUT in body(link)
    assert len(link) > MOST - 20
