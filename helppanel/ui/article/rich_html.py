"""An article's semantic HTML as the HTML that Qt's rich text draws in the theme's colours.

Only known elements and checked addresses come out, whatever a pack holds. Safe to call off the UI thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

from helppanel.ui.article.links import is_followed

_BLOCKS = frozenset({"p", "ul", "ol", "h2", "h3", "pre", "table"})
_PLAIN = frozenset({"p", "ul", "li", "thead", "tbody", "tr", "h2", "h3", "strong", "em", "code"})
_NESTING = frozenset({"p", "ul", "ol", "li", "h2", "h3", "pre", "table", "blockquote"})
_DROPPED = frozenset({"script", "style", "head", "title", "iframe", "object"})
_BOXES = {
    "note": ("accentText", "accentTint", "info"),
    "tip": ("accentText", "accentTint", "info"),
    "warning": ("warn", "warnTint", "warn"),
}
_TABLE = '<table width="100%" cellspacing="0" cellpadding="0">'
_PICTURE = re.compile(r"image:([0-9a-f]{32}\.(?:png|jpg|gif|webp|svg))")
_SIDE = re.compile(r"[1-9][0-9]{0,4}")
SLICE = 1_500  # characters of text, which Qt reads and lays out well within a frame
_PER_BLOCK = 20  # characters of text that take as long as a block does by itself


def rich_html(html: str, css: Callable[[str], str], labels: dict[str, str]) -> str:
    """`css` gives the colour of a token, `labels` the words of `note`, `tip` and `warning`."""
    return "".join(slices(html, css, labels))


def slices(html: str, css: Callable[[str], str], labels: dict[str, str]) -> tuple[str, ...]:
    """The same in parts of about SLICE characters of text that stand for themselves, to be shown in turn.

    Joined they are the whole, but that a long list is several, each of which counts on. A table is never cut.
    """
    writer = _Writer(css, labels)
    writer.feed(html)
    writer.close()
    return tuple(part for part in (*writer.parts, "".join(writer.out)) if part)


class _Writer(HTMLParser):
    def __init__(self, css: Callable[[str], str], labels: dict[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []  # finished slices
        self.out: list[str] = []  # the present one
        self._css, self._labels = css, labels
        self._open_tags: list[str] = []  # of those that decide where a slice may end
        self._size = 0  # of the present slice, in characters of text
        self._steps = 0  # the number of the step that comes next in the outermost list
        self._cut_list = ""  # the list that a slice ended in; it goes on with its next item
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
        elif tag == "img":
            self._show_picture(given)
        else:
            if tag in _BLOCKS and self._label:
                self._say_label(tag)
            self._open(tag, given)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        css = self._css
        self._go_on()
        if tag in _NESTING:
            self._open_tags.append(tag)
        if tag == "p" and self._label:
            label, self._label = self._label, ""
            self.out.append(f"<p><strong>{label}</strong>&nbsp;&nbsp;&nbsp; ")
        elif tag == "ol":
            start = given.get("start", "1")
            start = start if start.isascii() and start.isdecimal() and len(start) < 10 else "1"
            if self._open_tags == ["ol"]:
                self._steps = int(start)
            self.out.append(f'<ol start="{start}">')
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
        elif tag == self._cut_list:
            self._cut_list = ""  # nothing came after the cut
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
        if tag in _NESTING:
            self._close(tag)

    def _close(self, tag: str) -> None:
        """After the end of `tag`: finish the slice where it is long enough and may end here."""
        if tag in self._open_tags:
            while self._open_tags.pop() != tag:
                pass
        around = self._open_tags
        if tag == "li" and around == ["ol"]:
            self._steps += 1
        self._size += _PER_BLOCK
        if self._size < SLICE or self._links:
            return
        if not around:
            self._finish()
        elif tag == "li" and around in (["ol"], ["ul"]):
            self._cut_list = around[0]
            self.out.append(f"</{self._cut_list}>")
            self._finish()

    def _finish(self) -> None:
        self.parts.append("".join(self.out))
        self.out, self._size = [], 0

    def _go_on(self) -> None:
        """Open the list again that the slice before ended in."""
        if self._cut_list:
            self.out.append(f'<ol start="{self._steps}">' if self._cut_list == "ol" else "<ul>")
            self._cut_list = ""

    def _show_picture(self, given: dict[str, str]) -> None:
        """A picture of the pack, as a link to itself so that mouse and keyboard can enlarge it."""
        found = _PICTURE.fullmatch(given.get("src", ""))
        sides = (given.get("width", ""), given.get("height", ""))
        if self._dropped or found is None or not all(_SIDE.fullmatch(side) for side in sides):
            return
        size = f'width="{sides[0]}" height="{sides[1]}"'
        picture = f'<img src="image:{found[1]}" alt="{escape(given.get("alt", ""))}" {size}>'
        self._go_on()
        inside = any(self._links)
        self.out.append(picture if inside else f'<a href="picture:{found[1]}">{picture}</a>')

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            if data.strip():
                self._go_on()
            self.out.append(escape(data))
            self._size += len(data)

    def _open_box(self, kind: str) -> None:
        self._go_on()
        self._open_tags.append("blockquote")
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
