"""Which SVG files are harmless pictures: no scripts, no foreign content, nothing from elsewhere.

A file is taken as it is or refused; nothing is mended. Needs the extra `articles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from helppanel.contract.problems import HelpError, Problem

MAX_ELEMENTS = 20_000
MAX_SIDE = 4_000  # pixels; any size can be claimed

_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?[^>]*>|<!--.*?-->|<![^->][^>]*>|\s)*<(?:\w+:)?svg[\s>/]", re.DOTALL
)
_REFUSED = {
    "script", "foreignObject", "iframe", "object", "embed", "audio", "video", "image", "feImage", "handler",
    "animate", "animateTransform", "animateMotion", "animateColor", "set", "a", "link",
}  # fmt: skip
_ELSEWHERE = re.compile(r"""url\((?!\s*["']?#)|@import|expression\(|javascript:|\\""", re.IGNORECASE)
# Rules that Qt follows as browsers do; of others it leaves out one or the next, and lines become black blobs.
_PLAIN_RULES = re.compile(r"(?:\s*+(?:[\w.,#*>-][\w\s.,#*>-]*+\{[^{}@]*+\}|/\*(?:[^*]|\*(?!/))*+\*/))*+\s*+")
_NO_VALUE = re.compile(
    r"\b(?:var|calc|hsla?|rgba)\(|:\s*+inherit\b|:\s*+#(?:[0-9a-f]{4}){1,2}\b", re.IGNORECASE
)
_COLOURED = {"fill", "stroke", "color", "stop-color", "style"}
_UNDRAWN = {"svg", "title", "desc", "metadata", "defs", "style"}
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(px|pt|mm|cm|in|pc|)\s*")
_BOX = re.compile(r"\s*[-+.\deE]+[\s,]+[-+.\deE]+[\s,]+([0-9]*\.?[0-9]+)[\s,]+([0-9]*\.?[0-9]+)\s*")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0}


def is_svg(data: bytes) -> bool:
    """Whether `data` begins as an SVG file does."""
    return _START.match(data[:4096]) is not None


def checked(data: bytes) -> tuple[int, int] | str:
    """The size of the picture in pixels, or why it is refused. Raises HelpError(EXTRA_MISSING)."""
    try:
        from lxml import etree
    except ImportError as error:
        raise HelpError(Problem.EXTRA_MISSING, "helppanel[articles] (lxml)") from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return "is damaged"
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and dtd.entities():
        return "defines entities"
    if any(not isinstance(before, etree._Comment) for before in root.itersiblings(preceding=True)):
        return "names a style sheet"
    targets: set[str] = set()
    drawing = False
    for number, element in enumerate(root.iter()):
        if number > MAX_ELEMENTS:
            return f"has more than {MAX_ELEMENTS:,} elements"
        if isinstance(element.tag, str):
            name = etree.QName(element).localname
            styles = "".join(element.itertext()) if name == "style" else ""
            wrong = _wrong(name, element.items(), styles)
            if name == "style" and drawing:
                wrong = wrong or "has styles after shapes"  # Qt draws as it reads
            drawing |= name not in _UNDRAWN and etree.QName(element).namespace in (None, _SVG)
            if name == "use":
                targets.add(str(element.get("href") or element.get(_XLINK)).lstrip("#"))
        else:
            wrong = "" if isinstance(element, etree._Comment) else "holds more than elements"
        if wrong:
            return wrong
    # A picture that repeats parts which repeat parts grows without end when it is drawn.
    for element in root.iter("{*}use"):
        if any(parent.get("id") in targets for parent in (element, *element.iterancestors())):
            return "repeats parts inside repeated parts"
    return _size(root.get("width", ""), root.get("height", ""), root.get("viewBox", ""))


def _wrong(name: str, attributes: Iterable[tuple[str, str]], styles: str) -> str:
    """Why an element is refused; "" if it is harmless."""
    if name in _REFUSED:
        return f"holds a <{name}>"
    if name == "style" and _ELSEWHERE.search(styles):
        return "has styles from elsewhere"
    if name == "style" and (_NO_VALUE.search(styles) or not _PLAIN_RULES.fullmatch(styles)):
        return "has styles that are not shown everywhere"
    for key, value in attributes:
        key = key.rpartition("}")[2]
        if key in _COLOURED and _NO_VALUE.search(f":{value}"):
            return f"has a colour that is not shown everywhere in {key!r}"
        if key.lower().startswith("on"):
            return f"holds the script {key!r}"
        if (key == "href" and not value.startswith("#")) or key == "base" or _ELSEWHERE.search(value):
            return f"refers to something elsewhere in {key!r}"
    return ""


def _size(width: str, height: str, view: str) -> tuple[int, int]:
    """The size in pixels: as told in any unit, else that of the view box, else what browsers take."""
    told = [_NUMBER.fullmatch(side) for side in (width, height)]
    box = _BOX.fullmatch(view)
    sizes = [
        float(match[1]) * _UNITS[match[2]] if match else float(box[side]) if box else default
        for match, side, default in zip(told, (1, 2), (300, 150), strict=True)
    ]
    return max(1, round(min(sizes[0], MAX_SIDE))), max(1, round(min(sizes[1], MAX_SIDE)))
