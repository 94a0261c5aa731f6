"""What a user who is typing may go on to ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.articles.completion import BEST
from helppanel.articles.pack import Pack
from helppanel.articles.phrases import Lines, plain

from .samples import packed, write
from .test_highlight import is_sound


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pack]:
    """A pack whose phrases share beginnings, readings and meanings."""
    folder = tmp_path_factory.mktemp("completion")
    write(
        folder, "print", "打印。\n\n## 打印双面文档\n\n打印。", title="打印文档", popular=80,
        keywords="[打印, 打印机, 列印, print, 打印预览, Ctrl+P]",
    )  # fmt: skip
    write(folder, "dark", "深色。", title="深色界面", popular=20, keywords="[dark mode, 导出]")
    write(folder, "pdf", "导出。", title="导出 PDF", popular=60, keywords="[E-2107, 错误代码]")
    write(folder, "print", "Print.\n\n## Print a long report\n\nx", locale="en", title="Print a document",
          popular=80, keywords="[print, printer, page range]")  # fmt: skip
    write(folder, "password", "Forgot it.", locale="en", title="A lost password", popular=50,
          keywords="[forgot password, e-mail, E-2107]")  # fmt: skip
    opened = packed(folder)
    yield opened
    opened.close()


def told(pack: Pack, typed: str, locale: str = "zh-CN", limit: int = 6) -> list[str]:
    """The completions of `typed`, what they say is typed already in brackets."""
    found = []
    for completion in pack.complete(typed, locale, limit):
        text = completion.text
        for start, end in reversed(completion.spans):
            text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
        found.append(text)
    return found


@pytest.mark.parametrize("typed", ["dayin", "dy", "da yin", "day", "打應"])
def test_what_is_spoken_is_gone_on_with(pack: Pack, typed: str) -> None:
    """Pinyin, first letters and characters that sound the same lead to the word and what begins with it."""
    assert told(pack, typed)[:4] == ["[打印]", "[打印]机", "[打印]文档", "[打印]预览"]


def test_a_word_is_not_its_own_completion(pack: Pack) -> None:
    """What was typed, and words that only mean the same, are none; what goes on from it is."""
    assert told(pack, "打印") == ["[打印]机", "[打印]文档", "[打印]预览", "[打印]双面文档"]
    assert told(pack, "列印") == []
    assert told(pack, "print") == []


def test_letters_are_words_and_pinyin(pack: Pack) -> None:
    """A syllable that is whole counts as much as the beginning of a word, one half typed comes after both."""
    found = told(pack, "da", limit=9)
    assert found[:3] == ["[打]印", "[打]印机", "[da]rk mode"]
    assert found.index("[打]印文档") < found.index("[导]出")


def test_characters_and_letters_together(pack: Pack) -> None:
    """The next word after characters may be half typed, by its letters, its sound or its first letters."""
    assert told(pack, "打印yu") == ["[打印预]览"]
    assert told(pack, "打印yl") == ["[打印预览]"]
    assert told(pack, "导出p") == ["[导出 P]DF"]


def test_codes_are_completed_as_typed(pack: Pack) -> None:
    """The beginning of a code leads to the code, before what differs in case."""
    assert told(pack, "E-") == ["[E-]2107"]
    assert told(pack, "E-", "en") == ["[E-]2107", "[e-]mail"]
    assert told(pack, "ctrl+") == ["[Ctrl+]P"]


def test_every_word_typed_is_kept(pack: Pack) -> None:
    """Words may stand apart in a phrase but not out of order, and none is dropped."""
    assert told(pack, "forgot p", "en") == ["[forgot] [p]assword"]
    assert told(pack, "print d", "en") == ["[Print] a [d]ocument"]
    assert told(pack, "document pr", "en") == []
    assert told(pack, "how do i", "en") == []


def test_a_space_ends_a_word(pack: Pack) -> None:
    """After a space the last word does not go on."""
    assert "[print]er" in told(pack, "print", "en")
    assert told(pack, "print ", "en") == ["[Print] a document", "[Print] a long report"]


def test_what_was_probably_meant_is_gone_on_with(pack: Pack) -> None:
    """A slip leads to what the word that was meant leads to, and to the word."""
    assert told(pack, "prnit", "en")[:3] == ["[print]", "[print]er", "[Print] a document"]


def test_phrases_begin_with_it_before_they_hold_it(pack: Pack) -> None:
    """What begins with the typed comes first; a piece inside a word in letters is nothing."""
    assert told(pack, "文档") == ["打印[文档]", "打印双面[文档]"]
    assert told(pack, "ge", "en") == []
    assert told(pack, "password", "en") == ["A lost [password]", "forgot [password]"]


def test_headings_that_articles_share_say_nothing(tmp_path: Path) -> None:
    """A heading of one of the best articles completes a question, one of several does not."""
    for number in range(BEST):
        write(tmp_path, f"a{number}", f"x\n\n## 打印之后\n\n## 打印第{number}页\n\nx", title=f"页{number}")
    pack = packed(tmp_path)
    found = told(pack, "打印", limit=50)
    assert "[打印]第3页" in found
    assert "[打印]之后" not in found


def test_lines_are_found_by_number() -> None:
    """Beginnings and pieces are found in every line once, empty ones included."""
    lines = Lines("ab\n\nbab\nab")
    assert (list(lines.beginning("ab")), list(lines.holding("b")), lines[2]) == ([0, 3], [0, 2, 3], "bab")


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(), max_size=12) | st.text("打印预览PpDdrint -2107E+da yinwjm", max_size=12),
    st.sampled_from(["zh-CN", "en"]),
    st.integers(-1, 9),
)
def test_completions_are_sound(pack: Pack, typed: str, locale: str, limit: int) -> None:
    """Any text has at most as many as asked for, each once, none what was typed, with spans inside."""
    found = pack.complete(typed, locale, limit)
    forms = [plain(completion.text) for completion in found]
    assert len(set(forms)) == len(forms) <= max(0, limit)
    assert plain(typed).strip() not in forms
    for completion in found:
        assert completion.spans
        assert is_sound(completion.text, completion.spans)
