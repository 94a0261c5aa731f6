"""The style sheet and the icons come from the theme's files."""

from __future__ import annotations

import json
import re

import pytest

from helppanel import assets
from helppanel.server.desk import look
from helppanel.server.desk.chips import STATUS
from helppanel.server.desk.place import ICONS


def test_every_property_used_is_set() -> None:
    """No rule uses a custom property that the tokens do not set."""
    css = look.stylesheet()
    used = set(re.findall(r"var\((--[\w-]+)", css))
    assert used <= set(re.findall(r"(--[\w-]+):", css))


def test_both_themes_are_whole() -> None:
    """Light and dark set the same colours, each to the token's value."""
    tokens = json.loads(assets.path("theme/tokens.json").read_text("utf-8"))["color"]
    light, dark = re.findall(r":root\{(.*?)\}", look.stylesheet())[:2]
    for name in ("bg", "surface", "text", "accent"):
        assert f"--{name}:{tokens['light'][name]};" in light
        assert f"--{name}:{tokens['dark'][name]};" in dark


def test_no_colour_is_written_by_hand() -> None:
    """The desk's own rules take every colour from a token."""
    rules = look.stylesheet().split("*, *::before", 1)[1]
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", rules)


@pytest.mark.parametrize("name", sorted({chip.icon for chip in STATUS.values()} | set(ICONS.values())))
def test_icons_are_there(name: str) -> None:
    """Every icon of a status or view is drawn, coloured by its text, and silent for screen readers."""
    svg = look.icon(name)
    assert 'stroke="currentColor"' in svg
    assert 'aria-hidden="true"' in svg
