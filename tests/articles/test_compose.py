"""Sources of any kind become articles."""

from __future__ import annotations

import pickle
from pathlib import Path

import msgspec
import pytest

from helppanel.articles.addresses import Folder
from helppanel.articles.compose import article
from helppanel.articles.markup import Markup
from helppanel.articles.source import Format, Source
from helppanel.articles.sources import scan

from .audit import audit
from .samples import write

GIF = b"GIF89a\x01\0\x01\0"


def only(path: Path) -> Source:
    """The one source under `path`."""
    (found,) = scan([path])
    assert isinstance(found, Source)
    return found


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("markdown", "开头。\n\n## 二 {#b}\n\n- [x](other.md#y)\n- ![画](../x.gif)\n\n> 注"),
        (
            "html",
            "<p>开头。</p><h2 id=b>二</h2><ul><li><a href='other.md#y'>x</a></li><li>"
            "<img src='../x.gif' alt='画'></li></ul><div class=note>注</div>",
        ),
    ],
)
def test_markdown_and_html_make_the_same_article(tmp_path: Path, kind: Format, body: str) -> None:
    """The same content in either language is the same article with the same picture."""
    (tmp_path / "x.gif").write_bytes(GIF)
    write(tmp_path, "a", "x", title="题")
    source = msgspec.structs.replace(only(tmp_path), body=body, format=kind)
    made, images = article(source, Markup())
    audit(made.html)
    ((name, data),) = images.items()
    assert data == GIF
    assert made.html == (
        '<p>开头。</p><h2 id="b">二</h2><ul><li><a href="article:other#y">x</a></li>'
        f'<li><img src="image:{name}" alt="画" width="1" height="1"></li></ul>'
        '<blockquote class="note"><p>注</p></blockquote>'
    )
    assert made.text == "开头。\n二\nx\n画\n注"
    assert (made.title, made.summary, made.section) == ("题", "开头。", "节")


def test_an_html_page_says_its_title(tmp_path: Path) -> None:
    """Without a title of its own, an article takes the page's first heading, its <title>, or the id."""
    write(tmp_path, "a")
    source = msgspec.structs.replace(only(tmp_path), title="", format="html")
    for body, title in (
        ("<title>t</title><h1>h <b>1</b></h1>x", "h 1"),
        ("<title>t</title>x", "t"),
        ("x", "a"),
    ):
        assert article(msgspec.structs.replace(source, body=body), Markup())[0].title == title


@pytest.mark.parametrize("kind", ["markdown", "html"])
def test_what_cannot_be_shown_goes(tmp_path: Path, kind: Format) -> None:
    """NUL, other control characters and halves of pairs leave nothing in an article."""
    write(tmp_path, "a")
    source = msgspec.structs.replace(only(tmp_path), body="a\x00b\x0bc\ud800d\uffffe", format=kind)
    assert article(source, Markup())[0].html == "<p>abcde</p>"


def test_sources_travel_between_processes(tmp_path: Path) -> None:
    """A pickled source is the same and small, and still reaches its pictures."""
    (tmp_path / "x.gif").write_bytes(GIF)
    write(tmp_path, "a", "![](../x.gif)")
    source = only(tmp_path)
    data = pickle.dumps(source)
    assert pickle.loads(data) == source
    assert len(data) < 700 + len(source.body.encode()) + 3 * len(str(tmp_path))
    assert list(article(pickle.loads(data), Markup())[1].values()) == [GIF]
    assert source.files == Folder(tmp_path)
