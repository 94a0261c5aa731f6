"""The opened pack."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helppanel.articles.pack import Pack
from helppanel.contract.problems import HelpError, Problem

from .samples import ids, packed, write


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small pack."""
    folder = tmp_path_factory.mktemp("pack")
    write(
        folder, "print", "打印文档。", title="打印", section="打印", popular=5, related="[only-en, gone, pdf]"
    )
    write(folder, "pdf", "导出。", title="导出", section="导出", popular=9)
    write(folder, "save", "保存。", title="保存", section="打印")
    write(folder, "print", "Print it.", locale="en", title="Print", section="Print")
    write(folder, "only-en", "Here.", locale="en", title="Only", section="Print")
    packed(folder).close()
    return folder / "made.pack"


def test_an_article_falls_back_to_the_other_locale(made: Path) -> None:
    """What one locale lacks is given in the other, and says so; what none has is not found."""
    pack = Pack.open(made)
    assert pack.article("print", "en").locale == "en"
    assert pack.article("only-en", "zh-CN").locale == "en"
    assert pack.article("pdf", "fr").locale == "zh-CN"
    with pytest.raises(HelpError) as caught:
        pack.article("gone")
    assert caught.value.code is Problem.ARTICLE_NOT_FOUND


def test_lists(made: Path) -> None:
    """Titles come by popularity, sections by size, and related articles as far as they exist."""
    pack = Pack.open(made)
    assert pack.locales == ("en", "zh-CN")
    assert [title.id for title in pack.popular("zh-CN", 2)] == ["pdf", "print"]
    assert [title.id for title in pack.titles("zh-CN", "打印")] == ["print", "save"]
    assert list(pack.sections("zh-CN").items()) == [("打印", 2), ("导出", 1)]
    assert [(t.id, t.locale) for t in pack.related("print")] == [("only-en", "en"), ("pdf", "zh-CN")]
    assert (pack.titles("fr"), pack.sections("fr"), pack.related("gone")) == ((), {}, ())


@pytest.mark.parametrize("locale", ["zh-TW", "zh", "zh-Hant", "zh_HK"])
def test_readers_of_one_language_read_its_articles(made: Path, locale: str) -> None:
    """Lists and articles for a locale that the pack lacks are those of the nearest one."""
    pack = Pack.open(made)
    assert pack.titles(locale) == pack.titles("zh-CN")
    assert pack.titles(locale, "打印") == pack.titles("zh-CN", "打印")
    assert pack.popular(locale) == pack.popular("zh-CN")
    assert pack.sections(locale) == pack.sections("zh-CN")
    assert pack.article("print", locale).locale == "zh-CN"
    assert pack.related("print", locale) == pack.related("print", "zh-CN")


def test_many_threads_may_search_at_once(made: Path) -> None:
    """A fresh pack gives each of many threads the same answer."""
    pack = Pack.open(made)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: ids(pack, "打印"), range(64)))
    assert found == [["print"]] * 64


def test_reading_needs_no_building_library(made: Path) -> None:
    """Without the extra's libraries a pack still opens, searches and reads."""
    code = (
        "import sys\n"
        "for name in ('yaml', 'markdown_it', 'lxml', 'pypinyin', 'rjieba'): sys.modules[name] = None\n"
        "from pathlib import Path; from helppanel.articles.pack import Pack\n"
        "pack = Pack.open(Path(sys.argv[1]))\n"
        "print(pack.article(pack.search('打印').hits[0].id).id)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(made)], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "print"
