"""An article's semantic HTML as the HTML that Qt's rich text draws in the theme's colours.

Only known elements and checked addresses come out, whatever a pack holds. Safe to call off the UI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

from helppanel.ui.article.links import is_followed

_BLOCKS = frozenset({"p", "ul", "ol", "h2", "h3", "pre", "table"})
_PLAIN = frozenset({"p", "ul", "li", "thead", "tbody", "tr", "h2", "h3", "strong", "em", "code"})
_DROPPED = frozenset({"script", "style", "head", "title", "iframe", "object"})
_BOXES = {
    "note": ("accentText", "accentTint", "info"),
    "tip": ("accentText", "accentTint", "info"),
    "warning": ("warn", "warnTint", "warn"),
}
_TABLE = '<table width="100%" cellspacing="0" cellpadding="0">'


def rich_html(html: str, css: Callable[[str], str], labels: dict[str, str]) -> str:
    """`css` gives the colour of a token, `labels` the words of `note`, `tip` and `warning`."""
    writer = _Writer(css, labels)
    writer.feed(html)
    writer.close()
    return "".join(writer.out)


class _Writer(HTMLParser):
    def __init__(self, css: Callable[[str], str], labels: dict[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._css, self._labels = css, labels
        self._label = ""  # waits for the first paragraph of its box
        self._dropped = 0
        self._links: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _DROPPED:
            self._dropped += 1
        elif tag == "blockquote":
            self._open_box(given.get("class", ""))
        elif tag == "a":
            href = given.get("href", "")
            self._links.append(is_followed(href))
            if self._links[-1]:
                self.out.append(f'<a href="{escape(href)}">')
        elif tag == "br":
            self.out.append("<br>")
        else:
            if tag in _BLOCKS and self._label:
                self._say_label(tag)
            self._open(tag, given)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        css = self._css
        if tag == "p" and self._label:
            label, self._label = self._label, ""
            self.out.append(f"<p><strong>{label}</strong>&nbsp;&nbsp;&nbsp; ")
        elif tag == "ol":
            start = given.get("start", "1")
            self.out.append(f'<ol start="{start}">' if start.isascii() and start.isdecimal() else "<ol>")
        elif tag == "table":
            self.out.append('<table width="100%" cellspacing="0" style="border-collapse: collapse">')
        elif tag in ("td", "th"):
            ground = css("subtle") if tag == "th" else css("surface")
            border = f"border: 1px solid {css('border')}; padding: 5px 10px"
            self.out.append(f'<{tag} align="left" bgcolor="{ground}" style="{border}">')
        elif tag == "pre":
            cell = f'<td bgcolor="{css("subtle")}" style="padding: 8px 12px">'
            self.out.append(f"{_TABLE}<tr>{cell}<pre>")
        elif tag in _PLAIN:
            self.out.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag == "blockquote":
            self._label = ""
            self.out.append("</td></tr></table>")
        elif tag == "pre":
            self.out.append("</pre></td></tr></table>")
        elif tag == "a":
            if self._links and self._links.pop():
                self.out.append("</a>")
        elif tag in _PLAIN or tag in ("ol", "table", "td", "th"):
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self.out.append(escape(data))

    def _open_box(self, kind: str) -> None:
        kind = kind if kind in _BOXES else "note"
        ink, ground, icon = _BOXES[kind]
        css = self._css
        bar = f'<td width="3" bgcolor="{css(ink)}"></td>'
        mark = f'<img src="{icon_name(icon, ink)}" width="18" height="18">'
        side = f'<td width="46" bgcolor="{css(ground)}" style="padding: 11px 0 8px 16px">{mark}</td>'
        cell = f'<td bgcolor="{css(ground)}" style="padding: 8px 16px 8px 0">'
        self.out.append(f"{_TABLE}<tr>{bar}{side}{cell}")
        self._label = escape(self._labels[kind])

    def _say_label(self, tag: str) -> None:
        """A box that does not begin with a paragraph gets one for its label."""
        if tag != "p":
            self.out.append(f"<p><strong>{self._label}</strong></p>")
            self._label = ""


def icon_name(icon: str, tone: str) -> str:
    """The address under which a box's icon is found among the document's resources."""
    return f"icon:{icon}-{tone}"


BOX_ICONS = tuple((icon, ink) for ink, _, icon in _BOXES.values())
