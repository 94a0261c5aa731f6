"""HTML pages of others become articles."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.articles.html_content import decode
from helppanel.articles.html_page import html_page
from helppanel.articles.page import MAX_DEPTH, Page
from helppanel.articles.pictures import References
from helppanel.contract.problems import HelpError, Problem

from .audit import audit


def page(text: str) -> Page:
    """The page, audited."""
    made = html_page(text, References())
    audit(made.html)
    return made


def html(body: str) -> str:
    """The HTML that `body` becomes."""
    return page(f"<body>{body}").html


def test_a_page_becomes_an_article() -> None:
    """Title, headings with their anchors, steps, tables, code and notes come out as articles have them."""
    made = page(
        """<!DOCTYPE html><html><head><title>T - Site</title><style>p{}</style></head><body><nav>Menu</nav>
        <div role="main"><h1>打印<a class="headerlink" href="#p">¶</a></h1><p>开头
        <b>粗</b>  <i>斜</i> <tt>码</tt>。</p>
        <section id="steps"><h2>步骤</h2><ol start="3"><li>一<li><p>二</p></ol></section>
        <table><tr><th>甲<th>乙<tr><td colspan="2">1<p>2</table><pre>a
 &lt; b</pre><div class="admonition warning"><p class="admonition-title">警告<p>当心。</div></div>"""
    )
    assert made.title == "打印"
    assert made.html == (
        '<p>开头 <strong>粗</strong> <em>斜</em> <code>码</code>。</p><h2 id="steps">步骤</h2>'
        '<ol start="3"><li>一</li><li>二</li></ol>'
        "<table><thead><tr><th>甲</th><th>乙</th></tr></thead>"
        "<tbody><tr><td>1<br>2</td><td></td></tr></tbody></table>"
        '<pre>a\n &lt; b</pre><blockquote class="warning"><p>当心。</p></blockquote>'
    )
    assert made.text.split("\n")[:5] == ["开头 粗 斜 码。", "步骤", "一", "二", "甲 乙"]
    assert made.summary == "开头 粗 斜 码。"
    assert [(h.level, h.anchor, h.title) for h in made.headings] == [(2, "steps", "步骤")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("您好\n世界 <b>hello\nworld</b>", "<p>您好世界 <strong>hello world</strong></p>"),
        ("a<p>b</p>c<div>d</div>", "<p>a</p><p>b</p><p>c</p><p>d</p>"),
        ("<b>a<div>b</div></b>c", "<p><strong>a</strong></p><p><strong>b</strong></p><p>c</p>"),
        ("<ul><li>a<ul><li>b</ul>c</ul>", "<ul><li><p>a</p><ul><li>b</li></ul><p>c</p></li></ul>"),
        ("<li>a</li><td>b</td>", "<p>a</p><p>b</p>"),
        ("<ul><li>a</li><ul><li>b</ul></ul>", "<ul><li>a</li><li><ul><li>b</li></ul></li></ul>"),
        ("<dl><dt>a<dd>b</dl>", "<p><strong>a</strong></p><p>b</p>"),
        ("<table><tr><td><h2>a</h2><ul><li>b</ul></table>", '<h2 id="a">a</h2><ul><li>b</li></ul>'),
        ("<h2>a<br>b<div>c</div></h2>", '<h2 id="a-b-c">a b c</h2>'),
        ("<p> </p><h2></h2><ul></ul><b> </b>", ""),
        ("<b><b>a</b></b>", "<p><strong>a</strong></p>"),
    ],
)  # fmt: skip
def test_loose_html_is_put_in_order(body: str, expected: str) -> None:
    """Text gets its paragraphs, marks end with their blocks, and what is no list or table is text."""
    assert html(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>", "<style>@import 'http://x'</style>", "<iframe src=http://x></iframe>",
        "<svg onload=alert(1)><script>x</script></svg>", "<object data=http://x>y</object>",
        "<meta http-equiv=refresh content='0;url=http://x'>", "<link rel=stylesheet href=http://x>",
        "<form action=http://x><input value=y><button>z</button></form>", "<video src=http://x></video>",
        "<base href=http://x>", "<template>y</template>", "<p hidden>y</p>", "<p style='display: none'>y</p>",
        "<!-- y --><?php y ?>", "<math><mi>y</mi></math>", "<noscript>y</noscript>", "<embed src=http://x>",
    ],
)  # fmt: skip
def test_what_is_no_text_goes(body: str) -> None:
    """Scripts, styles, frames, forms and hidden parts leave nothing."""
    assert html(f"<p>a</p>{body}") == "<p>a</p>"


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "JaVa\tScRiPt:alert(1)", " data:text/html,x", "file:///etc/passwd", "//host/x",
     "x.exe", "vbscript:x", "http:", "#nowhere", "../../secret.html", "qthelp://x/y", "\x01javascript:x"],
)  # fmt: skip
def test_links_that_lead_nowhere_leave_their_text(href: str) -> None:
    """Only articles, anchors of this page, web and e-mail addresses are links."""
    made = page(f"<body><a href='{href}' onclick=x target=_blank>a</a>")
    assert made.html == "<p>a</p>"
    assert [link.kept for link in made.links] == [False]


def test_pictures_from_elsewhere_leave_their_description() -> None:
    """A picture of the web, of a script or of the machine is never named in an article."""
    for source in ("http://x/a.png", "//x/a.png", "data:image/png;base64,AA", "file:///a.png", "/etc/a.png"):
        made = page(f"<body><img src='{source}' srcset='{source} 2x' onerror=x alt='a  b'>")
        assert made.html == "<p>a b</p>"
        assert len(made.lost) == 1


def test_names_of_places_become_anchors_of_headings() -> None:
    """A link in the page to any named place leads to the heading it stands at or under."""
    made = page(
        "<body><h1>T</h1><p id=top>x</p><div id=s1><a name=alias></a><h2>A</h2><p>x <a id=deep></a> y</div>"
        "<h2><a name=inner>B</a></h2>"
        "<a href='#alias'>1</a> <a href='#s1'>2</a> <a href='#deep'>3</a> <a href='#inner'>4</a>"
        " <a href='#top'>5</a>"
    )
    assert [heading.anchor for heading in made.headings] == ["s1", "inner"]
    assert [link.target for link in made.links] == ["#s1", "#s1", "#s1", "#inner", "#top"]
    assert [link.kept for link in made.links] == [True, True, True, True, False]


@pytest.mark.parametrize(
    "element", ["div", "b", "ul><li", "table><tr><td", "blockquote class=note", "font", "a href=#x"]
)
def test_deep_nesting_is_flattened(element: str) -> None:
    """Elements inside each other beyond all measure neither raise nor come out as deep."""
    for depth in (300, 100_000):
        made = page(f"<body><{element}>" * depth + "x")
        assert made.html.count("<blockquote") + made.html.count("<ul") <= MAX_DEPTH


def test_nothing_grows_faster_than_the_page() -> None:
    """Thousands of attributes and of marks left open do not multiply."""
    assert html("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">x</p>") == "<p>x</p>"
    assert html("x" + "<p" + " \n" * 900 + "y" * 100_000) == "<p>x</p>"
    body = "<b>" * 200 + f"<a href='http://x/{'y' * 1000}'>" + "<p>x" * 5_000
    assert len(html(body)) < 8 * len(body)


_PIECES = [
    *("<p>", "</p>", "<b>", "</b>", "<i>", "<a href=#x>", "<a href=http://x>", "</a>", "<img src=a alt=b>"),
    *("<ul>", "</ul>", "<ol>", "<li>", "<table>", "<tr>", "<td>", "<th>", "</table>", "<caption>", "<pre>"),
    *("</pre>", "<h1>", "<h2 id=x>", "</h2>", "<div class=note>", "<div>", "</div>", "<blockquote>", "<dl>"),
    *("<dt>", "<dd>", "<br>", "<script>", "</script>", "<svg>", "<!--", "-->", "<![CDATA[", "]]>", "&lt;"),
    *("&#0;", "&#xd800;", "\x00", "\n", " ", "x", "打印", "<title>", "<body>", "<frameset>", "<plaintext>"),
    *("<td colspan=3>", "<?", "<svg onload=x>", "<b class=note>", "<table><tr><td>"),
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=40))
def test_any_text_is_a_harmless_page(pieces: list[str]) -> None:
    """Whatever a page holds becomes balanced HTML of the small subset, and text."""
    page("".join(pieces))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_harmless_page(data: bytes) -> None:
    """A file that is no page at all is one all the same."""
    page(decode(data))


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset=gbk>", "gbk"),
        ("<meta charset='GB2312'>", "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=big5">', "big5"),
        ('<?xml version="1.0" encoding="Shift_JIS"?>', "shift_jis"),
        ("<meta charset=utf-8>", "utf-8"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_the_declared_encoding_is_read(declared: str, encoding: str) -> None:
    """Pages of older tools are read as they say they are written."""
    assert "打印" in page(decode(f"<html><head>{declared}</head><p>打印".encode(encoding))).html


@pytest.mark.parametrize(
    "name", ["nonsense", "idna", "punycode", "undefined", "utf-7", "hex", "rot13", "utf-16"]
)
def test_a_false_encoding_is_harmless(name: str) -> None:
    """An encoding that does not exist, or is none for pages, counts as UTF-8."""
    assert "打印" in decode(f"<meta charset={name}>打印".encode())


def test_without_the_library_there_is_a_clear_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading HTML without the extra says which extra is missing."""
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(HelpError) as caught:
        html_page("x", References())
    assert caught.value.code is Problem.EXTRA_MISSING
