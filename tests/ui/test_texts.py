"""Every text in both languages."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path

import pytest

from helppanel import assets
from helppanel.config import LOCALES
from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.texts import Texts

CHINESE, ENGLISH = LOCALES
AREAS = sorted({file.stem for locale in LOCALES for file in assets.path(f"i18n/{locale}").glob("*.toml")})


def area(locale: str, name: str) -> dict[str, str]:
    file: Path = assets.path(f"i18n/{locale}/{name}.toml")
    texts = tomllib.loads(file.read_text("utf-8"))
    assert all(isinstance(text, str) for text in texts.values()), f"{file} holds more than texts"
    return texts


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", AREAS)
def test_both_languages_say_the_same_things(name: str) -> None:
    """An area has the same keys in both languages, with the same placeholders in each text."""
    chinese, english = area(CHINESE, name), area(ENGLISH, name)
    assert chinese.keys() == english.keys()
    assert {k: placeholders(t) for k, t in chinese.items()} == {
        k: placeholders(t) for k, t in english.items()
    }


@pytest.mark.parametrize("name", AREAS)
def test_tone(name: str) -> None:
    """Texts call the user 您, shout at nobody and use no full-width punctuation in English."""
    for key, text in area(CHINESE, name).items():
        assert not set(text) & set("你！!"), f"{name}.{key}"
    for key, text in area(ENGLISH, name).items():
        assert not set(text) & set("！!，。：；？（）"), f"{name}.{key}"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_problem_has_a_sentence_and_a_next_step(locale: str) -> None:
    """Each code is said in each language with and without a detail, and says what to do next."""
    texts = Texts(locale)
    for code in Problem:
        assert "{" not in texts.problem(code)
        assert texts.problem(HelpError(code, "the very thing"))
        assert "{" not in texts.next_step(code)


def test_no_sentence_without_a_code() -> None:
    """The problem texts hold nothing but codes and their next steps."""
    known = {str(code) for code in Problem}
    assert area(CHINESE, "problems").keys() == known | {f"{code}_next" for code in known}
