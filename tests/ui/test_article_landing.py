"""Where a reader who was searching begins."""

from __future__ import annotations

from helppanel.articles.model import Article, Heading
from helppanel.ui.article.landing import landing


def article(before: int, html: str = "") -> Article:
    """`before` lines, then the heading `far`; the heading `near` comes first."""
    lines = ["概述", *["一句话。"] * before, "很远", "内容"]
    headings = (Heading(2, "near", "概述"), Heading(2, "far", "很远"))
    return Article(id="a", locale="zh-CN", title="标题", text="\n".join(lines), headings=headings, html=html)


def test_a_searcher_sees_the_top_unless_the_section_is_far_down() -> None:
    """A heading on the first screen is no reason to scroll; one that lies far down is."""
    assert landing(article(40), "near", "字体") == ""
    assert landing(article(40), "far", "字体") == "far"
    assert landing(article(3), "far", "字体") == ""


def test_pictures_push_a_section_down() -> None:
    """Pictures before the heading count as what they take of the screen."""
    html = '<img src="image:a.png"><img src="image:b.png"><h2 id="far">很远</h2>'
    assert landing(article(3, html), "far", "字体") == "far"


def test_who_asks_for_a_heading_gets_it() -> None:
    """Without a search the heading that was asked for is shown, and an unknown one is left to the page."""
    assert landing(article(3), "near", "") == "near"
    assert landing(article(3), "gone", "字体") == "gone"
