"""Markdown becomes small, safe HTML."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.articles.markup import Markup
from helppanel.articles.page import MAX_ANCHOR
from helppanel.contract.problems import HelpError, Problem

from .audit import audit


def html(markdown: str) -> str:
    """The HTML of `markdown`."""
    return Markup().page(markdown).html


def test_what_articles_are_made_of() -> None:
    """Headings with anchors, steps, emphasis, code, tables and notes come out as the documented elements."""
    page = Markup().page(
        "开头 **粗** *斜* `码`。\n\n## 步骤 {#steps}\n\n1. 一\n2. 二\n\n### 更多\n\n"
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n> [!WARNING]\n> 当心。\n\n```\na < b\n```\n"
    )
    audit(page.html)
    assert "<p>开头 <strong>粗</strong> <em>斜</em> <code>码</code>。</p>" in page.html
    assert '<h2 id="steps">步骤</h2><ol><li>一</li><li>二</li></ol><h3 id="更多">更多</h3>' in page.html
    assert "<tr><th>甲</th><th>乙</th></tr>" in page.html
    assert '<blockquote class="warning"><p>当心。</p></blockquote>' in page.html
    assert "<pre>a &lt; b\n</pre>" in page.html
    assert page.summary == "开头 粗 斜 码。"
    assert page.text.split("\n") == [
        "开头 粗 斜 码。",
        "步骤",
        "一",
        "二",
        "更多",
        "甲 乙",
        "1 2",
        "当心。",
        "a < b",
    ]
    assert [(h.level, h.anchor, h.title) for h in page.headings] == [
        (2, "steps", "步骤"),
        (3, "更多", "更多"),
    ]


@pytest.mark.parametrize(("mark", "kind"), [("[!TIP] ", "tip"), ("[!NOTE]\n> ", "note"), ("", "note")])
def test_notes_are_marked_on_their_own_line_or_not(mark: str, kind: str) -> None:
    """A block quote is a note of the kind its mark names, and the mark is gone."""
    assert html(f"> {mark}文字") == f'<blockquote class="{kind}"><p>文字</p></blockquote>'


def test_anchors_never_repeat() -> None:
    """Headings of the same name get anchors of their own."""
    assert [h.anchor for h in Markup().page("## 甲\n\n## 甲\n\n## 甲-2").headings] == ["甲", "甲-2", "甲-2-2"]


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("other.md#part", "article:other#part"),
        ("../zh-CN/other.md", "article:other"),
        ("article:a/b#部分", "article:a/b#部分"),
        ("#部分", "#部分"),
        ("https://bbs.wps.cn", "https://bbs.wps.cn"),
        ("mailto:support@wps.cn", "mailto:support@wps.cn"),
    ],
)
def test_links_that_readers_can_follow(written: str, target: str) -> None:
    """Articles, anchors, web addresses and e-mail addresses are kept, other articles by their id."""
    assert html(f"[x]({written})") == f'<p><a href="{target}">x</a></p>'


@pytest.mark.parametrize(
    "written",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//host/x", "https:", "x.exe", "#"],
)
def test_other_links_leave_only_their_text(written: str) -> None:
    """A link to anything else is not a link."""
    assert "<a" not in html(f"[x]({written})")


def test_raw_html_is_text() -> None:
    """HTML in the source is shown, not obeyed."""
    assert html("<script>alert(1)</script>\n\n<b onclick=x>y</b>") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><p>&lt;b onclick=x&gt;y&lt;/b&gt;</p>"
    )


def test_line_ends_between_characters_vanish() -> None:
    """A paragraph broken over lines reads on: without a space in Chinese, with one in English."""
    assert Markup().page("您好\n世界\n\nhello\nworld").text == "您好世界\nhello world"


@pytest.mark.parametrize(
    "markdown", ["> " * 5_000 + "x", "- " * 5_000 + "x", "".join(" " * 2 * n + "- x\n" for n in range(500)),
                 "*a **b " * 20_000, "[" * 50_000, "![a](" * 20_000, "# x\n" * 20_000, "`" * 100_000],
)  # fmt: skip
def test_deep_and_endless_markup_is_a_page(markdown: str) -> None:
    """Nesting without end, and marks that never close, neither raise nor take long."""
    audit(html(markdown))


def test_anchors_stay_short() -> None:
    """A heading of any length has an anchor that a link can carry."""
    assert len(Markup().page("## " + "长" * 5_000).headings[0].anchor) == MAX_ANCHOR


_MARKS = [
    *("# ", "> ", "> [!TIP]\n", "1. ", "- ", "**", "*", "`", "```\n", "|a|b|\n|-|-|\n", "[x](", ")", "!["),
    *("\n", "\n\n", "<b>", "<!--", "&amp;", "javascript:", "article:", "#a", '"', "    ", "{#x}", "打印"),
    *("\u2028", "\x00"),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(_MARKS) | st.text(max_size=4), max_size=30))
def test_any_text_is_a_safe_page(pieces: list[str]) -> None:
    """Whatever an author writes becomes balanced HTML of the small subset."""
    audit(html("".join(pieces)))


def test_without_the_library_there_is_a_clear_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Building without the extra says which extra is missing."""
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    with pytest.raises(HelpError) as caught:
        Markup()
    assert caught.value.code is Problem.EXTRA_MISSING
    assert "helppanel[articles]" in caught.value.detail
