"""Small sources and packs for the tests of this room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from helppanel.articles.build import build
from helppanel.articles.pack import Pack


def write(
    folder: Path, name: str, body: str = "正文。", *, locale: str = "zh-CN", **front: str | int
) -> Path:
    """The Markdown file of the article `name`; `front` sets or replaces lines of its front matter."""
    lines: dict[str, str | int] = {"id": name, "title": name, "section": "节", **front}
    file = folder / locale / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = "".join(f"{key}: {value}\n" for key, value in lines.items())
    file.write_text(f"---\n{head}---\n\n{body}\n", encoding="utf-8", newline="\n")
    return file


def jsonl(folder: Path, *pages: Mapping[str, object], locale: str = "zh-CN") -> Path:
    """A file of `pages` in `folder`; what they do not say is their number."""
    lines = [
        json.dumps({"id": f"a{number}", "locale": locale, "title": f"a{number}", "body": "", **page})
        for number, page in enumerate(pages)
    ]
    file = folder / "pages.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def packed(folder: Path) -> Pack:
    """The opened pack of all articles written to `folder`."""
    out = folder / "made.pack"
    build([folder], out)
    return Pack.open(out)


def ids(pack: Pack, query: str, locale: str = "zh-CN") -> list[str]:
    """What `query` finds, best first."""
    return [hit.id for hit in pack.search(query, locale).hits]
