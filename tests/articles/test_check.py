"""`check` finds authors' mistakes."""

from __future__ import annotations

import json
from pathlib import Path

from helppanel.articles.check import check

from .samples import write


def told(folder: Path) -> list[str]:
    """The faults of `folder`, without its path."""
    return [str(fault).replace(f"{folder}/", "").replace(f"{folder}\\", "") for fault in check([folder])]


def both(folder: Path, name: str, body: str, **front: str) -> None:
    """The same article in both locales."""
    write(folder, name, body, **front)
    write(folder, name, body, locale="en", **front)


def test_sound_articles_have_no_faults(tmp_path: Path) -> None:
    """Links between articles, to anchors here and there, and related ids that exist are all well."""
    both(tmp_path, "a", "[b](b.md#x), [here](#h), [web](https://example.com)\n\n## 标题 {#h}", related="[b]")
    both(tmp_path, "b", "## X {#x}")
    assert told(tmp_path) == []


def test_each_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    """Broken links, anchors and related ids, and empty or untranslated pages, are all found."""
    both(
        tmp_path,
        "a",
        "一\n\n[x](gone.md)\n\n- [y](#none)\n- [z](b.md#none)\n\n[f](file:///x)",
        related="[gone, a]",
    )
    both(tmp_path, "b", "")
    write(tmp_path, "c")
    (tmp_path / "en" / "d.md").write_text("nothing", encoding="utf-8")
    of_a = [
        "a.md:5: names itself as related",
        "a.md:5: related id 'gone' does not exist",
        "a.md:10: links to 'gone', which does not exist",
        "a.md:12: links to the anchor 'none', which 'a' does not have",
        "a.md:13: links to the anchor 'none', which 'b' does not have",
    ]
    of_b = ["b.md:6: is an empty page"]
    assert told(tmp_path) == [
        *(f"en/{line}" for line in of_a + of_b),
        "en/d.md:1: does not begin with front matter between --- lines",
        *(f"zh-CN/{line}" for line in of_a + of_b),
        "zh-CN/c.md:1: 'c' has no en translation",
    ]


def test_links_that_no_reader_could_follow_are_told(tmp_path: Path) -> None:
    """A link to a file or an unknown scheme is a mistake."""
    both(tmp_path, "a", "[x](picture.exe)")
    assert [line.partition(": ")[2] for line in told(tmp_path)] == [
        "readers cannot follow the link 'picture.exe'"
    ] * 2


def test_lost_pictures_are_told(tmp_path: Path) -> None:
    """A picture that does not exist, is none, or lies elsewhere is a mistake on its line."""
    both(tmp_path, "a", "![x](../x.gif)\n\n![x](gone.png)\ntext ![x](a.md)\n![x](http://x/y.png)")
    (tmp_path / "x.gif").write_bytes(b"GIF89a\x01\0\x01\0")
    faults = [
        "a.md:9: picture 'gone.png' does not exist",
        "a.md:10: picture 'a.md' is none of PNG, JPEG, GIF, WebP and SVG",
        "a.md:11: picture 'http://x/y.png' does not lie in the source",
    ]
    assert told(tmp_path) == [f"{locale}/{line}" for locale in ("en", "zh-CN") for line in faults]


def test_a_page_of_one_picture_is_not_empty(tmp_path: Path) -> None:
    """A picture says something, with or without words."""
    both(tmp_path, "a", "![](../x.gif)")
    (tmp_path / "x.gif").write_bytes(b"GIF89a\x01\0\x01\0")
    assert told(tmp_path) == []


def test_repeated_ids_are_told(tmp_path: Path) -> None:
    """The second article with an id is the fault; the first goes on being checked."""
    write(tmp_path, "a")
    write(tmp_path, "b", id="a")
    assert [line.partition(" ")[0] for line in told(tmp_path)] == ["zh-CN/b.md:6:"]


def test_a_fault_in_json_names_its_line(tmp_path: Path) -> None:
    """In a .jsonl file every fault of an article is on the article's line."""
    page = {"id": "a", "title": "t", "locale": "en", "body": "x\n\n[b](b.md)", "related": ["c"]}
    file = tmp_path / "p.jsonl"
    file.write_text(f"\n{json.dumps(page)}\n", encoding="utf-8")
    assert [fault.line for fault in check([file])] == [2, 2]
