"""Whether HTML is what articles are made of, and nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_INLINE = {"br", "img", "strong", "em", "code", "a"}
_FLOW = {"h2", "h3", "p", "ol", "ul", "pre", "table", "blockquote"}
_INSIDE: dict[str, set[str]] = {
    "": _FLOW, "blockquote": _FLOW, "li": _FLOW | _INLINE, "ul": {"li"}, "ol": {"li"},
    "table": {"thead", "tbody"}, "thead": {"tr"}, "tbody": {"tr"}, "tr": {"td", "th"}, "pre": set(),
    **dict.fromkeys(("p", "h2", "h3", "td", "th", "strong", "em", "a"), _INLINE), "code": _INLINE,
}  # fmt: skip
_ATTRIBUTES: dict[str, dict[str, str]] = {
    "h2": {"id": r".+"}, "h3": {"id": r".+"}, "ol": {"start": r"\d+"},
    "a": {"href": r"(#|article:|https?://|mailto:).+"}, "blockquote": {"class": "note|tip|warning"},
    "img": {
        "src": r"image:[0-9a-f]{32}\.(png|jpg|gif|webp|svg)", "alt": r".*", "width": r"\d+", "height": r"\d+",
    },
}  # fmt: skip


class _Audit(HTMLParser):
    """Fails on any element, attribute or nesting that articles do not have."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _INSIDE[self.open[-1] if self.open else ""], (self.open, tag)
        assert tag != "a" or "a" not in self.open
        allowed = _ATTRIBUTES.get(tag, {})
        for name, value in attrs:
            assert re.fullmatch(allowed[name], str(value), re.DOTALL), (name, value)
        if tag not in ("br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        where = self.open[-1] if self.open else ""
        assert _INSIDE[where] >= _INLINE or where == "pre", (self.open, data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def audit(html: str) -> None:
    """Asserts that `html` is balanced and of the small subset that `model.Article` documents."""
    parser = _Audit()
    parser.feed(html)
    parser.close()
    assert parser.open == []
