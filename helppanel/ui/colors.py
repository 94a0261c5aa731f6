"""Arithmetic with sRGB colours written `#rrggbb`: contrast, mixing, and the accent family of a host."""

from __future__ import annotations

from collections.abc import Mapping

TEXT = 4.5  # the least contrast of text, WCAG 2 AA
STEP = 0.04


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(color: str, other: str, share: float) -> str:
    """`color` with `share` (0 to 1) of `other` in it."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def shift(color: str, towards: str, against: tuple[str, ...], ratio: float) -> str:
    """`color` moved `towards` black or white in steps of 4 % until it has `ratio` to all of `against`."""
    result, share = color, 0.0
    while share < 1 and min(contrast(result, other) for other in against) < ratio:
        share = min(1.0, share + STEP)
        result = mix(color, towards, share)
    return result


def accent_family(accent: str, tokens: Mapping[str, str], *, dark: bool) -> dict[str, str]:
    """The tokens that a host's accent replaces, readable on the theme `tokens`."""
    black, white = "#000000", "#FFFFFF"
    filled = shift(accent, black, (tokens["onAccent"],), TEXT)
    tint = mix(tokens["surface"], accent, 0.2 if dark else 0.12)
    selected = mix(tokens["surface"], accent, 0.28 if dark else 0.12)
    surfaces = (tint, selected, tokens["surface"], tokens["bg"], tokens["rail"])
    words = shift(accent, white if dark else black, surfaces, TEXT)
    return {
        "accent": filled,
        "accentHover": mix(filled, black, 2 * STEP),
        "accentPressed": mix(filled, black, 5 * STEP),
        "accentText": words,
        "accentTint": tint,
        "accentTintBorder": mix(tokens["surface"], accent, 0.4),
        "selected": selected,
        "bubbleMe": mix(tokens["surface"], accent, 0.28 if dark else 0.16),
        "focus": words,
    }


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    linear = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (v / 255 for v in _channels(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
