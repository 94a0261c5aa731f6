"""What is wrong with pages of HTML is told, and no page goes missing without a word."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from helppanel.articles.build import build
from helppanel.articles.check import check
from helppanel.articles.pack import Pack
from helppanel.articles.source import Fault
from helppanel.cli import main
from helppanel.contract.problems import HelpError, Problem

from .helps import PIXEL, faults, html, pages, read

GOOD = html("<h1>Good</h1><p>x</p>")
EMPTY = "is an empty page, or holds nothing that can be read"


def told(folder: Path) -> list[str]:
    """The faults of `folder`, without its path."""
    return [str(fault).replace(f"{folder}/", "").replace(f"{folder}\\", "") for fault in check([folder])]


def refresh(content: str, body: str) -> str:
    """A page that loads another after a while."""
    return html(body, head=f'<meta http-equiv="refresh" content="{content}">')


@pytest.mark.parametrize("data", ["", " \n", "<html></html>", html(""), html("<script>go()</script>")])
def test_an_empty_page_is_told(tmp_path: Path, data: str) -> None:
    """A page without content is a fault for its author, and a pack is built without it."""
    pages(tmp_path, {"good.html": GOOD, "empty.html": data})
    assert told(tmp_path) == [f"empty.html:1: {EMPTY}"]
    assert build([tmp_path], tmp_path / "a.pack").pages == {"en": 1}


@pytest.mark.parametrize(
    ("content", "body", "is_article"),
    [
        ("30;url=good.html", "<h1>Real</h1><p>This is what the page is about.</p>", True),
        ("0; url=good.html", f"<h1>Real</h1><p>{'What the page is about. ' * 20}</p>", True),
        ("30", "<p>x</p>", True),
        ("30;url=good.html", '<p>Go to <a href="good.html">the good page</a></p>', False),
        ("0;url=good.html", "<p>This page has moved. You will be there in a moment.</p>", False),
        ("1.5; URL='good.html'", f"<script>{'go();' * 200}</script>", False),
    ],
)
def test_only_a_page_that_merely_sends_on_is_none(
    tmp_path: Path, content: str, body: str, is_article: bool
) -> None:
    """A page with content of its own is an article, whatever it loads later; no other is a fault."""
    link = html('<h1>Good</h1><p><a href="moved.html">x</a></p>')
    made = read(pages(tmp_path, {"good.html": link, "moved.html": refresh(content, body)}))
    assert ("moved" in made) == is_article
    assert f'href="article:{"moved" if is_article else "good"}"' in made["good"].html
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    "data",
    [
        random.Random(1).randbytes(3000),
        PIXEL * 20,
        b"\0" * 500,
        f'<html lang="zh">{"打印文档" * 50}'.encode("gbk"),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes) -> None:
    """Another kind of file that is called .html, or an undeclared encoding, is a fault and no page."""
    pages(tmp_path, {"good.html": GOOD, "bad.html": data})
    assert told(tmp_path) == ["bad.html:1: is no text, or not in the encoding that it declares"]


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"a.txt": "x"},
        {"deep.html": '<html lang="en"><body>' + "<div>" * 100_000 + "deep"},
        {"deep.html": '<html lang="en"><p>' + "<div>" * 5_000 + "deep"},
    ],
)
def test_what_gives_no_articles_is_told(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    """Where a build would say that there are no articles, checking finds a fault."""
    pages(tmp_path, files)
    assert len(check([tmp_path])) == 1
    with pytest.raises(HelpError) as caught:
        build([tmp_path], tmp_path / "a.pack")
    assert (caught.value.code, "no articles" in str(caught.value.detail)) == (Problem.BAD_SOURCE, True)


def test_faults_name_their_lines(tmp_path: Path) -> None:
    """A link or a picture is told on its own line, whatever is left out of the page above it."""
    body = (
        "\n<nav>\n<a\nhref='x'>x</a>\n</nav>\n<div role='main'>\n<h1>T</h1>\n<script>\n1\n</script>\n"
        "<p><a href='ftp://x'><b\n>x</b></a>\n</p><img src='gone.png'>\n<p data-source-line='x'>y</p></div>"
    )
    pages(tmp_path, {"a.html": f"<!-- \n -->{html(body)}", "b.html": f"\n\n{html('<p>x</p>', lang='')}"})
    assert told(tmp_path) == [
        "a.html:12: readers cannot follow the link 'ftp://x'",
        "a.html:14: picture 'gone.png' does not exist",
        "b.html:3: does not say in <html lang> what its locale is, or not rightly; say it with --locale",
    ]


def test_faulty_pages_can_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pack can be built of the pages that are sound, and each of the others is named."""
    pages(tmp_path, {"good.html": GOOD, "bad.html": b"\0" * 99, "none.html": html("<p>x</p>", lang="")})
    out = tmp_path / "a.pack"
    with pytest.raises(HelpError):
        build([tmp_path], out)
    found: list[Fault] = []
    assert build([tmp_path], out, on_fault=found.append).pages == {"en": 1}
    assert found == faults(tmp_path)
    out.unlink()
    assert main(["articles", "build", "--skip-faulty", str(tmp_path), "-o", str(out)]) == 0
    said = capsys.readouterr().err.splitlines()
    assert said == [*map(str, found), "left out: 2"]
    pack = Pack.open(out)
    assert [title.id for title in pack.titles("en")] == ["good"]
    pack.close()
