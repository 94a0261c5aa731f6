"""The desk's sentences, and the language a browser gets."""

from __future__ import annotations

import re
import string
import tomllib
from importlib.resources import files

import pytest

from helppanel import assets
from helppanel.server.desk.texts import LOCALES, preferred


def _texts(locale: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for area in ("desk", "dashboard"):
        own = tomllib.loads(assets.path(f"i18n/{locale}/{area}.toml").read_text("utf-8"))
        assert not found.keys() & own.keys()
        found |= own
    return found


def _blanks(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same() -> None:
    """Every key has a sentence in both languages, with the same blanks to fill."""
    zh, en = (_texts(locale) for locale in LOCALES)
    assert zh.keys() == en.keys()
    for key in zh:
        assert zh[key].strip(), key
        assert en[key].strip(), key
        assert _blanks(zh[key]) == _blanks(en[key]), key


def test_chinese_is_polite_and_calm() -> None:
    """No sentence shouts, and Chinese never says 你."""
    for locale in LOCALES:
        for key, text in _texts(locale).items():
            assert not re.search("[!！你]", text), key


def test_every_key_is_used() -> None:
    """No sentence is left over: each key, or the stem it is built from, is named by code or a template."""
    here = files("helppanel.server.desk")
    folders = (here, here.joinpath("templates"))
    source = "\n".join(
        file.read_text("utf-8")
        for folder in folders
        for file in folder.iterdir()
        if file.name.endswith((".py", ".html"))
    )
    built: tuple[str, ...] = (
        "status_",
        "priority_",
        "kind_",
        "view_",
        "title_",
        "empty_",
        "error_",
        "column_",
        "attachment_",
    )
    built += ("known_", "filter_", "sorted_", "source_", "key_")
    for key in _texts("zh-CN"):
        stem = next(
            (
                stem
                for stem in (*built, "author_", "reason_", "imported_", "did_", "undid_")
                if key.startswith(stem)
            ),
            None,
        )
        wanted = f'["{{]?{re.escape(stem or key)}' if stem else f'"{re.escape(key)}"'
        assert re.search(wanted, source), key


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("", "zh-CN"),
        ("en", "en"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("fr-CA, en-GB;q=0.7, zh;q=0.3", "en"),
        ("de", "zh-CN"),
        ("en;q=broken, zh;q=0.1", "zh-CN"),
    ],
)
def test_language_of_a_browser(header: str, locale: str) -> None:
    """The best liked of the two languages wins, Chinese when neither is asked for."""
    assert preferred(header) == locale
