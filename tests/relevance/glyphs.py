"""How much two characters look alike, computed from their rendered glyphs.

Two typefaces (a sans and a serif) are drawn at 36 px on 40 × 40 px. A first pass correlates blurred glyphs,
each also shifted by a pixel or two, and takes the 40 nearest of each character. A second pass compares these
as handwriting recognition does: each pixel's neighbourhood of gradients may match one a pixel away (the image
distortion model of Keysers, Deselaers, Gollan and Ney, "Deformation models for image recognition", 2007).
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

TYPEFACES = ("Noto Sans CJK SC", "Noto Serif CJK SC")
SIDE = 40  # px of a drawn glyph; even, because both passes work at half of it
NEAREST = 40  # characters compared in the second pass
SHIFTS = (-2, 0, 2)  # px
DISPLACED = 0.01  # what it costs a neighbourhood to match one a pixel away


def draw(chars: Sequence[str], typeface: str) -> Array:
    """The ink of each character, 0 to 1, as (characters, SIDE, SIDE). Needs `typeface` to be installed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QFont, QFontInfo, QGuiApplication, QImage, QPainter

    app = QGuiApplication.instance() or QGuiApplication([])
    font = QFont(typeface)
    font.setPixelSize(SIDE - 4)
    if QFontInfo(font).family() != typeface:
        raise SystemExit(f"{typeface} is not installed")
    ink = np.zeros((len(chars), SIDE, SIDE), np.float32)
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    for row, char in enumerate(chars):
        image.fill(0)
        painter = QPainter(image)
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(QRectF(0, 0, SIDE, SIDE), Qt.AlignmentFlag.AlignCenter, char)
        painter.end()
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(SIDE, image.bytesPerLine())
        ink[row] = pixels[:, :SIDE] / np.float32(255)
    del app
    return ink


def _blurred(ink: Array, sigma: float) -> Array:
    reach = int(3 * sigma + 0.5)
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma * sigma)).astype(np.float32)
    weights /= weights.sum()
    for axis in (1, 2):
        ink = sum(
            (np.roll(ink, reach - i, axis) * w for i, w in enumerate(weights)), start=np.zeros_like(ink)
        )
    return ink


def _unit_rows(pixels: Array) -> Array:
    """One row of length 1 a glyph, without what all glyphs have in common."""
    rows = pixels.reshape(len(pixels), -1)
    rows = rows - rows.mean(0)
    rows -= rows.mean(1, keepdims=True)
    unit: Array = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def correlation(ink: Array) -> Array:
    """(characters, characters): the best correlation over small shifts."""
    blurred = _blurred(ink, 1.6)
    still = _unit_rows(blurred[:, ::2, ::2])
    best = np.full((len(ink), len(ink)), -1, np.float32)
    for down in SHIFTS:
        for right in SHIFTS:
            moved = np.roll(blurred, (down, right), (1, 2))[:, ::2, ::2]
            np.maximum(best, still @ _unit_rows(moved).T, out=best)
    return np.maximum(best, best.T)


def _gradients(ink: Array) -> Array:
    """(characters, 27, side, side) at half size: gradients and ink of each pixel and its neighbours."""
    half = SIDE // 2
    small = _blurred(ink, 0.7).reshape(len(ink), half, 2, half, 2).mean((2, 4))
    across, down = np.zeros_like(small), np.zeros_like(small)
    across[:, :, 1:-1] = small[:, :, 2:] - small[:, :, :-2]
    down[:, 1:-1] = small[:, 2:] - small[:, :-2]
    padded = np.pad(np.stack([across, down, small * 0.7], 1), ((0, 0), (0, 0), (1, 1), (1, 1)))
    around = [padded[:, :, y : y + half, x : x + half] for y in range(3) for x in range(3)]
    return np.stack(around, 1).reshape(len(ink), -1, half, half).astype(np.float32)


def distortion(ink: Array, candidates: npt.NDArray[np.intp]) -> Array:
    """(characters, candidates each): what is left of the difference when every pixel may move by one."""
    gradients = _gradients(ink)
    energy = (gradients**2).sum((1, 2, 3))
    padded = np.pad(gradients, ((0, 0), (0, 0), (1, 1), (1, 1)))
    far = np.array([[y * y + x * x for x in (-1, 0, 1)] for y in (-1, 0, 1)], np.float32) * DISPLACED
    side = gradients.shape[-1]
    left = np.zeros(candidates.shape, np.float32)
    for row, others in enumerate(candidates):
        windows = np.lib.stride_tricks.sliding_window_view(padded[others], (side, side), axis=(2, 3))
        squares = ((windows - gradients[row][None, :, None, None]) ** 2).sum(1)
        left[row] = (squares + far[None, :, :, None, None]).min((1, 2)).sum((1, 2))
    left /= np.sqrt(energy[:, None] * energy[candidates])
    return left


def likeness(chars: Sequence[str], common: Sequence[float]) -> Array:
    """(characters, characters): higher looks more alike; `-inf` for pairs that were not compared.

    `common` says how often each character is met: of two equally alike the more common one is meant.
    """
    inks = [draw(chars, typeface) for typeface in TYPEFACES]
    alike = np.mean([correlation(ink) for ink in inks], axis=0).astype(np.float32)
    np.fill_diagonal(alike, -1)
    candidates = np.argsort(-alike, 1)[:, :NEAREST]
    rows = np.arange(len(chars))[:, None]
    apart = np.full(alike.shape, np.inf, np.float32)
    apart[rows, candidates] = np.mean([distortion(ink, candidates) for ink in inks], axis=0)
    apart = np.where(np.isinf(apart) | np.isinf(apart.T), np.minimum(apart, apart.T), (apart + apart.T) / 2)
    result: Array = alike - 2 * apart + 0.02 * np.log1p(np.array(common, np.float32))[None]
    return result
