"""Pictures from elsewhere."""

from __future__ import annotations

import gzip
import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture.pixels import encode
from helppanel.ui.feedback import pictures
from helppanel.ui.raster import MAX_PIXELS, read


def opened(data: bytes) -> QBuffer:
    """The bytes as an open device."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer


def picture() -> QImage:
    """A red picture of 40×30."""
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    return image


def hostile(secret: Path) -> bytes:
    """A drawing that shows a file of this machine to whoever draws it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="40" height="30"><image width="40" height="30" xlink:href="{secret.as_uri()}"/></svg>'
    ).encode()


@pytest.mark.parametrize("wrapped", ["plain", "declared", "blank first", "packed"])
def test_a_drawing_that_opens_files_is_no_picture(tmp_path: Path, wrapped: str) -> None:
    """An SVG that calls itself PNG is refused, though Qt by itself would take it for what it is."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(encode(picture()))
    drawing = hostile(secret)
    data = {
        "plain": drawing,
        "declared": b'<?xml version="1.0"?>\n' + drawing,
        "blank first": b"\n  " + drawing,
        "packed": gzip.compress(drawing),
    }[wrapped]
    assert bytes(QImageReader(opened(data)).format().data()) in (b"svg", b"svgz", b"")
    assert read(opened(data)).isNull()
    sent = tmp_path / "sent.png"
    sent.write_bytes(data)
    with pytest.raises(HelpError) as caught:
        pictures.decode(sent)
    assert caught.value.code is Problem.FILE_UNREADABLE


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP"])
def test_pictures_are_read_whatever_they_are_called(kind: str) -> None:
    """What begins like a picture of a kind is read as that kind."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, kind.encode()).write(picture())
    image = read(opened(bytes(buffer.data().data())))
    assert (image.width(), image.height()) == (40, 30)
    assert image.pixelColor(20, 15).red() > 250


@pytest.mark.parametrize(
    "data", [b"", b"BM", b"BMI: 23", b"RIFF", b"GIF8", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7"]
)
def test_beginnings_alone_are_no_picture(data: bytes) -> None:
    """A file that only begins like a picture, or like nothing, is refused."""
    assert read(opened(data)).isNull()


def test_a_picture_too_large_is_refused_before_it_is_decoded() -> None:
    """A few bytes that promise more pixels than anyone has screens are refused by what they promise."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    side = int(MAX_PIXELS**0.5) + 1
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(3 * side + 1) * 9))
    data = b"\x89PNG\r\n\x1a\n" + header + rows + chunk(b"IEND", b"")
    assert read(opened(data)).isNull()


def test_a_picture_is_scaled_down_and_never_up() -> None:
    """A picture takes the smaller size asked for, one pixel at least, and is never enlarged."""
    data = encode(picture())
    assert read(opened(data), smaller=lambda size: size / 2).size() == QSize(20, 15)
    assert read(opened(data), smaller=lambda size: QSize(0, 0)).size() == QSize(1, 1)
    assert read(opened(data), smaller=lambda size: size * 2).size() == QSize(40, 30)
    assert read(opened(data), most=40 * 30).size() == QSize(40, 30)
    assert read(opened(data), most=40 * 30 - 1).isNull()
