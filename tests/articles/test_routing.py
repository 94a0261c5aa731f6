"""What each token of a query is taken for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.articles.analysis import Analyser
from helppanel.articles.characters import SYLLABLES
from helppanel.articles.routing import Route, parted, routes, spelled, syllables

KNOWN = {"pdf", "print", "shape", "can", "wangpan", "change", "gpu", "dao"}


def routed(typed: str) -> str:
    """The first letters of the routes of what was typed; E for either."""
    tokens = [token for token in Analyser().tokens(typed) if token is not None]
    found = routes(tokens, KNOWN.__contains__, lambda start: any(word.startswith(start) for word in KNOWN))
    return "".join(route.name[0] for route in found)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("打印", "C"),
        ("dayin", "P"),
        ("da yin", "PP"),
        ("da yin j", "PPP"),
        ("dayinj", "P"),
        ("huiy", "P"),
        ("zitixiansh", "P"),
        ("wangp", "W"),
        ("da yin printer", "WWW"),
        ("dy", "I"),
        ("dyj", "I"),
        ("打印ji", "CP"),
        ("字体xiansh", "CP"),
        ("打印p", "CP"),
        ("打y", "CP"),
        ("保c", "CP"),
        ("打 y", "CW"),
        ("打Y", "CW"),
        ("打v", "CW"),
        ("字体xiansh 打", "CWC"),
        ("da印", "PC"),
        ("打印 pdf", "CW"),
        ("导出pdf", "CW"),
        ("print", "W"),
        ("pri", "W"),
        ("shape", "W"),
        ("can print", "WW"),
        ("wangpan", "W"),
        ("用wangpan存", "CWC"),
        ("DAYIN", "P"),
        ("DaYin", "P"),
        ("dǎyìn", "P"),
        ("da'yin", "P"),
        ("DY", "I"),
        ("PDF", "W"),
        ("daochu pdf", "PW"),
        ("pdf daochu", "WP"),
        ("pdf daochu shape", "WPW"),
        ("zi", "P"),
        ("hong", "P"),
        ("chang", "E"),
        ("shap", "W"),
        ("dao", "W"),
        ("E-2107", "W"),
        ("da", "E"),
        ("da2", "W"),
    ],
)
def test_how_tokens_are_read(typed: str, names: str) -> None:
    """Pinyin, to the end or not, and initials are letters that make no word the articles use."""
    assert routed(typed) == names


@pytest.mark.parametrize(
    ("typed", "place"),
    [("daochuPDF", 6), ("GPUjiasu", 3), ("VLOOKUPhanshu", 7), ("DaYin", 0), ("printPDF", 0), ("dayin", 0),
     ("PDF", 0), ("daochuP", 0), ("docX", 0)],
)  # fmt: skip
def test_a_name_beside_pinyin_is_told_apart(typed: str, place: int) -> None:
    """Pinyin that touches a name in capitals, before or after it, is parted where the case changes."""
    token = next(token for token in Analyser().tokens(typed) if token is not None)
    assert parted(token) == place


@pytest.mark.parametrize(
    ("typed", "letters"),
    [("DaYin", "dayin"), ("dǎyìn", "dayin"), ("xi'an", "xian"), ("xi’an", "xian"), ("nǚ", "nv"),
     ("lüse", "lvse"), ("jvli", "juli"), ("lv", "lv")],
)  # fmt: skip
def test_pinyin_is_spelled_in_one_way(typed: str, letters: str) -> None:
    """Case, tones and apostrophes say nothing, and ü is v but where it is written u."""
    assert spelled(typed) == letters


@pytest.mark.parametrize(
    ("letters", "parts"),
    [
        ("dayin", ["da", "yin"]),
        ("xian", ["xian"]),
        ("fangan", ["fang", "an"]),
        ("zhuangtai", ["zhuang", "tai"]),
        ("print", None),
        ("", []),
    ],
)
def test_letters_fall_into_the_fewest_syllables(letters: str, parts: list[str] | None) -> None:
    """Letters are pinyin if syllables make them up without a rest."""
    found = syllables(letters)
    assert (found is None and parts is None) or (found is not None and len(found) == len(parts or ()))


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=6))
def test_any_syllables_are_pinyin(parts: list[str]) -> None:
    """Whatever is put together from syllables is taken apart again, into no more of them."""
    found = syllables("".join(parts))
    assert found is not None
    assert "".join(found) == "".join(parts)
    assert len(found) <= len(parts)
    assert set(found) <= SYLLABLES


@settings(deadline=None)
@given(st.text(st.characters()) | st.text("dayin打印PDF +-.2 '", max_size=20))
def test_every_token_has_a_route(typed: str) -> None:
    """Any text is routed, and characters are always read as such."""
    tokens = [token for token in Analyser().tokens(typed) if token is not None]
    found = routes(tokens, lambda _: False, lambda _: False)
    assert len(found) == len(tokens)
    for token, route in zip(tokens, found, strict=True):
        assert (route is Route.CHARACTERS) == (not token.forms)


@settings(deadline=None)
@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=2, max_size=5), st.data())
def test_pinyin_is_pinyin_at_every_key(parts: list[str], data: st.DataObject) -> None:
    """From its second syllable on, what is typed of pinyin is read as pinyin, finished or not."""
    typed = "".join(parts)
    end = data.draw(st.integers(len(parts[0]) + 1, len(typed)))
    tokens = [token for token in Analyser().tokens(typed[:end]) if token is not None]
    assert routes(tokens, lambda _: False, lambda _: False) == [Route.PINYIN]
