"""The desk's looks: the style sheet made of the theme's tokens, and the icons as inline SVG."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from helppanel import assets

_SHEETS = ("desk.css", "list.css", "ticket.css", "narrow.css", "dashboard.css")


@cache
def stylesheet() -> str:
    """CSS custom properties of both themes, followed by the desk's rules."""
    tokens: dict[str, Any] = json.loads(assets.path("theme/tokens.json").read_text("utf-8"))
    here = files("helppanel.server.desk")
    return (
        f":root{{color-scheme:light dark;{_colours(tokens, 'light')}{_measures(tokens)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_colours(tokens, 'dark')}}}}}\n"
        + "".join(here.joinpath(name).read_text("utf-8") for name in _SHEETS)
    )


@cache
def script() -> str:
    """What pages can do beyond their forms: keys, and showing what changed. Nothing needs it."""
    here = files("helppanel.server.desk")
    return "".join(here.joinpath(name).read_text("utf-8") for name in ("desk.js", "live.js"))


@cache
def version(content: str) -> str:
    """Changes with `content`, so that browsers may keep it."""
    return hashlib.sha256(content.encode()).hexdigest()[:12]


@cache
def icon(name: str, size: int = 16) -> Markup:
    """The line icon `name` at `size` px, coloured by the text around it; hidden from screen readers."""
    drawing = _icons()
    width = drawing["strokeWidth"][str(size)]
    return Markup(  # noqa: S704  shipped drawings, nothing of the user's
        f'<svg class="icon" width="{size}" height="{size}" viewBox="{drawing["viewBox"]}" '
        f'fill="none" stroke="currentColor" stroke-width="{width}" stroke-linecap="round" '
        f'stroke-linejoin="round" aria-hidden="true">{drawing["icons"][name]}</svg>'
    )


@cache
def favicon() -> str:
    """The desk's sign as an SVG file: a headset on the accent colour."""
    tokens: dict[str, Any] = json.loads(assets.path("theme/tokens.json").read_text("utf-8"))
    colours = tokens["color"]["light"]
    drawing = _icons()["icons"]["headset"]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<rect width="24" height="24" rx="6" fill="{colours["accent"]}"/>'
        f'<g transform="translate(4.8 4.8) scale(.6)" fill="none" stroke="{colours["onAccent"]}" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{drawing}</g></svg>'
    )


@cache
def _icons() -> dict[str, Any]:
    icons: dict[str, Any] = json.loads(assets.path("icons/icons.json").read_text("utf-8"))
    return icons


def _colours(tokens: dict[str, Any], theme: str) -> str:
    chart = {f"chart{number}": value for number, value in enumerate(tokens["chart"][theme])}
    return "".join(f"--{_kebab(name)}:{value};" for name, value in (tokens["color"][theme] | chart).items())


def _measures(tokens: dict[str, Any]) -> str:
    px = {f"space-{name}": value for name, value in tokens["space"].items()}
    px |= {f"radius-{name}": value for name, value in tokens["radius"].items()}
    px |= {f"control-{name}": value for name, value in tokens["control"].items()}
    px |= {"ring-width": tokens["focusRing"]["width"], "ring-offset": tokens["focusRing"]["offset"]}
    px |= {"indicator": tokens["border"]["indicator"]}
    values = [f"--{_kebab(name)}:{value}px;" for name, value in px.items()]
    for name, step in tokens["type"]["ramp"].items():
        values.append(f"--type-{_kebab(name)}:{step['weight']} {step['px']}px/{step['line']}px;")
    for name, family in tokens["type"]["families"].items():
        values.append(f"--family-{name}:{','.join(json.dumps(font) for font in family)};")
    return "".join(values)


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower()
