"""A picture's pixels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture import pixels

Format = QImage.Format
OPAQUE = (Format.Format_RGB32, Format.Format_RGB888, Format.Format_RGB16, Format.Format_Grayscale8)
CLEAR = (Format.Format_ARGB32, Format.Format_ARGB32_Premultiplied, Format.Format_RGBA8888)


@st.composite
def images(draw: st.DrawFn) -> QImage:
    """A picture of random pixels, in any form that a grab or a clipboard may have."""
    width, height = draw(st.integers(1, 50)), draw(st.integers(1, 300))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    data = generator.integers(0, 256, (height, width, 4), np.uint8)
    image = QImage(data.tobytes(), width, height, width * 4, Format.Format_ARGB32).copy()
    return image.convertToFormat(draw(st.sampled_from(OPAQUE + CLEAR)))


@given(images())
def test_qt_reads_what_was_encoded(image: QImage) -> None:
    """Qt finds every pixel of any picture again, see-through ones included."""
    found = QImage.fromData(pixels.encode(image))
    form = Format.Format_RGBA8888
    assert found.convertToFormat(form) == image.convertToFormat(form)


def test_alpha_is_kept_where_any_shows() -> None:
    """A picture that could be see-through and is not is stored without alpha; one clear pixel keeps it."""
    image = QImage(30, 200, Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#336699"))
    assert not QImage.fromData(pixels.encode(image)).hasAlphaChannel()
    image.setPixelColor(29, 199, QColor(255, 0, 0, 254))
    assert QImage.fromData(pixels.encode(image)).hasAlphaChannel()


def test_what_an_image_carries_besides_its_pixels_stays_here() -> None:
    """Texts, the size on paper and the ratio of a picture do not reach the file."""
    plain = QImage(40, 30, Format.Format_RGB32)
    plain.fill(QColor("#00ff00"))
    told = plain.copy()
    told.setText("Author", "林晓")
    told.setDotsPerMeterX(12345)
    told.setDevicePixelRatio(2)
    assert pixels.encode(told) == pixels.encode(plain)


def test_no_picture_is_not_encoded() -> None:
    """Nothing but a picture becomes a file: CAPTURE_FAILED."""
    with pytest.raises(HelpError) as caught:
        pixels.encode(QImage())
    assert caught.value.code is Problem.CAPTURE_FAILED


@pytest.mark.parametrize("color", ["black", "white", "transparent", "#123456"])
def test_a_flat_picture_is_blank(color: str) -> None:
    """One colour from corner to corner is blank; a single other pixel, anywhere, is not."""
    for x, y in ((500, 332), (0, 0), (250, 128)):
        image = QImage(501, 333, Format.Format_ARGB32)
        image.fill(QColor(color))
        assert pixels.is_blank(image)
        image.setPixelColor(x, y, QColor("red"))
        assert not pixels.is_blank(image)
    assert pixels.is_blank(QImage())


def test_black_on_nothing_is_not_blank() -> None:
    """A black drawing on a clear ground shows something, though all its colours are black."""
    image = QImage(20, 20, Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    image.setPixelColor(7, 7, QColor(0, 0, 0, 255))
    assert not pixels.is_blank(image)
