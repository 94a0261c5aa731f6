"""Pictures of articles."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from helppanel.articles.addresses import Folder
from helppanel.articles.markup import Markup
from helppanel.articles.page import Picture
from helppanel.articles.pictures import MAX_BYTES, References, picture

from .audit import audit

GIF = b"GIF89a" + struct.pack("<HH", 37, 21) + b"\0\0\0;"


def drawn(kind: str, width: int = 37, height: int = 21) -> bytes:
    """A real file of a picture, as Qt writes it."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    return bytes(buffer.data().data())


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "gif"])
def test_sizes_are_read_from_the_head(kind: str) -> None:
    """Each format tells its size, and its name is made from its bytes."""
    data = GIF if kind == "gif" else drawn(kind)
    name = f"{hashlib.sha256(data).hexdigest()[:32]}.{kind}"
    assert picture(data) == Picture(name, 37, 21)


def test_lossless_and_extended_webp_tell_their_size_too() -> None:
    """The other two kinds of WebP are measured."""
    extended = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0" + bytes((36, 0, 0, 20, 0, 0))
    lossless = b"RIFF\0\0\0\0WEBPVP8L\x08\0\0\0\x2f" + (36 | 20 << 14).to_bytes(4, "little")
    for data in (extended, lossless):
        found = picture(data)
        assert isinstance(found, Picture)
        assert (found.width, found.height) == (37, 21)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "none of"),
        (b"MZ\x90\0", "none of"),
        (b"<html>", "none of"),
        (b"\x89PNG\r\n\x1a\n\0\0", "damaged"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (b"GIF89a\0", "damaged"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "damaged"),
        (b"GIF89a" + struct.pack("<HH", 0, 9), "damaged"),
        (b"GIF89a" + struct.pack("<HH", 60_000, 60_000), "million pixels"),
        (GIF + bytes(MAX_BYTES), "larger than 8 MB"),
    ],
)
def test_what_cannot_be_shown_says_why(data: bytes, what: str) -> None:
    """Files that are no pictures, damaged or too large are refused with the reason."""
    found = picture(data)
    assert isinstance(found, str)
    assert what in found


@given(
    st.binary(max_size=60),
    st.sampled_from(
        [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8", b"<svg "]
    ),
)
def test_any_bytes_are_a_picture_or_a_reason(data: bytes, head: bytes) -> None:
    """No file makes the measuring fail."""
    assert isinstance(picture(head + data), Picture | str)


def test_an_article_names_its_pictures_and_carries_them(tmp_path: Path) -> None:
    """A picture is found beside the page, named by its bytes, sized, described, and taken once."""
    data = drawn("png")
    for name in ("a.png", "copy of a.png"):
        (tmp_path / "img").mkdir(exist_ok=True)
        (tmp_path / "img" / name).write_bytes(data)
    references = References(Folder(tmp_path), "en/page.md")
    page = Markup().page("See ![The *page*](../img/a.png) ![](../img/copy%20of%20a.png)", references)
    audit(page.html)
    (name,) = references.images
    tag = f'<img src="image:{name}" alt="{{}}" width="37" height="21">'
    assert page.html == f"<p>See {tag.format('The page')} {tag.format('')}</p>"
    assert references.images == {name: data}
    assert page.text == "See The page"
    assert page.lost == ()


def test_a_lost_picture_leaves_its_description_and_is_told(tmp_path: Path) -> None:
    """What cannot be shown is named with its line and the reason; the article keeps the words."""
    (tmp_path / "x.png").write_text("no picture")
    references = References(Folder(tmp_path), "page.md")
    page = Markup().page(
        "a\nb ![words](gone.png)\n\n![w](x.png) ![w](../out.png) ![w](http://x/y.png)", references
    )
    assert "<img" not in page.html
    assert "b words</p>" in page.html
    assert page.lost == (
        (2, "picture 'gone.png' does not exist"),
        (4, "picture 'x.png' is none of PNG, JPEG, GIF, WebP and SVG"),
        (4, "picture '../out.png' does not lie in the source"),
        (4, "picture 'http://x/y.png' does not lie in the source"),
    )
    assert references.images == {}
