"""The one module that reads `resources/theme/tokens.json`: colours, sizes, fonts and the style sheet."""

from __future__ import annotations

import json
from functools import cache
from string import Template
from typing import Any

from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget

from helppanel import assets
from helppanel.ui import colors


class Theme:
    """`light` or `dark`, with the host's accent in place of the blue where it gave one.

    Colours are token names (`text2`, `accentTint`), sizes are paths in tokens.json (`space.x4`,
    `control.row`, `breakpoints.compactMax`), fonts are names of the ramp (`body`, `title`).
    An unknown name raises KeyError.
    """

    def __init__(self, name: str, accent: str | None = None, locale: str = "zh-CN") -> None:
        self.name = name
        self.locale = locale
        self._colors: dict[str, str] = dict(_tokens()["color"][name])
        if accent is not None:
            self._colors |= colors.accent_family(accent, self._colors, dark=name == "dark")

    def css(self, token: str) -> str:
        """The colour `token` as style sheets write it: `#rrggbb`, see-through ones `rgba(r, g, b, a)`."""
        value = self._colors[token]
        if len(value) == 7:
            return value
        red, green, blue, alpha = (int(value[i : i + 2], 16) for i in (1, 3, 5, 7))
        return f"rgba({red}, {green}, {blue}, {alpha})"

    def color(self, token: str) -> QColor:
        """The colour `token`."""
        value = self._colors[token]
        color = QColor(value[:7])
        if len(value) == 9:
            color.setAlpha(int(value[7:], 16))
        return color

    def px(self, path: str) -> int:
        """The size at `path`, in device-independent pixels (`motion.*`: milliseconds)."""
        group, _, name = path.partition(".")
        return int(_tokens()[group][name])

    def swatches(self) -> tuple[str, ...]:
        """The colours that marks on a picture can have, `#RRGGBB`, the same in both themes."""
        return tuple(_tokens()["annotator"]["palette"])

    def strokes(self) -> tuple[int, ...]:
        """The widths that their lines can have, in device-independent pixels."""
        return tuple(_tokens()["annotator"]["widths"])

    def font(self, ramp: str) -> QFont:
        """The font `ramp` of the type ramp."""
        spec = _tokens()["type"]["ramp"][ramp]
        font = QFont(self.families())
        font.setPixelSize(spec["px"])
        font.setWeight(QFont.Weight(spec["weight"]))
        return font

    def line(self, ramp: str) -> int:
        """The line height of `ramp`, in pixels."""
        return int(_tokens()["type"]["ramp"][ramp]["line"])

    def mono(self) -> QFont:
        """The fixed-width font, in body size."""
        font = QFont(_tokens()["type"]["families"]["mono"])
        font.setPixelSize(_tokens()["type"]["ramp"]["body"]["px"])
        font.setStyleHint(QFont.StyleHint.Monospace)
        return font

    def families(self) -> list[str]:
        """Font families, those of the panel's language first."""
        families = _tokens()["type"]["families"]
        order = ("zh", "en") if self.locale == "zh-CN" else ("en", "zh")
        return [family for language in order for family in families[language]]

    def qss(self) -> str:
        """The style sheet of a panel's root widget."""
        values = {name: self.css(name) for name in self._colors}
        for group in ("space", "radius", "control"):
            values |= {f"{group}_{name}": f"{size}px" for name, size in _tokens()[group].items()}
        for name, spec in _tokens()["type"]["ramp"].items():
            values[f"type_{name}"] = f"font-size: {spec['px']}px; font-weight: {spec['weight']}"
        # a style sheet stops fonts from being inherited, so it has to name the families itself
        values["families"] = ", ".join(f'"{family}"' for family in self.families())
        values["images"] = assets.path("theme").as_posix()
        values["theme"] = self.name
        # what is chosen stands out from its track, which is darker in both themes
        track, chosen = ("rail", "hover") if self.name == "dark" else ("hover", "surface")
        values |= {"segmentTrack": self.css(track), "segmentChosen": self.css(chosen)}
        return Template(assets.path("theme/panel.qss").read_text("utf-8")).substitute(values)

    def palette(self) -> QPalette:
        """What views, text fields and rich text take their colours from."""
        palette = QPalette()
        role = QPalette.ColorRole
        for target, token in {
            role.Window: "bg",
            role.WindowText: "text",
            role.Base: "surface",
            role.AlternateBase: "subtle",
            role.Text: "text",
            role.PlaceholderText: "text3",
            role.Button: "surface",
            role.ButtonText: "text",
            role.Highlight: "accent",
            role.HighlightedText: "onAccent",
            role.Link: "accentText",
            role.LinkVisited: "accentText",
            role.ToolTipBase: "surface",
            role.ToolTipText: "text",
        }.items():
            palette.setColor(target, self.color(token))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.color("textDisabled"))
        return palette

    def apply(self, root: QWidget) -> None:
        """Dress `root`, a frame or a dialog, and all in it."""
        root.setPalette(self.palette())
        root.setFont(self.font("body"))
        root.setStyleSheet(self.qss())


def system_theme() -> str:
    """`light` or `dark`, as the app looks: its palette follows the system, or what the host chose over it."""
    palette = QGuiApplication.palette()
    ground = palette.color(QPalette.ColorRole.Window).lightness()
    return "dark" if ground < palette.color(QPalette.ColorRole.WindowText).lightness() else "light"


@cache
def _tokens() -> dict[str, Any]:
    tokens: dict[str, Any] = json.loads(assets.path("theme/tokens.json").read_text("utf-8"))
    return tokens
