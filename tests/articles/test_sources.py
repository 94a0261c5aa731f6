"""Reading what authors write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helppanel.articles.addresses import Folder
from helppanel.articles.locales import canonical
from helppanel.articles.source import Fault, Source
from helppanel.articles.sources import scan

from .samples import write


def only(path: Path) -> Source | Fault:
    """The one source under `path`."""
    (found,) = scan([path])
    return found


def test_front_matter_and_body(tmp_path: Path) -> None:
    """Every member of the front matter is read, and the body with the line it begins on."""
    file = write(
        tmp_path, "a", "# 一\n", title="打印 文档", keywords="[打印, 纸]", updated="2026-11-20",
        platforms="[Windows]", related="[b]", popular=3,
    )  # fmt: skip
    assert only(tmp_path) == Source(
        file=file, line=11, related_line=8, id="a", locale="zh-CN", title="打印 文档", section="节",
        keywords=("打印", "纸"), updated="2026-11-20", platforms=("Windows",), related=("b",), popular=3,
        body="\n# 一\n\n", files=Folder(tmp_path), path="zh-CN/a.md",
    )  # fmt: skip


def test_line_ends_and_byte_order_marks_do_not_matter(tmp_path: Path) -> None:
    """A file saved on Windows with a mark reads as the plain one."""
    file = write(tmp_path, "a", "一\n\n二")
    plain = only(tmp_path)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert only(tmp_path) == plain


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("# no front matter", 1, "front matter"),
        ("---\nid: a\ntitle: [\n---\n", 4, "front matter"),
        ("---\nid: a\ntitle: t\n---\n", 1, "section"),
        ("---\nid: a\ntitle: t\nsection: s\nkeywords: x\n---\n", 5, "keywords"),
        ("---\nid: a\ntitle: t\nsection: s\nkeyword: [x]\n---\n", 5, "keyword"),
        ("---\nid: a\ntitle: t\nsection: s\nupdated: soon\n---\n", 5, "updated"),
        ("---\nid: a b\ntitle: t\nsection: s\n---\n", 6, "id"),
        ("---\nid: a\ntitle: ' '\nsection: s\n---\n", 6, "title"),
        ("---\n- a\n---\n", 1, "front matter"),
        ("---\nid: !!python/object:x y\n---\n", 2, "front matter"),
    ],
)
def test_bad_front_matter_is_named_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    """Each kind of mistake is a fault that tells the line and what is wrong there."""
    file = tmp_path / "en" / "a.md"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    fault = only(tmp_path)
    assert isinstance(fault, Fault)
    assert (fault.file, fault.line) == (file, line)
    assert what in fault.what


def test_files_that_are_not_text_are_faults(tmp_path: Path) -> None:
    """Binary files, missing paths and unknown kinds of files are faults, not crashes."""
    (tmp_path / "a.md").write_bytes(b"---\n\xff\xfe\n")
    fault = only(tmp_path)
    assert isinstance(fault, Fault)
    assert fault.line == 2
    assert isinstance(only(tmp_path / "missing"), Fault)
    (tmp_path / "a.png").write_bytes(b"")
    assert isinstance(only(tmp_path / "a.png"), Fault)


def test_without_a_locale_there_is_a_fault(tmp_path: Path) -> None:
    """A page outside any locale's folder must say its locale itself."""
    write(tmp_path, "a", locale="texts")
    assert "locale" in str(only(tmp_path))
    write(tmp_path, "a", locale="texts", **{"locale ": "en_US"})
    found = only(tmp_path)
    assert isinstance(found, Source)
    assert found.locale == "en"


def test_lines_of_json(tmp_path: Path) -> None:
    """A .jsonl file gives one source a line; a bad line is a fault on that line and the rest still reads."""
    page = {"id": "x/y", "title": "T", "body": "b", "locale": "zh_CN", "keywords": "a, b", "app": "other"}
    file = tmp_path / "c.jsonl"
    file.write_text(
        f'{json.dumps(page)}\n\n{{"id": 1}}\nnonsense\n{json.dumps({**page, "id": "z", "locale": ""})}\n'
    )
    good, wrong, broken, homeless = scan([file])
    assert isinstance(good, Source)
    assert (good.id, good.locale, good.keywords, good.line) == ("x/y", "zh-CN", ("a", "b"), 1)
    assert isinstance(wrong, Fault)
    assert isinstance(broken, Fault)
    assert isinstance(homeless, Fault)
    assert (wrong.line, broken.line, homeless.line) == (3, 4, 5)


@pytest.mark.parametrize(
    ("name", "locale"),
    [
        ("zh", "zh-CN"),
        ("zh_CN", "zh-CN"),
        ("zh-Hans-CN", "zh-CN"),
        ("zh_CN.UTF-8", "zh-CN"),
        ("zh-TW", "zh-TW"),
        ("en", "en"),
        ("en-US", "en"),
        ("EN_gb", "en"),
        ("fr", "fr"),
        ("pt-br", "pt-BR"),
        ("", None),
        ("x y", None),
    ],
)
def test_spellings_of_locales(name: str, locale: str | None) -> None:
    """Every usual spelling of a locale means the same one."""
    assert canonical(name) == locale
