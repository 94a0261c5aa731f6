"""Paths of pages give ids, locales and the articles that links lead to."""

from __future__ import annotations

import pytest

from helppanel.articles.page_names import Names, based, chapter, is_page, locale


@pytest.mark.parametrize(
    ("path", "lang", "expected"),
    [
        ("zh-CN/a.html", "zh-CN", "zh-CN"), ("zh-CN/a.html", "en", "zh-CN"), ("zh-cn/a.html", "", "zh-CN"),
        ("en/a.html", "en-US", "en"), ("de/a.html", "en", "en"), ("de/a.html", "", "de"),
        ("ui/a.html", "en", "en"), ("api-doc/a.html", "", ""), ("a.html", "nonsense", ""),
    ],
)  # fmt: skip
def test_the_folder_and_the_page_say_the_locale(path: str, lang: str, expected: str) -> None:
    """A folder with a region says most, then the page; a folder of two letters only where they agree."""
    assert locale(path, lang) == expected


def test_ids_are_short_and_the_same_in_all_locales() -> None:
    """Suffix, locale's folder and a last `index` go; where that would make two pages one, it stays."""
    names = Names(["index.html", "en/a b.htm", "x/index.html", "y/index.html", "y.html", "100%.html"])
    assert [names.id(path) for path in ("index.html", "en/a b.htm", "x/index.html")] == ["index", "a-b", "x"]
    assert [names.id(path) for path in ("y/index.html", "y.html", "100%.html")] == ["y/index", "y", "100-"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("b.html#x", ("g/b", "x")), ("../a.html?q=1", ("a", "")), ("./", ("g", "")), ("..", ("index", "")),
        ("%62.html#%E6%89%93", ("g/b", "打")), ("#x", ("", "")), ("", ("", "")), ("none.html", ("", "")),
        ("../../a.html", ("", "")), ("/a.html", ("", "")), ("http://h/a.html", ("", "")),
        ("//h/a.html", ("", "")),
        ("qthelp://org.app/g/b.html#x", ("g/b", "x")), ("http://[", ("", "")), ("../v/c.html", ("", "")),
    ],
)  # fmt: skip
def test_links_lead_to_pages(address: str, expected: tuple[str, str]) -> None:
    """Only relative addresses of pages that there are lead anywhere."""
    names = Names(["index.html", "a.html", "g/index.html", "g/b.html"])
    assert names.target(address, "g/page.html") == expected


def test_a_part_leads_to_the_parts_beside_it() -> None:
    """From one help of several, links into the folders of others are taken at their word."""
    names = Names(["g/b.html"], is_part=True)
    assert names.target("../v/index.html#x", "g/b.html") == ("v", "x")
    assert names.target("../g/none.html", "g/b.html") == ("", "")
    assert names.target("../../v/c.html", "g/b.html") == ("", "")


@pytest.mark.parametrize(
    ("base", "expected"),
    [("", "a/b/c.html"), ("../../", "page"), ("../x.html", "a/page"), ("../../../", "a/b/c.html"),
     ("http://h/", "a/b/c.html"), ("/", "a/b/c.html")],
)  # fmt: skip
def test_a_base_moves_where_addresses_count_from(base: str, expected: str) -> None:
    """A relative <base href> inside the help is obeyed, any other is not."""
    assert based("a/b/c.html", base) == expected


def test_generators_own_pages_are_no_articles() -> None:
    """Indexes, search and error pages are passed over, and what is no page is none."""
    assert list(
        filter(is_page, ["a.html", "a.HTM", "genindex-A.html", "x/search.html", "404.html", "a.css"])
    ) == [
        "a.html",
        "a.HTM",
    ]


def test_a_folder_stands_for_a_section() -> None:
    """The outermost folder that is no locale's: by its overview's title, else by its name."""
    titles = {"en/guide/index.html": "User guide"}
    assert chapter("en/guide/deep/a.html", titles) == chapter("en/guide/index.html", titles) == "User guide"
    assert chapter("first_steps/a.html", titles) == "first steps"
    assert chapter("setup/index.html", titles) == chapter("a.html", titles) == ""
