"""Theme, colours and icons."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication

from helppanel import assets
from helppanel.ui import icons
from helppanel.ui.colors import contrast
from helppanel.ui.theme import Theme

TOKENS = json.loads(assets.path("theme/tokens.json").read_text("utf-8"))
TEXT_PAIRS = [
    ("text", "bg"),
    ("text2", "rail"),
    ("text3", "subtle"),
    ("accentText", "selected"),
    ("accentText", "accentTint"),
    ("accentText", "bg"),
    ("accentText", "surface"),
    ("onAccent", "accent"),
    ("onAccent", "accentHover"),
    ("onAccent", "accentPressed"),
    ("bubbleMeText", "bubbleMe"),
    ("onBadge", "badge"),
]


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_style_sheet_has_every_token_it_asks_for(name: str) -> None:
    """No dollar sign is left, and both themes give the style a value for every name."""
    qss = Theme(name).qss()
    assert "$" not in qss
    assert TOKENS["color"][name]["accent"] in qss


@pytest.mark.parametrize("name", ["light", "dark"])
@given(accent=st.from_regex(r"\A#[0-9A-F]{6}\Z"))
def test_any_accent_stays_readable(name: str, accent: str) -> None:
    """Whatever accent a host passes, text pairs keep 4.5:1 and focus keeps 3:1, in both themes."""
    theme = Theme(name, accent)
    for ink, ground in TEXT_PAIRS:
        assert contrast(theme.css(ink), theme.css(ground)) >= 4.49, (ink, ground)
    assert contrast(theme.css("focus"), theme.css("bg")) >= 3


def test_a_good_accent_is_kept() -> None:
    """An accent that is readable already is used as it is."""
    assert Theme("light", "#7A2E9E").css("accent") == "#7A2E9E"


def test_see_through_colours() -> None:
    """A colour with alpha becomes rgba() for style sheets and a QColor with alpha."""
    theme = Theme("light")
    assert theme.css("scrim") == "rgba(15, 19, 26, 102)"
    assert theme.color("scrim").alpha() == 102


def test_the_fonts_of_the_language_come_first() -> None:
    """Chinese panels ask for Chinese families first, English ones for Latin."""
    assert Theme("light", locale="zh-CN").families()[0] == "Microsoft YaHei UI"
    assert Theme("light", locale="en").families()[0] == "Segoe UI"


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icons_are_as_sharp_as_the_screen(qapp: QApplication, ratio: float) -> None:
    """Every icon renders to something, at the pixels the screen has and in the colour asked for."""
    assert isinstance(qapp, QGuiApplication)
    for name in icons.names():
        image = icons.pixmap(name, QColor("#FF0000"), 20, ratio).toImage()
        assert image.width() == round(20 * ratio)
        opaque = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 250
        }
        inks = {color for color in opaque if re.fullmatch("#f[0-9a-f]0[0-9a-f]0[0-9a-f]", color)}
        assert inks or ratio < 2, f"{name} draws nothing red"


def test_an_unknown_icon_is_an_error(qapp: QApplication) -> None:
    """A misspelt icon raises KeyError instead of drawing nothing."""
    with pytest.raises(KeyError):
        icons.pixmap("no-such-icon", QColor("#000000"))
