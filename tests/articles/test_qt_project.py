"""Qt Help projects become articles, hostile ones are told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .helps import PIXEL, faults, html, pages, read

_PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<QtHelpProject version="1.0">
  <namespace>org.example.app</namespace>
  <virtualFolder>app</virtualFolder>
  <filterSection>
    <filterAttribute>1.0</filterAttribute>
    <toc><section title="手册" ref="index.html">
      <section title="打印" ref="print.html"><section title="字体" ref="guide/fonts.html"/></section>
      <section title="文件" ref="index.html"><section title="导出" ref="guide/export.html"/></section>
    </section></toc>
    <keywords><keyword name="字体" ref="guide/fonts.html#list"/>
      <keyword name="打印机" id="Printing::Printer" ref="print.html"/></keywords>
    <files>{files}</files>
  </filterSection>
</QtHelpProject>
"""
_FILES = "<file>*.html</file><file>guide/*.html</file><file>images/p.png</file>"


def project(folder: Path, files: str = _FILES) -> Path:
    """A project of four pages and a picture."""
    pages(
        folder,
        {
            "index.html": html(
                "<h1>手册</h1><p>这是本软件的使用手册，您可以在这里找到打印、字体和文件导出等功能的全部说明。</p>"
            ),
            "print.html": html(
                "<h1>打印</h1><p><img src='images/p.png'>见<a href='guide/fonts.html'>字体</a></p>"
            ),
            "guide/fonts.html": html("<h1>字体</h1><p>回到<a href='../print.html'>打印</a></p>"),
            "guide/export.html": html("<h1>导出</h1><p>x</p>"),
            "images/p.png": PIXEL,
            "app_zh_CN.qhp": _PROJECT.format(files=files),
        },
    )
    return folder / "app_zh_CN.qhp"


def test_a_project_becomes_articles(tmp_path: Path) -> None:
    """Wild cards name files of their own folder; contents and keywords are taken over; links work."""
    found = read(project(tmp_path))
    assert set(found) == {"app", "app/print", "app/guide/fonts", "app/guide/export"}
    assert found["app/guide/fonts"].section == "打印"
    assert found["app/guide/export"].section == "文件"
    assert found["app/guide/fonts"].keywords == ("字体",)
    assert found["app/print"].keywords == ("打印机", "Printing::Printer")
    assert 'href="article:app/print"' in found["app/guide/fonts"].html
    assert '<img src="image:' in found["app/print"].html


@pytest.mark.parametrize("path", ["../outside.html", "/etc/passwd", "guide/../../outside.html", "none.html"])
def test_files_elsewhere_are_told(tmp_path: Path, path: str) -> None:
    """A file outside the project's folder, or that is not there, is a fault on its line; nothing is read."""
    (tmp_path / "outside.html").write_text(html("<p>secret</p>"), encoding="utf-8")
    file = project(tmp_path / "project", f"\n<file>{path}</file>")
    (fault,) = faults(file)
    assert repr(path) in fault.what
    assert (fault.file, fault.line) == (file, 14)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """A page that is a link to a file outside cannot be read."""
    (tmp_path / "outside.html").write_text(html("<p>secret</p>"), encoding="utf-8")
    file = project(tmp_path / "project", "<file>guide/*.html</file>")
    (file.parent / "guide" / "secret.html").symlink_to(tmp_path / "outside.html")
    (fault,) = faults(file)
    assert fault.what == "cannot be read"
    assert fault.file.name == "secret.html"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<QtHelpProject>", "not well-formed"),
        ("", "not well-formed"),
        ("<html/>", "no Qt Help project"),
        (
            '<!DOCTYPE x [\n<!ENTITY a SYSTEM "file:///etc/passwd">]><QtHelpProject>&a;</QtHelpProject>',
            "entities",
        ),
        ('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><QtHelpProject>&b;</QtHelpProject>', "entities"),
    ],
)
def test_bad_projects_are_told(tmp_path: Path, text: str, what: str) -> None:
    """What is no XML, no project or declares entities is one fault and expands to nothing."""
    file = tmp_path / "app.qhp"
    file.write_text(text, encoding="utf-8")
    (fault,) = faults(file)
    assert what in fault.what


def test_entities_in_utf_16_are_not_expanded(tmp_path: Path) -> None:
    """An outer entity that hides from a look at the bytes brings no file in."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret.html", encoding="utf-8")
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    file = tmp_path / "app.qhp"
    file.write_bytes(f"{text}<QtHelpProject><files><file>&a;</file></files></QtHelpProject>".encode("utf-16"))
    assert all("secret" not in fault.what for fault in faults(file))
