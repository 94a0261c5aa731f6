"""Folders of HTML, as Sphinx, MkDocs and LibreOffice write them, become articles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helppanel.articles.html_help import MAX_FILE
from helppanel.articles.model import Article
from helppanel.articles.source import Source
from helppanel.articles.sources import scan

from .helps import PIXEL, faults, html, pages, read

_SPHINX = html(
    '<div class="related" role="navigation"><ul><li class="right"><a href="genindex.html">index</a></li>'
    '<li class="nav-item nav-item-0"><a href="../index.html">App docs</a> &#187;</li>'
    '<li class="nav-item nav-item-1"><a href="index.html">Using it</a> &#187;</li>'
    '<li class="nav-item nav-item-this"><a href="">Printing</a></li></ul></div>'
    '<div class="document"><div class="body" role="main"><section id="printing"><span id="old"></span>'
    '<h1>Printing<a class="headerlink" href="#printing">¶</a></h1>'
    '<div class="admonition warning"><p class="admonition-title">Warning</p><p>Hot.</p></div>'
    '<div class="admonition note"><p class="admonition-title">Before 2.0</p><p>Slow.</p></div>'
    '<dl class="py function"><dt class="sig" id="app.show"><code>show</code>(<em>n</em>)<a class="headerlink"'
    ' href="#app.show">¶</a></dt><dd><p>Shows.</p></dd></dl>'
    '<section id="more"><h2>More<a class="headerlink" href="#more">¶</a></h2>'
    '<p id="deep">See <a href="../install.html#linux">Linux</a>, <a href="#deep">here</a>, '
    '<a href="../../up.html">up</a> and <a href="../_modules/app.html">code</a>.</p>'
    '<div class="highlight"><pre><span></span><span class="k">def</span> f():\n    pass\n</pre></div>'
    '<table class="docutils"><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
    "</section></section></div></div>"
    '<div class="sphinxsidebar"><h3>Quick search</h3><form><input name="q"></form></div>'
    '<div class="footer">Created using Sphinx.</div>',
    "Printing &#8212; App docs",
    head='<meta name="keywords" content="paper, ink，打印">',
)
_INDEX = html(
    '<table class="genindextable"><tr><td><ul>'
    '<li><a href="use/print.html#app.show">show() (in module app)</a></li>'
    '<li>paper<ul><li><a href="use/print.html#more">sizes</a>, <a href="install.html">[1]</a></li></ul>'
    "</li></ul></td></tr></table>"
)


@pytest.fixture
def sphinx(tmp_path: Path) -> Path:
    """What Sphinx makes of a small documentation."""
    install = (
        '<div class="body" role="main"><h1>Install</h1><p>x</p><section id="linux"><h2>L</h2></section></div>'
    )
    link = '<a href="use/print.html">Printing and much more of it</a>'
    toc = f'<div role="main"><h1>App</h1><ul><li>{link}</li></ul></div>'
    return pages(
        tmp_path / "docs",
        {
            "index.html": html(toc, "App docs"),
            "genindex.html": _INDEX,
            "search.html": html('<div role="main"><h1>Search</h1><p>Please activate JavaScript.</p></div>'),
            "install.html": html(install, "Install &#8212; App docs"),
            "use/print.html": _SPHINX,
            "_modules/app.html": html("<pre>code</pre>"),
            "_static/x.html": html("<p>x</p>"),
        },
    )


def test_sphinx_output_becomes_articles(sphinx: Path) -> None:
    """Pages that only lead to others and what surrounds the content stay out."""
    found = read(sphinx)
    assert set(found) == {"install", "use/print"}
    made = found["use/print"]
    assert (made.title, made.section, made.locale) == ("Printing", "Using it", "en")
    assert made.keywords == ("paper", "ink", "打印", "show()", "paper sizes")
    assert "paper sizes" in found["install"].keywords
    assert [(h.level, h.anchor, h.title) for h in made.headings] == [
        (3, "app.show", "show(n)"),
        (2, "more", "More"),
    ]
    assert '<blockquote class="warning"><p>Hot.</p></blockquote>' in made.html
    assert "<strong>Before 2.0</strong>" in made.html
    assert "<pre>def f():\n    pass\n</pre>" in made.html
    assert "<th>A</th>" in made.html
    for foreign in ("¶", "search", "Sphinx", "index", "App docs"):
        assert foreign not in made.text


def test_sphinx_links_lead_to_headings(sphinx: Path) -> None:
    """Links keep their anchors; those into the text lead to the heading above, those to nowhere are none."""
    made = read(sphinx)["use/print"].html
    assert '<a href="article:install#linux">Linux</a>' in made
    assert '<a href="#more">here</a>' in made
    assert "up</a>" not in made
    assert "code</a>" not in made


def test_mkdocs_output_becomes_articles(tmp_path: Path) -> None:
    """Addresses of folders lead to their pages, whose ids are the folders' names; a moved page leads on."""
    nav = '<div class="navbar"><ul><li><a href="..">Home</a></li></ul></div>'
    moved = '<html><head><meta http-equiv="refresh" content="0; url=../guide/print/"></head><body>Gone'
    body = (
        f'{nav}<div class="col-md-9" role="main"><h1 id="print">打印</h1>'
        '<p>见<a href="../../setup/#a">安装</a>和<a href="../../old/">旧页</a>。</p>'
        '<details class="tip"><summary>快捷键</summary><p>Ctrl+P</p></details>'
        '<div class="tabbed-set"><input type="radio" id="t">'
        '<div class="tabbed-labels"><label for="t">Linux</label></div>'
        '<div class="tabbed-content"><div class="tabbed-block"><p>CUPS</p></div></div></div></div>'
    )
    setup = f'{nav}<div role="main"><h1>安装</h1><p>x</p><h2 id="a">甲</h2></div>'
    text = "本章说明日常使用的全部功能，请从左侧选择您想了解的内容。"
    guide = f'<div role="main"><h1>使用指南</h1><p>{text}</p></div>'
    found = read(
        pages(
            tmp_path / "site",
            {
                "guide/index.html": html(guide, "使用指南 - 手册", "zh"),
                "guide/print/index.html": html(body, "打印 - 手册", "zh"),
                "setup/index.html": html(setup, "安装 - 手册", "zh"),
                "old/index.html": moved,
                "404.html": html("<h1>404</h1>", lang="zh"),
            },
        )
    )
    assert set(found) == {"guide", "guide/print", "setup"}
    made = found["guide/print"]
    assert (made.locale, made.section) == ("zh-CN", "使用指南")
    assert 'href="article:setup#a"' in made.html
    assert '<a href="article:guide/print">旧页</a>' in made.html
    assert "<p><strong>Linux</strong></p><p>CUPS</p>" in made.html
    assert found["setup"].section == "手册"
    assert '<blockquote class="tip"><p><strong>快捷键</strong></p><p>Ctrl+P</p></blockquote>' in made.html


def test_a_template_in_english_does_not_make_chinese_english(tmp_path: Path) -> None:
    """A Chinese page that says it is English needs to be told its locale."""
    pages(tmp_path, {"a.html": html("<h1>打印</h1><p>在 Windows 上打印文档。</p>", lang="en")})
    (fault,) = faults(tmp_path)
    assert "--locale" in fault.what
    assert read(tmp_path, "zh-CN")["a"].locale == "zh-CN"


def libreoffice(folder: Path) -> Path:
    """LibreOffice's help in two languages."""
    files: dict[str, str | bytes] = {"media/p.png": PIXEL, "index.html": "<html><script>go()</script></html>"}
    for locale, title, chapter in (("zh-CN", "黑白打印", "文本文档"), ("en-US", "Black and White", "Text")):
        body = (
            '<header><p>Help</p></header><aside class="leftside">Index</aside><div id="DisplayArea">'
            '<a name="bm_1"></a><meta itemprop="keywords" content="printing, black and white">'
            f'<h1 id="hd_1"><a name="bw"></a>{title}</h1><p id="par_1">Choose <span class="switchinline">'
            '<span hidden="true" id="MAC1" class="MAC"><span class="menuitem">Preferences</span></span>'
            '<span hidden="true" id="default1"><span class="menuitem">Options</span></span></span>.</p>'
            '<div class="tip"><div class="noteicon"><img src="media/p.png" alt="tip"></div>'
            '<div class="notetext"><p>Save ink.</p></div></div>'
            f'<p><img src="media/p.png" alt="pic">'
            f'<a href="{locale}/text/w/other.html?DbPAR=W#par_1">other</a></p>'
            '</div><footer><div class="debug">debug info</div></footer>'
        )
        other = f'<div id="DisplayArea"><h1>O</h1><h2 id="hd_2">P</h2><p id="par_1">{title}</p></div>'
        files[f"{locale}/text/w/print.html"] = html(f'<base href="../../../">{body}', title, locale)
        files[f"{locale}/text/w/other.html"] = html(other, title, locale)
        files[f"{locale}/contents.js"] = (
            'document.getElementById("Contents").innerHTML=\'\\\n<ul><li><input type="checkbox" id="1">'
            f'<label for="1">{chapter}</label><ul>\\\n<li>'
            f'<a href="{locale}/text/w/print.html?DbPAR=W">x</a></li>'
            "</ul></li></ul>\\\n';"
        )
    return pages(folder / "help", files)


def test_libreoffice_help_becomes_articles_in_both_languages(tmp_path: Path) -> None:
    """A page has one id in all languages and a section from the contents."""
    found = [one for one in scan([libreoffice(tmp_path)]) if isinstance(one, Source)]
    assert sorted((one.locale, one.id, one.section) for one in found) == [
        ("en", "text/w/other", "Text"), ("en", "text/w/print", "Text"),
        ("zh-CN", "text/w/other", "文本文档"), ("zh-CN", "text/w/print", "文本文档"),
    ]  # fmt: skip


def test_one_language_of_libreoffice_is_read_alone(tmp_path: Path) -> None:
    """The folder of one locale gives the articles that the folder around it gives, without its pictures."""
    whole = libreoffice(tmp_path)
    alone: dict[tuple[str, str], Article] = {}
    for locale in ("en-US", "zh-CN"):
        alone.update({(one.locale, one.id): one for one in read(whole / locale).values()})
    made = alone["zh-CN", "text/w/print"]
    assert made.keywords == ("printing black and white",)
    assert "<p>Choose <strong>Options</strong>.</p>" in made.html
    assert '<blockquote class="tip"><p>Save ink.</p></blockquote>' in made.html
    assert '<a href="article:text/w/other#hd_2">' in made.html
    assert "debug" not in made.text
    assert {one.id for one in scan([whole]) if isinstance(one, Source)} == {name for _, name in alone}


def test_markdown_and_html_may_lie_together(tmp_path: Path) -> None:
    """Beside HTML, Markdown with front matter is read too, and a README without is passed over."""
    pages(
        tmp_path,
        {
            "a.html": html("<h1>A</h1><p>x</p>"),
            "b.md": "---\nid: b\ntitle: B\nsection: s\nlocale: en\n---\nx\n",
            "README.md": "# Read me\n",
        },
    )
    assert set(read(tmp_path)) == {"a", "b"}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_on_the_disk_lead_nowhere(tmp_path: Path) -> None:
    """Circles of folders end, and a page that lies outside the folder is not read."""
    outside = pages(tmp_path / "outside", {"secret.html": html("<p>secret</p>")})
    inside = pages(tmp_path / "inside", {"a/b/page.html": html("<h1>A</h1><p>x</p>")})
    (inside / "a" / "b" / "loop").symlink_to(inside, target_is_directory=True)
    (inside / "folder").symlink_to(outside, target_is_directory=True)
    assert set(read(inside)) == {"a/b/page"}
    (inside / "secret.html").symlink_to(outside / "secret.html")
    assert [fault.what for fault in faults(inside)] == ["cannot be read"]


def test_a_huge_page_is_told(tmp_path: Path) -> None:
    """A page of 50 MB is a fault, and the others are read."""
    pages(tmp_path, {"big.html": html("<p>x</p>" + " " * 50_000_000), "a.html": html("<p>x</p>")})
    found = list(scan([tmp_path]))
    assert [one.id for one in found if isinstance(one, Source)] == ["a"]
    assert [fault.what for fault in faults(tmp_path)] == [f"is larger than {MAX_FILE // 2**20} MB"]


def test_a_page_with_too_much_text_is_told(tmp_path: Path) -> None:
    """A page whose content alone is larger than an article may be is a fault that says what to do."""
    pages(tmp_path, {"big.html": html("<p>" + "word " * 500_000 + "</p>")})
    (fault,) = faults(tmp_path)
    assert "divide it" in fault.what


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<html lang="zh"><meta charset="gb2312"><p>打印機</p>'.encode("gbk"), "打印機"),
        ('<?xml version="1.0" encoding="utf-8"?><html lang="zh"><p>打印</p></html>'.encode(), "打印"),
        ('<html lang="zh"><p>打印</p></html>'.encode("utf-16"), "打印"),
        (b'<html lang="en"><meta charset="no-such"><p>print\0er&#1; \xff</p>', "printer \ufffd"),
    ],
)
def test_any_encoding_is_read(tmp_path: Path, data: bytes, text: str) -> None:
    """A page in any encoding, declared well or not, gives its text."""
    assert read(pages(tmp_path, {"a.html": data}))["a"].text == text


def test_hostile_pages_are_harmless(tmp_path: Path) -> None:
    """Scripts, forms, frames and addresses of other kinds leave nothing behind."""
    body = (
        "<script>bad()</script><p onclick='bad()'>x<a href='javascript:bad()'>y</a></p><iframe src='http://e'>"
        "</iframe><form action='http://e'><input></form><a href='file:///etc/passwd'>z</a>"
        "<img src='../../etc/passwd' alt='w'><a href='article:../x'>v</a>"
    )
    made = read(pages(tmp_path, {"a.html": html(body)}))["a"].html
    for bad in ("bad", "onclick", "iframe", "http://e", "file:", "etc/passwd", "<img"):
        assert bad not in made
