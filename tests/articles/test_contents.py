"""Tables of contents give sections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.articles.contents import Entry, from_stream, index, sections, spread, title

from .helps import streamed


def entries(*lines: tuple[int, str, str]) -> list[Entry]:
    """Lines of depth, title and page."""
    return [Entry(*line) for line in lines]


def test_a_stream_is_read() -> None:
    """Links count from the help's folder and lose their anchor; those that lead outside are none."""
    data = streamed([(0, "手册", "index.html"), (1, "A", "sub/a.html#x"), (1, "B", "../../b.html")])
    assert from_stream(data, "app") == entries(
        (0, "手册", "app/index.html"), (1, "A", "app/sub/a.html"), (1, "B", "")
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_contents_or_refused(data: bytes) -> None:
    """Damaged contents raise ValueError and nothing else."""
    try:
        from_stream(data, "app")
    except ValueError:
        return


def test_the_topmost_entries_are_sections() -> None:
    """With several roots, every page is in its root's section, however deep it lies."""
    found = sections(
        entries((0, "Writer", ""), (1, "Menus", "m"), (2, "File", "f"), (0, "Calc", ""), (1, "Sum", "s"))
    )
    assert found == {"m": "Writer", "f": "Writer", "s": "Calc"}


def test_a_book_is_divided_into_its_chapters() -> None:
    """With one root, the entries below it that hold pages are sections, and the root that of others."""
    book = entries(
        (0, "Book", "b"),
        (1, "Print", "p"),
        (2, "Fonts", "f"),
        (1, "News", "n"),
        (1, "Files", "x"),
        (2, "PDF", "d"),
    )
    assert sections(book) == {
        "b": "Book",
        "p": "Print",
        "f": "Print",
        "n": "Book",
        "x": "Files",
        "d": "Files",
    }


def test_a_book_with_one_chapter_is_one_section() -> None:
    """A single chapter says nothing that the book's title does not."""
    assert set(sections(entries((0, "Book", "b"), (1, "Classes", "c"), (2, "A", "a"))).values()) == {"Book"}
    assert sections([]) == {}


def test_a_book_has_a_title() -> None:
    """The only root is the title of the whole; of several, none is."""
    assert title(entries((0, "Book", "b"), (1, "A", "a"))) == "Book"
    assert title(entries((0, "A", "a"), (0, "B", "b"))) == title([]) == ""


def test_pages_without_an_entry_take_the_section_around_them() -> None:
    """What most pages of the folder have is also that of its other pages; else the folder above says."""
    found = {"w/a": "Writer", "w/b": "Writer", "w/c": "Calc", "w/x/d": "Calc", "w/x/e": "Writer"}
    whole = spread(found, ["w/a", "w/new", "w/x/new", "v/new"])
    assert whole == {**found, "w/new": "Writer", "w/x/new": "Writer"}


@pytest.mark.parametrize(
    ("name", "whole", "words"),
    [
        ("show", "Widget::show", ("show",)),
        ("Paper", "Size", ("Paper", "Size")),
        ("", "Size", ("Size",)),
        ("A", "", ("A",)),
    ],
)
def test_index_entries_become_keywords(name: str, whole: str, words: tuple[str, ...]) -> None:
    """The whole name is a keyword of its own only where it does not end in the name."""
    assert index([("a.html", name, whole), ("a.html", name, whole)]) == {"a.html": words}
