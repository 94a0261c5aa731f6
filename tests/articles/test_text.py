"""Text made safe and comparable."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel.articles.text import clean, composed, fold, normalise

ANY = st.text(st.characters())  # surrogates too


def test_widths_and_cases_are_one() -> None:
    """Full-width letters and capitals are the same as plain ones once normalised."""
    assert normalise("ＰＤＦ Straße ﬁle") == "pdf strasse file"


@pytest.mark.parametrize(
    ("text", "folded"), [("ＰＤＦ", "pdf"), ("Straße", "straße"), ("İ", "İ"), ("ﬁ…", "ﬁ…"), ("ｱ", "ア")]
)
def test_folding_keeps_places(text: str, folded: str) -> None:
    """What would become longer stays as it is, everything else becomes plain."""
    assert fold(text) == folded


@settings(deadline=None)
@given(ANY)
def test_no_text_changes_its_length(text: str) -> None:
    """Folding and composing keep every character in its place, so that spans fit the text as written."""
    assert len(fold(text)) == len(composed(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    normalise(text)


@settings(deadline=None)
@given(ANY)
def test_clean_text_can_be_stored(text: str) -> None:
    """Cleaning gives encodable text of one kind of line end, and a second time changes nothing."""
    cleaned = clean(text)
    cleaned.encode()
    assert "\r" not in cleaned
    assert clean(cleaned) == cleaned
