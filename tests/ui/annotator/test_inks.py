"""Whether what is written on a picture can be read."""

from __future__ import annotations

import pytest

from helppanel.ui import colors
from helppanel.ui.annotator import inks

PALETTE = ["#D92D20", "#E8750A", "#F2B705", "#1F9D55", "#2A62D8", "#7A4FD0", "#FFFFFF", "#111418"]


@pytest.mark.parametrize("color", PALETTE)
def test_words_are_readable_in_every_color(color: str) -> None:
    """Words on their paper have the contrast of text, numbers on their disc that of bold signs."""
    words, paper = inks.words(color).name(), inks.paper(color).name()
    assert colors.contrast(words, paper) >= colors.TEXT
    assert colors.contrast(inks.number(color).name(), color) >= 2.5
    assert colors.contrast(inks.ring(color).name(), color) >= 1.3


def test_the_design_red_is_as_designed() -> None:
    """Red words stand in red on white, and a red step has a white number and ring."""
    assert inks.words("#D92D20").name() == "#d92d20"
    assert {inks.paper("#D92D20").name(), inks.number("#D92D20").name(), inks.ring("#D92D20").name()} == {
        "#ffffff"
    }


@pytest.mark.parametrize("color", PALETTE)
def test_dark_words_are_readable_under_a_marker(color: str) -> None:
    """However dark the colour was, a marker in it is light, and no marker is invisible on a page."""
    marker = inks.marker(color).name()
    assert colors.contrast(marker, "#111418") >= 2 * colors.TEXT
    assert marker != "#ffffff"


def test_covers_are_seen_on_pages_and_in_dark_windows() -> None:
    """A place that was hidden is told from what is around it."""
    assert colors.contrast(inks.cover().name(), "#ffffff") >= 3
    assert colors.contrast(inks.cover().name(), "#1b1d21") >= 3
