"""Pixels as a PNG file."""

from __future__ import annotations

import itertools
import struct
import zlib
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helppanel.report import png

Pixels = npt.NDArray[np.uint8]


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, each with the checksum it must have."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", data, at + 8 + size)[0] == zlib.crc32(kind + body)
        yield kind, body
        at += 12 + size


def read(data: bytes) -> Pixels:
    """The pixels of a PNG whose rows are all filtered with Up."""
    found = list(chunks(data))
    width, height, depth, color, *rest = struct.unpack(">IIBBBBB", found[0][1])
    assert (depth, rest) == (8, [0, 0, 0])
    raw = zlib.decompress(b"".join(body for kind, body in found if kind == b"IDAT"))
    rows = np.frombuffer(raw, np.uint8).reshape(height, -1)
    assert (rows[:, 0] == 2).all()
    pixels = np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8)
    return pixels.reshape(height, width, 4 if color == 6 else 3)


@st.composite
def pictures(draw: st.DrawFn) -> tuple[Pixels, list[int]]:
    """A picture up to 40×40, and the rows at which it is cut into bands."""
    height, width = draw(st.integers(1, 40)), draw(st.integers(1, 40))
    channels = draw(st.sampled_from((3, 4)))
    seed = draw(st.integers(0, 2**32 - 1))
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width + 3, channels), np.uint8)
    cuts = sorted(draw(st.sets(st.integers(0, height), max_size=4)))
    return pixels[:, :width], cuts  # its rows lie apart, as those of an image do


@given(pictures())
def test_every_pixel_comes_back(case: tuple[Pixels, list[int]]) -> None:
    """Any picture, in any bands, is what a reader of its own finds in the file, checksums included."""
    pixels, cuts = case
    height, width, channels = pixels.shape
    bands = [pixels[a:b] for a, b in itertools.pairwise([0, *cuts, height])]
    data = b"".join(png.stream(bands, width, height, alpha=channels == 4))
    assert np.array_equal(read(data), pixels)


def test_the_file_holds_the_picture_and_nothing_else() -> None:
    """There are a header, data and an end, no time and no text, and the same picture gives the same bytes."""
    pixels = np.arange(300 * 200 * 3, dtype=np.uint32).astype(np.uint8).reshape(200, 300, 3)
    data, again = (b"".join(png.stream([pixels[:90], pixels[90:]], 300, 200, alpha=False)) for _ in range(2))
    assert {kind for kind, _ in chunks(data)} == {b"IHDR", b"IDAT", b"IEND"}
    assert data == again


def test_nothing_is_made_before_it_is_asked_for() -> None:
    """A picture whose reader stops is not looked at any further."""
    looked = []

    def bands() -> Iterator[Pixels]:
        for number in range(1000):
            looked.append(number)
            yield np.random.default_rng(number).integers(0, 256, (64, 256, 3), np.uint8)

    file = png.stream(bands(), 256, 64_000, alpha=False)
    for _ in range(5):
        next(file)
    assert 0 < len(looked) < 20


@pytest.mark.parametrize(
    ("shape", "width", "height"),
    [((2, 3, 3), 3, 3), ((2, 3, 4), 3, 2), ((2, 3, 3), 4, 2), ((0, 0, 3), 0, 0), ((1, 1, 3), 2**31, 1)],
)
def test_bands_that_do_not_fit_are_refused(shape: tuple[int, ...], width: int, height: int) -> None:
    """Rows that are missing, of another width or with another number of channels are a ValueError."""
    with pytest.raises(ValueError, match=r"band|rows|pixels"):
        b"".join(png.stream([np.zeros(shape, np.uint8)], width, height, alpha=False))
