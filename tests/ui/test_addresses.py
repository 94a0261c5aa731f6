"""Addresses and what they carry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helppanel.ui import addresses

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(words, words)
def test_round_trip(query: str, article: str) -> None:
    """Whatever the user typed arrives unchanged at the page it is carried to."""
    address = addresses.build("report:problem", q=query, article=article)
    assert addresses.split(address) == ("report:problem", {"q": query, "article": article})


def test_nothing_to_carry() -> None:
    """An address that carries nothing is the name of the page alone."""
    assert addresses.build("help", q="", article=None) == "help"
    assert addresses.split(":export-pdf#fonts") == (":export-pdf#fonts", {})
