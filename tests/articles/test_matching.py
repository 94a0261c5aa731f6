"""Where candidates hold what is wanted, against a plain reading of their units."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helppanel.articles.matching import Matches
from helppanel.articles.query import Bag
from helppanel.articles.wanted import CHARACTER, Wanted

from .test_index import indexed

BODY = st.text("打印机 \nab。", min_size=1, max_size=20)
WORD = st.sampled_from(["打", "印", "打印", "印打", "打打", "打印机", "机打印机", "无", "打无"])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(BODY, min_size=1, max_size=5), st.lists(WORD, min_size=1, max_size=4), st.data())
def test_matches_are_those_of_a_plain_reading(
    tmp_path: Path, bodies: list[str], words: list[str], data: st.DataObject
) -> None:
    """Every place of every term is found, in order, in the articles asked for, over no end of one."""
    index, _ = indexed(tmp_path, bodies, "印打")
    bag = Bag()
    for word in words:
        bag.add_word(word, 1.0)
    bag.add(("a",), 0.5)
    wanted = Wanted(bag.terms(), index)
    candidates = np.array(data.draw(st.lists(st.sampled_from(range(index.pages)), unique=True)), np.int64)
    matches = Matches(wanted, index, candidates)
    expected, begin = [], 0
    for page, number in enumerate(candidates.tolist()):
        units = index.stream[int(index.starts[number]) : int(index.starts[number + 1])].tolist()
        for place in range(len(units)):
            for term, sequence in enumerate(wanted.sequences):
                if tuple(units[place : place + len(sequence)]) == sequence:
                    expected.append((begin + place, term, page))
        begin += len(units)
    found = zip(matches.at.tolist(), matches.term.tolist(), matches.page.tolist(), strict=True)
    assert sorted(found) == sorted(expected)
    assert matches.at.tolist() == sorted(matches.at.tolist())
    for name, lengths in matches.field_lengths.items():
        assert lengths.min(initial=0) >= 0, name


def test_a_field_is_told_from_the_next(tmp_path: Path) -> None:
    """A match is in the title, in a heading or in running text, and sections begin with their headings."""
    index, _ = indexed(tmp_path, ["开头打。\n\n## 打印\n\n打。\n\n## 其他\n\n无。"])
    bag = Bag()
    bag.add(("打",), 1.0)
    bag.add(("t",), 1.0)
    wanted = Wanted(bag.terms(), index)
    matches = Matches(wanted, index, np.array([0]))
    names = [wanted.names[term][0] for term in matches.term.tolist()]
    assert [name for name, inside in zip(names, matches.in_title, strict=True) if inside] == ["t"]
    characters = wanted.kind[matches.term] == CHARACTER
    assert matches.in_heading[characters].tolist() == [False, True, False]
    assert matches.in_lead[characters].tolist() == [True, False, False]
    assert matches.section_counts.tolist() == [3]
