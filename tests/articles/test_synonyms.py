"""Words that mean the same."""

from __future__ import annotations

from pathlib import Path

from helppanel.articles.check import check
from helppanel.articles.synonyms import read_synonyms

from .samples import write


def put(folder: Path, text: str, locale: str = "zh-CN") -> Path:
    """The file of synonyms for `locale`."""
    file = folder / locale / "synonyms.txt"
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_groups_are_read_by_locale(tmp_path: Path) -> None:
    """Each line is a group for the locale of its folder; remarks and blank lines are none, C# is a word."""
    put(tmp_path, "\ufeff# 文件\n\n打印, 列印,print  # 注\r\n字体、字型，font\n")
    put(tmp_path, "C#,C sharp\n", "en_US")
    assert read_synonyms([tmp_path]) == (
        {"en": [("C#", "C sharp")], "zh-CN": [("打印", "列印", "print"), ("字体", "字型", "font")]},
        [],
    )


def test_mistakes_are_told_with_their_line(tmp_path: Path) -> None:
    """A lonely, empty, repeated or endless word, a foreign folder and bytes that are no text are faults."""
    put(tmp_path, f"a,b\nlonely\na,,b\na, A\nb,{'x' * 65}\n", "en")
    put(tmp_path, "a,b", "words")
    put(tmp_path, "", "fr").write_bytes(b"a,b\n\xff")
    groups, faults = read_synonyms([tmp_path])
    assert groups == {"en": [("a", "b")]}
    assert [f"{fault.file.parent.name}:{fault.line}: {fault.what}" for fault in faults] == [
        "en:2: has only one word, which needs another to mean the same",
        "en:3: has an empty word between commas",
        "en:4: names a word twice",
        "en:5: has a word of more than 64 characters",
        "fr:2: is not UTF-8 text",
        "words:1: does not lie in the folder of a locale",
    ]


def test_check_tells_them_too(tmp_path: Path) -> None:
    """`check` looks at the synonyms beside the articles, which they do not disturb."""
    write(tmp_path, "a")
    file = put(tmp_path, "x\n")
    assert [fault.file for fault in check([tmp_path])] == [file]
