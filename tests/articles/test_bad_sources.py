"""Sources that are too large, broken or made to mislead."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.articles.compose import article
from helppanel.articles.markup import Markup
from helppanel.articles.source import MAX_PAGE, Fault, Source
from helppanel.articles.sources import scan

from .audit import audit
from .samples import write

HEAD = "---\nid: a\ntitle: t\nsection: s\n"


def only(path: Path) -> Source | Fault:
    """The one source under `path`."""
    (found,) = scan([path])
    return found


def told(path: Path) -> str:
    """The fault of the one source under `path`, without its folder."""
    fault = only(path)
    assert isinstance(fault, Fault)
    return f"{fault.line}: {fault.what}"


def front(folder: Path, text: str) -> str:
    """What is told of a page with `text` as its front matter's end."""
    file = folder / "en" / "a.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(HEAD + text, encoding="utf-8")
    return told(folder)


def test_huge_pages_are_refused_unread(tmp_path: Path) -> None:
    """A page of 50 MB is a fault, in a file of its own or as a line among others, which still read."""
    write(tmp_path / "md", "a", "x" * 50_000_000)
    assert told(tmp_path / "md") == "1: is larger than 2 MB"
    good = json.dumps({"id": "a", "title": "t", "locale": "en", "body": "b"})
    lines = tmp_path / "a.jsonl"
    lines.write_text(f'{good}\n{{"id": "{"x" * 50_000_000}"}}\n{good}', encoding="utf-8")
    first, huge, last = scan([lines])
    assert isinstance(first, Source)
    assert isinstance(last, Source)
    assert str(huge) == f"{lines}:2: is larger than 2 MB"
    assert last.line == 3


def test_a_page_of_just_the_limit_is_read(tmp_path: Path) -> None:
    """The limit itself is allowed."""
    file = write(tmp_path, "a", "")
    file.write_bytes(file.read_bytes().ljust(MAX_PAGE, b"x"))
    assert isinstance(only(tmp_path), Source)


def test_front_matter_that_never_ends_or_is_too_long_is_told(tmp_path: Path) -> None:
    """What looks like front matter but is no such thing says so."""
    for text in ("", "x: " + "y" * 20_000 + "\n---\n"):
        assert front(tmp_path, text) == "1: does not begin with front matter between --- lines"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("updated: 2026-13-01\n---\n", "front matter"),
        ("title: u\n---\n", "5: front matter: sets 'title' a second time"),
        ("related: [" + "[" * 5_000 + "\n---\n", "front matter"),
        ("keywords: &a [*a]\n---\n", "front matter"),
        ("popular: much\n---\n", "5: front matter: Expected `int`, got `str` - at `$.popular`"),
        ("x: \x07\n---\n", "front matter"),
        ("<<: *none\n---\n", "front matter"),
    ],
)
def test_each_mistake_in_front_matter_is_told(tmp_path: Path, text: str, said: str) -> None:
    """Impossible dates, repeated, endless, circular and mistyped members are faults."""
    assert said in front(tmp_path, text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(["a:", " ", "[", "]", "{", "&x", "*x", "\n", "- ", "'", "!!"])).map("".join)
)
def test_any_front_matter_is_read_or_told(tmp_path: Path, text: str) -> None:
    """No front matter makes reading fail."""
    file = tmp_path / "en" / "a.md"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(f"{HEAD}{text}\n---\nx".encode("utf-8", "surrogatepass"))
    assert isinstance(only(tmp_path), Source | Fault)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80))
def test_any_file_is_read_or_told(tmp_path: Path, data: bytes) -> None:
    """Binary files called .md or .jsonl are faults or pages, never a crash."""
    for name in ("a.md", "b.jsonl"):
        (tmp_path / name).write_bytes(data)
        assert all(isinstance(found, Source | Fault) for found in scan([tmp_path / name]))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_any_body_is_a_harmless_article(tmp_path: Path, body: str) -> None:
    """Control characters, half surrogate pairs and all else become a sound article, or are told."""
    page = {"id": "a", "title": "t", "locale": "en", "body": body}
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(page), encoding="utf-8")
    found = only(file)
    if isinstance(found, Source):
        audit(article(found, Markup())[0].html)
    else:
        assert any("\ud800" <= char <= "\udfff" for char in body)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there, and there are no pipes")
def test_links_in_folders_lead_nowhere(tmp_path: Path) -> None:
    """A circle of folders ends, a page that is a link out of its folder, or a pipe, is told."""
    root = tmp_path / "root"
    write(root, "a")
    write(tmp_path / "other", "secret")
    (root / "zh-CN" / "round").symlink_to(root)
    (root / "zh-CN" / "b.md").symlink_to(tmp_path / "other" / "zh-CN" / "secret.md")
    if sys.platform != "win32":
        os.mkfifo(root / "zh-CN" / "c.md")
    page, out, pipe = scan([root])
    assert isinstance(page, Source)
    assert isinstance(out, Fault)
    assert isinstance(pipe, Fault)


def test_lines_are_read_only_when_asked_for(tmp_path: Path) -> None:
    """The first article of a long file is there before the rest is looked at."""
    file = tmp_path / "a.jsonl"
    good = json.dumps({"id": "a", "title": "t", "locale": "en", "body": "b"})
    file.write_text(f"\ufeff{good}\n" + "nonsense\n" * 100_000, encoding="utf-8")
    found = scan([file])
    assert isinstance(next(found), Source)
    file.unlink()
