"""SVG pictures: harmless, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.articles.page import Picture
from helppanel.articles.pictures import picture
from helppanel.articles.svg import MAX_ELEMENTS, MAX_SIDE

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def drawn(inner: str, attributes: str = 'width="20" height="10"', before: str = "") -> Picture | str:
    """The picture, or why it is refused."""
    return picture(f"{before}{HEAD}{attributes}>{inner}</svg>".encode())


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="20" height="10px"', (20, 10)),
        ('width="1in" height="72pt"', (96, 96)),
        ('viewBox="0 0 33.4 17"', (33, 17)),
        ('width="100%" height="100%" viewBox="-1,-1 33 17"', (33, 17)),
        ("", (300, 150)),
        ('width="9e99" height="1" viewBox="x"', (300, 1)),
        (f'width="{"9" * 400}" height="0"', (MAX_SIDE, 1)),
    ],
)
def test_the_size_is_what_the_picture_says(attributes: str, size: tuple[int, int]) -> None:
    """Sizes in any unit, from the view box, or none are taken as browsers do."""
    found = drawn("<rect/>", attributes)
    assert isinstance(found, Picture)
    assert (found.width, found.height) == size
    assert found.name.endswith(".svg")


def test_ordinary_drawings_are_taken() -> None:
    """Shapes, texts, gradients, styles and parts drawn twice are no reason to refuse."""
    before = (
        '<?xml version="1.0"?>\n<!-- by hand -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'
    )
    inner = (
        "<style>.a{fill:url(#g)}</style><defs><linearGradient id='g'/><path id='p'/></defs>"
        "<use xlink:href='#p'/><use href='#p'/><text fill='url( #g )'>打印 C:\\</text><title>t</title>"
    )
    assert isinstance(drawn(inner, before=before), Picture)


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>", "<x:script xmlns:x='http://www.w3.org/2000/svg'/>", "<g onclick='x'/>",
        "<g ONLOAD='x'/>", "<foreignObject><iframe/></foreignObject>", "<image href='http://x/y.png'/>",
        "<image xlink:href='data:image/png;base64,AA'/>", "<use href='http://x/y.svg#a'/>",
        "<use href='y.svg#a'/>", "<a href='javascript:x'><path/></a>", "<style>@import 'http://x';</style>",
        "<rect fill='url(http://x#a)'/>", "<rect style='fill:url(\"http://x\")'/>",
        "<style>a{fill:u\\72l(http://x)}</style>", "<set attributeName='x'/>",
        "<animate attributeName='href' to='http://x'/>", "<g xml:base='http://x'/>",
        "<?xml-stylesheet href='x'?>", "<linearGradient xlink:href='file:///x'/>", "<feImage href='x'/>",
        "<rect", "</svg><svg>", "<g id='a'><use href='#b'/></g><g id='b'><rect/></g><use href='#a'/>",
        "<use id='a' href='#a'/>", "<g>" * 5_000, "<g/>" * (MAX_ELEMENTS + 1),
    ],
)  # fmt: skip
def test_drawings_that_could_do_harm_are_refused(inner: str) -> None:
    """Scripts, things from elsewhere, parts that multiply and endless files are no pictures."""
    assert isinstance(drawn(inner), str)


@pytest.mark.parametrize(
    "inner",
    [
        '<style>@namespace "http://www.w3.org/2000/svg"; .a{fill:none}</style>',
        "<style>@media all{.a{fill:none}}</style>", "<style>.a:not(.b){fill:none}</style>",
        "<style>:root{--c:none}.a{fill:var(--c)}</style>", "<style>.a{fill:hsl(0,50%,50%)}</style>",
        "<style>svg.r rect{fill: rgba(0,0,0,0)}</style>", "<style>a{fill: #ff000080}</style>",
        "<rect fill='rgba(0,0,0,0)'/>", "<rect style='stroke:#f008'/>",
        "<rect class='a'/><style>.a{fill:none}</style>", "<style>.a{fill:red}<!-- -->@media x{}</style>",
        f"<style>{' ' * 200_000}!</style>",
    ],
)  # fmt: skip
def test_styles_that_qt_leaves_out_are_refused(inner: str) -> None:
    """What would be drawn as black shapes instead of lines is no picture; its words stand instead."""
    assert isinstance(drawn(inner), str)


@pytest.mark.parametrize(
    "style", ["", "/* by hand */ .a, rect.b > #c { fill: none; stroke: #123 }\n* { fill: red }"]
)
def test_plain_styles_are_taken(style: str) -> None:
    """Rules for classes, names and elements ahead of the shapes, as drawing programs write them, are fine."""
    assert isinstance(
        drawn(f"<title>t</title><x:view xmlns:x='x'/><defs><style>{style}</style></defs><rect class='a'/>"),
        Picture,
    )


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY a "b"><?x ]><svg ?>]>',
        '<?xml-stylesheet href="http://x/y.css"?>',
    ],
)
def test_entities_and_style_sheets_are_refused(before: str) -> None:
    """Nothing that stands before the drawing can bring anything in."""
    assert isinstance(drawn("<rect/>", before=before), str)


@given(st.text(max_size=40), st.sampled_from(["width='", "><g ", "><style>", "viewBox='", ">"]))
def test_any_drawing_is_taken_or_refused(text: str, before: str) -> None:
    """No text makes the check fail."""
    assert isinstance(drawn(text, before), Picture | str)
