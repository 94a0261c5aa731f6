"""Blocks that need no parser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.articles import markup
from helppanel.articles.blocks import Block, blocks
from helppanel.articles.markup import Markup
from helppanel.articles.page import Page

MARKUP = Markup()
PIECES = [
    *("a", "打印", "「引」", "# b", "## c {#d}", "### e_f_ {#g}", "# h #", "#", "- i", "  - j", "1. k"),
    *("> [!TIP]", "> m", "    n", "\tn", "```", "~~~", "===", "---", "|o|p|", "|-|-|", "o|p", "-|-", "* * *"),
    *("*q* **r**", "[s](t)", "[s]: u", "![v](w.png)", "`x`", "y\\", "&amp;", "\\*z\\.", "\u3000", "\f"),
    *("\n", "\n\n", "\n\n", "\n\n", " ", "\r\n", "\0", ""),
]  # fmt: skip


def whole(text: str) -> Page:
    """The page as the parser alone reads it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup, "blocks", lambda markdown: [Block("", 0, markdown)])
        return MARKUP.page(text)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join))
def test_pages_are_what_the_parser_makes_of_them(text: str) -> None:
    """Taking blocks off changes nothing, be it text, anchors, links or their lines."""
    assert MARKUP.page(text) == whole(text)


def test_what_is_known_at_sight() -> None:
    """Paragraphs and headings between blank lines are taken off; a list keeps what may be in it."""
    text = "打印\n文档\n\n## 一 {#one}\n\n- a\n\n  b\n\nc\n"
    assert list(blocks(text)) == [
        Block("p", 0, "打印\n文档"),
        Block("h2", 3, "一 {#one}"),
        Block("", 5, "- a\n\n  b"),
        Block("p", 9, "c"),
    ]
