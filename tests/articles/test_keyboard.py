"""Which keys lie beside each other."""

from __future__ import annotations

import string

import pytest

from helppanel.articles.keyboard import adjacent, neighbours


@pytest.mark.parametrize(
    ("key", "expected"),
    [("a", "qwsz"), ("s", "weadzx"), ("g", "tyfhvb"), ("p", "0-o[l;"), ("m", "jkn,"), ("!", ""), ("", "")],
)
def test_the_keys_around_a_key(key: str, expected: str) -> None:
    """The keys that a finger can hit beside the right one, no further."""
    assert sorted(neighbours(key)) == sorted(expected)


def test_adjacency_holds_both_ways_and_never_for_the_key_itself() -> None:
    """If one key lies beside another, so does the other beside it."""
    for a in string.ascii_lowercase:
        assert not adjacent(a, a)
        assert not adjacent(a, "")
        for b in string.ascii_lowercase:
            assert adjacent(a, b) == adjacent(b, a)
