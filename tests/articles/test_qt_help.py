"""Qt Help files become articles, and whatever else is called .qch is told."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.articles.build import build
from helppanel.articles.compose import article
from helppanel.articles.html_help import MAX_FILE
from helppanel.articles.markup import Markup
from helppanel.articles.pack import Pack
from helppanel.articles.source import Fault, Source
from helppanel.articles.sources import scan

from .helps import PIXEL, faults, html, packed_by_qt, qch, read

PRINTING = html(
    '<div class="header"><div class="navigationbar"><ul><li>App 1.0</li></ul></div></div>'
    '<div class="content mainContent"><div class="sidebar"><div class="toc"><h3>Contents</h3></div></div>'
    '<h1 class="title">Printing</h1><p>Prints. <a href="#details">More...</a></p>'
    '<a name="fonts"></a><h2 id="fonts">Fonts</h2><p><img src="images/p.png" alt="A printer"></p>'
    '<pre class="cpp"> <span class="type">int</span> n;\n</pre>'
    '<div class="admonition note"><p><b>Note: </b>Wait.</p></div></div>',
    "Printing | App 1.0",
)
EXPORT = html('<h1>Export</h1><p>See <a href="print.html#fonts">fonts</a>.</p>', "Export | App 1.0")


@pytest.fixture
def manual(tmp_path: Path) -> Path:
    """A help of two pages and a picture."""
    return qch(
        tmp_path / "app.qch",
        {"print.html": PRINTING, "export.html": EXPORT, "images/p.png": packed_by_qt(PIXEL), "a.css": "p {}"},
        contents=[(0, "App", "export.html"), (1, "Paper", "print.html"), (2, "Printing", "print.html"),
                  (1, "Files", "x.html"), (2, "Export", "export.html#top")],
        keywords=[("setPrinter", "App::setPrinter", "print.html"), ("Paper", "Paper size", "print.html")],
    )  # fmt: skip


def test_pages_become_articles(manual: Path) -> None:
    """A page's id is its path, its title its heading, its section its chapter; navigation stays behind."""
    found = read(manual)
    assert set(found) == {"app/print", "app/export"}
    printing = found["app/print"]
    assert (printing.title, printing.locale, printing.section) == ("Printing", "en", "Paper")
    assert printing.keywords == ("setPrinter", "Paper", "Paper size")
    assert printing.summary == "Prints."
    assert [heading.anchor for heading in printing.headings] == ["fonts"]
    assert "<pre> int n;\n</pre>" in printing.html
    assert '<blockquote class="note">' in printing.html
    assert "App 1.0" not in printing.text
    assert "Contents" not in printing.text


def test_links_lead_to_articles(manual: Path) -> None:
    """A link to another page leads to its article and keeps its anchor."""
    assert '<a href="article:app/print#fonts">' in read(manual)["app/export"].html


def test_a_pack_holds_the_pictures(manual: Path, tmp_path: Path) -> None:
    """A picture from inside the help is shown in the article with its size, and no other file is taken."""
    source = next(one for one in scan([manual]) if isinstance(one, Source) and one.id == "app/print")
    made, images = article(source, Markup())
    assert list(images.values()) == [PIXEL]
    assert f'<img src="image:{next(iter(images))}" alt="A printer" width="1" height="1">' in made.html


def test_several_helps_link_to_each_other(manual: Path, tmp_path: Path) -> None:
    """Helps that one pack holds together lead to each other's pages, by path and by qthelp address."""
    page = html(
        '<h1>Base</h1><p><a href="../app/print.html#fonts">a</a> '
        '<a href="qthelp://org.example.app/app/export.html">b</a></p>'
    )
    base = qch(tmp_path / "base.qch", {"page.html": page}, folder="base")
    build([manual, base], tmp_path / "x.pack")
    pack = Pack.open(tmp_path / "x.pack")
    made = pack.article("base/page", "en")
    pack.close()
    assert 'href="article:app/print#fonts"' in made.html
    assert 'href="article:app/export"' in made.html


@pytest.mark.parametrize(
    ("name", "locale", "expected"),
    [
        ("app_zh_CN.qch", "", "zh-CN"),
        ("app-de.qch", "", "de"),
        ("app.qch", "fr", "fr"),
        ("app_ui.qch", "fr", "fr"),
    ],
)
def test_the_locale_may_come_from_the_name(tmp_path: Path, name: str, locale: str, expected: str) -> None:
    """A page that does not say its language takes it from the file's name, else from --locale."""
    file = qch(tmp_path / name, {"a.html": html("<h1>A</h1><p>text</p>", lang="")})
    assert read(file, locale)["app/a"].locale == expected


def test_no_locale_is_told(tmp_path: Path) -> None:
    """Where nothing says the locale, the fault names the page and what to do."""
    file = qch(tmp_path / "app.qch", {"a.html": html("<p>text</p>", lang="")})
    (fault,) = faults(file)
    assert fault.file == file / "app" / "a.html"
    assert "--locale" in fault.what


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"no database at all" * 999])
def test_what_is_no_database_is_told(tmp_path: Path, data: bytes) -> None:
    """A .qch that is not SQLite is one fault that says how to make one, and reading it leaves it alone."""
    file = tmp_path / "app.qch"
    file.write_bytes(data)
    (fault,) = faults(file)
    assert "no Qt Help file" in fault.what
    assert "qhelpgenerator" in fault.what
    assert file.read_bytes() == data
    assert list(tmp_path.iterdir()) == [file]


def test_another_database_is_told(tmp_path: Path) -> None:
    """SQLite without the tables of Qt Help, or with views in their place, is refused."""
    file = tmp_path / "app.qch"
    with closing(sqlite3.connect(file)) as database:
        database.execute(
            "CREATE VIEW FileNameTable AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n)"
            " SELECT 1 AS FolderId, 'a.html' AS Name, x AS FileId, '' AS Title FROM n"
        )
        database.commit()
    (fault,) = faults(file)
    assert "FileNameTable" in fault.what


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_damage_never_raises(manual: Path, data: st.DataObject) -> None:
    """Cut off or with other bytes in it, a file gives articles or faults."""
    whole = bytearray(manual.read_bytes())
    file = manual.with_name("damaged.qch")
    if data.draw(st.booleans()):
        del whole[data.draw(st.integers(0, len(whole))) :]
    else:
        for _ in range(50):
            whole[data.draw(st.integers(100, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    file.write_bytes(whole)
    for one in scan([file]):
        if isinstance(one, Source):
            article(one, Markup())
        else:
            assert one.what


def test_a_bomb_is_told(tmp_path: Path) -> None:
    """A page that unpacks to more than a page may hold is not unpacked further; its neighbours are read."""
    bomb = b"\0\0\0\1" + zlib.compress(bytes(MAX_FILE * 8), 9)
    file = qch(tmp_path / "app.qch", {"bomb.html": bomb, "a.html": html("<h1>A</h1><p>text</p>")})
    found = list(scan([file]))
    assert [one.what for one in found if isinstance(one, Fault)] == ["is larger than 16 MB"]
    assert [one.id for one in found if isinstance(one, Source)] == ["app/a"]


def test_data_that_is_not_packed_is_told(tmp_path: Path) -> None:
    """A page whose bytes are not what Qt compresses is a fault."""
    (fault,) = faults(qch(tmp_path / "app.qch", {"a.html": b"\0\0\0\4plain"}))
    assert fault.what == "cannot be read"


@pytest.mark.parametrize("name", ["../../up.html", "/root.html", "a\\..\\b.html"])
def test_a_name_that_leads_outside_is_told(tmp_path: Path, name: str) -> None:
    """A help that names files outside itself is refused as a whole."""
    (fault,) = faults(qch(tmp_path / "app.qch", {name: html("<p>x</p>")}))
    assert repr(name) in fault.what


def test_a_damaged_table_of_contents_is_told(tmp_path: Path) -> None:
    """Contents that break off are a fault of the file."""
    file = qch(tmp_path / "app.qch", {"a.html": html("<p>x</p>")})
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE ContentsTable SET Data = ?", (b"\0\0\0\0\0\0\0\x08\0a",))
        database.commit()
    (fault,) = faults(file)
    assert "contents" in fault.what


@pytest.mark.skipif(shutil.which("qhelpgenerator") is None, reason="Qt's help generator is not installed")
def test_what_qt_makes_is_read(tmp_path: Path) -> None:
    """A file that Qt's own generator made is read as the project that it was made from."""
    (tmp_path / "print.html").write_text(PRINTING, encoding="utf-8")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "p.png").write_bytes(PIXEL)
    project = tmp_path / "app.qhp"
    project.write_text(
        '<?xml version="1.0"?><QtHelpProject version="1.0"><namespace>org.example.app</namespace>'
        "<virtualFolder>app</virtualFolder><filterSection><toc>"
        '<section title="App" ref="print.html"><section title="打印" ref="print.html#fonts"/></section></toc>'
        '<keywords><keyword name="setPrinter" id="App::setPrinter" ref="print.html#fonts"/></keywords>'
        "<files><file>print.html</file><file>images/p.png</file></files></filterSection></QtHelpProject>",
        encoding="utf-8",
    )
    made = tmp_path / "made.qch"
    subprocess.run(["qhelpgenerator", str(project), "-o", str(made)], check=True, capture_output=True)
    assert read(made) == read(project)
