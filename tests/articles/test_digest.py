"""What the index takes from articles, a batch at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.articles import analysis, highlight
from helppanel.articles.analysis import Analyser
from helppanel.articles.digest import Digest, Digester
from helppanel.articles.learning import Learner
from helppanel.articles.model import Article
from helppanel.articles.plainness import is_plain, plain
from helppanel.articles.streams import BETWEEN, Streams

TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("打印機，。ΣςİΩ①Ａ.docx+ \n乾隆干"))


@given(TEXT)
def test_long_texts_are_made_plain_as_short_ones(text: str) -> None:
    """Looking at each character that occurs gives what looking at the whole text gives."""
    assert plain(text) == analysis.plain(text)
    assert is_plain(text) == highlight.is_plain(text)


@given(st.lists(TEXT.map(analysis.plain), min_size=1))
def test_texts_are_cut_together_as_one_by_one(texts: list[str]) -> None:
    """The units of many texts at once are those of each; what they count is counted for their words."""
    cut = Streams(Analyser()).cut(BETWEEN.join(texts), np.arange(len(texts)))
    found = [
        [cut.names[number] for number in cut.stream[start:end].tolist()]
        for start, end in zip(cut.starts[:-1], cut.starts[1:], strict=True)
    ]
    analyser = Analyser()
    assert found == [analyser.units(text) for text in texts]
    words = {
        surface
        for text in texts[1:]
        for _, word, _ in analyser.pieces(text)
        for surface in (form.surface for form in analyser.forms(word[: analysis.MAX_WORD]))
        if word
    }
    assert cut.surfaces.keys() == words


def digested(*texts: str, every: int = 1, first: int = 0) -> Digest:
    """The digest of articles with these texts and titles in letters."""
    articles = [Article(id=str(n), locale="zh-CN", title="Title", text=text) for n, text in enumerate(texts)]
    return Digester(Learner()).digest([(article, ()) for article in articles], first, every)


def test_words_and_their_neighbours_are_counted_within_sentences() -> None:
    """Neighbours stand in one sentence of one article."""
    learned = digested("打印文档。打印机", "文档打印\n文档").learned
    words = dict(zip(learned.words, learned.counts.tolist(), strict=True))
    pairs = [(learned.words[pair >> 32], learned.words[pair & 0xFFFFFFFF]) for pair in learned.pairs.tolist()]
    assert words == {"打印": 2, "文档": 3, "打印机": 1}
    assert sorted(pairs) == [("打印", "文档"), ("文档", "打印")]


@pytest.mark.parametrize(("first", "learned"), [(0, {"打印": 3}), (2, {"文档": 3})])
def test_of_very_many_articles_some_stand_for_the_others(first: int, learned: dict[str, int]) -> None:
    """Words are learned from each third article, where each counts three times; all are indexed."""
    digest = digested("打印", "文档", every=3, first=first)
    assert dict(zip(digest.learned.words, digest.learned.counts.tolist(), strict=True)) == learned
    assert {*"打印文档"} <= {*digest.names}


@pytest.mark.parametrize(("text", "lead"), [("打印。\n文档", (4, 3)), ("——\n打印。\n文档", (0, 0))])
def test_the_first_paragraph_is_told_from_the_rest(text: str, lead: tuple[int, int]) -> None:
    """It stands after the title and the words of the id; a line without words is none."""
    length, title, keywords, slug, *place, sections = digested(text).shapes.pages[0].tolist()
    assert (length, title, keywords, slug, tuple(place), sections) == (10, 2, 0, 2, lead, 1)
